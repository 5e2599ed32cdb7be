"""What an engine stores, for those who keep an index up to date: what it holds, and how that is changed."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from cardlint.system.named_tuple import NamedTuple

if TYPE_CHECKING:  # whoever opens an index makes no documents
    from cardlint.search.documents.document import Document
    from cardlint.search.documents.entry import CardEntry


class CardState(NamedTuple):
    """The stamps that show whether a card has changed since it was indexed."""

    stamp: str
    hash: str


NO_STATE = CardState("", "")


class Holdings(Protocol):
    """What an index holds: for those who keep it up to date, not for questions. All of it from one snapshot."""

    def __len__(self) -> int:
        """Return the number of cards."""

    @property
    def dead(self) -> int:
        """Return how many replaced and removed cards still take space."""

    def sources(self) -> dict[str, int]:
        """Return how many cards came from each source, by the name of the source."""

    def states(self, source: str) -> dict[str, CardState]:
        """Return the state of every card from ``source``, by path."""

    def stamp(self, path: str) -> str | None:
        """Return the stamp of the card at ``path``, or None where there is none."""

    def text(self, path: str) -> str | None:
        """Return the text of the card at ``path``, or None where there is none."""

    def entries(self) -> "Iterator[CardEntry]":
        """Yield every card. CardlintError where one cannot be read."""

    def readable_entries(self) -> "Iterator[CardEntry | None]":
        """Yield every card, and None for one that cannot be read."""

    def close(self) -> None:
        """Close files and connections."""


class Writer(Protocol):
    """One change of an index: nobody sees any of it before ``commit``, and everybody all of it then.

    The caller holds the lock of the index. CardlintError where the index is damaged or cannot be written.
    """

    def __len__(self) -> int:
        """Return how many cards there are with this change."""

    def add(self, documents: "Iterable[Document]") -> int:
        """Add documents, each instead of the one at its path. Return how many there were."""

    def remove(self, paths: Iterable[str]) -> int:
        """Remove the documents at ``paths``. Return how many there were."""

    def touch(self, path: str, stamp: str) -> None:
        """Note that the card at ``path`` is the same although its file is not."""

    def paths(self, source: str) -> list[str]:
        """Return the paths of the cards from ``source``."""

    def commit(self) -> None:
        """Make the change durable, and end it."""

    def cancel(self) -> None:
        """Leave everything as it was, and end the change."""
