"""Where cards come from. A source names its cards with a stamp, and reads one only when its stamp is new."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from cardlint.card.kind import Kind
from cardlint.search.documents.entry import CardEntry
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple


class SourceError(CardlintError):
    """A source cannot be read now. What the index has of it stays."""


class Candidate(NamedTuple):
    """A card of a source. ``stamp`` changes whenever the card may have; empty: it must be read to know."""

    path: str
    stamp: str
    read: Callable[[], CardEntry | None]  # None: it is gone, or no text


class CardSource(Protocol):
    """Cards that belong together: what a source does not name any more is removed from the index."""

    name: str  # as the index notes it; the same source has the same name
    costly: bool  # naming its cards takes long, so that nobody counts them first

    @property
    def kind(self) -> Kind | None:
        """The kind of its cards, if nothing more specific is known."""

    @property
    def problems(self) -> Sequence[str]:
        """What the last walk met that it could not use, for people."""

    def candidates(self) -> Iterator[Candidate]:
        """Yield every card. CardlintError where the source cannot be read at all."""


class WantedSource(NamedTuple):
    """The source for ``text``."""

    text: str
    kind: Kind | None  # of its cards, if said
    for_index: str | None  # the address of the index


def _never(_: str) -> bool:
    return False


class SourceKind(NamedTuple):
    """A kind of source: what it takes, and how a source is opened.

    The folder of the kind declares it as ``SOURCE`` and imports the source itself when one is opened: any text is shown to all kinds.
    """

    open: Callable[[WantedSource], CardSource]
    is_name: Callable[[str], bool] = _never  # the text alone says so: it is not a path
    is_place: Callable[[str], bool] = _never  # what lies at the path says so
    endings: tuple[str, ...] = ()  # of files, in small letters
    is_general: bool = False  # it takes what no other kind does

    def takes(self, text: str) -> bool:
        """Return whether ``text`` names a source of this kind."""
        return (
            self.is_name(text) or self.is_place(text) or (text.lower().endswith(self.endings) and os.path.isfile(text))
        )
