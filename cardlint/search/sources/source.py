"""Where cards come from. A source names its cards with a stamp, and reads one only when its stamp is new."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from cardlint.card.kind import Kind
from cardlint.search.documents.entry import CardEntry
from cardlint.system.errors import CardlintError

SCHEME = "hf://"
"""How the address of a list of the Hub begins."""


HUB_CACHE = "hub-cache"
"""The source that stands for the cache of whoever runs us, wherever it is."""


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
        """The kind of its cards, where nothing better tells."""

    @property
    def problems(self) -> Sequence[str]:
        """What the last walk met that it could not use, for people."""

    def candidates(self) -> Iterator[Candidate]:
        """Yield every card. CardlintError where the source cannot be read at all."""
