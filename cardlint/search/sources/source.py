"""The interface of sources. A source lists its cards with a stamp for each, and a card is read only if its stamp has changed."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from cardlint.card.kind import Kind
from cardlint.search.documents.entry import CardEntry
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple


class SourceError(CardlintError):
    """A source cannot be read now. Its cards stay in the index."""


class Candidate(NamedTuple):
    """A card in a source. ``stamp`` changes whenever the card may have changed; empty: only reading the card can show that."""

    path: str
    stamp: str
    read: Callable[[], CardEntry | None]  # returns None if it no longer exists, or is not text


class CardSource(Protocol):
    """Cards that belong together. Cards that a source no longer lists are removed from the index."""

    name: str  # as recorded in the index; it identifies the source
    costly: bool  # listing its cards takes long, so they are not counted first

    @property
    def kind(self) -> Kind | None:
        """The kind of its cards, if nothing more specific is known."""

    @property
    def problems(self) -> Sequence[str]:
        """Messages about cards that could not be read in the last iteration."""

    def candidates(self) -> Iterator[Candidate]:
        """Yield every card. Raises CardlintError if the source cannot be read at all."""


class WantedSource(NamedTuple):
    """A request for the source that ``text`` names."""

    text: str
    kind: Kind | None  # of its cards, if given
    for_index: str | None  # the address of the index


def _never(_: str) -> bool:
    return False


class SourceKind(NamedTuple):
    """A kind of source: which texts name one, and how it is opened.

    The folder of the kind declares it as ``SOURCE``, and imports the implementation only to open a source, because every text is
    checked against all kinds.
    """

    open: Callable[[WantedSource], CardSource]
    is_name: Callable[[str], bool] = _never  # whether the text, which is not a path, names one
    is_place: Callable[[str], bool] = _never  # whether the file or folder at the path is one
    endings: tuple[str, ...] = ()  # of file names, in lower case
    is_general: bool = False  # accepts what no other kind accepts

    def takes(self, text: str) -> bool:
        """Return whether ``text`` names a source of this kind."""
        return (
            self.is_name(text) or self.is_place(text) or (text.lower().endswith(self.endings) and os.path.isfile(text))
        )
