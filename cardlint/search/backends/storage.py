"""The storage interface of an engine, for updating an index: what it contains, and how to change it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from cardlint.system.named_tuple import NamedTuple

if TYPE_CHECKING:  # opening an index does not need the code that builds documents
    from cardlint.search.documents.document import Document
    from cardlint.search.documents.entry import CardEntry


class CardState(NamedTuple):
    """The stamps that show whether a card has changed since it was indexed."""

    stamp: str
    hash: str


NO_STATE = CardState("", "")


class Holdings(Protocol):
    """The content of an index, from one snapshot: for updates, not for questions."""

    def __len__(self) -> int:
        """Return the number of cards."""

    @property
    def dead(self) -> int:
        """Return how many replaced and removed cards still take up space."""

    def sources(self) -> dict[str, int]:
        """Return how many cards came from each source, by the name of the source."""

    def states(self, source: str) -> dict[str, CardState]:
        """Return the state of every card from ``source``, by path."""

    def stamp(self, path: str) -> str | None:
        """Return the stamp of the card at ``path``, or None if there is none."""

    def text(self, path: str) -> str | None:
        """Return the text of the card at ``path``, or None if there is none."""

    def entries(self) -> "Iterator[CardEntry]":
        """Yield every card. Raises CardlintError if one cannot be read."""

    def readable_entries(self) -> "Iterator[CardEntry | None]":
        """Yield every card, and None for one that cannot be read."""

    def close(self) -> None:
        """Close files and connections."""


class Writer(Protocol):
    """One change of an index, which becomes visible only with ``commit``, and then completely.

    The caller holds the lock of the index. Raises CardlintError if the index is damaged or cannot be written.
    """

    def __len__(self) -> int:
        """Return the number of cards, including this change."""

    def add(self, documents: "Iterable[Document]") -> int:
        """Add documents, each replacing the one at its path. Return how many there were."""

    def remove(self, paths: Iterable[str]) -> int:
        """Remove the documents at ``paths``. Return how many there were."""

    def touch(self, path: str, stamp: str) -> None:
        """Record the new stamp of a card whose content is the same."""

    def paths(self, source: str) -> list[str]:
        """Return the paths of the cards from ``source``."""

    def commit(self) -> None:
        """Make the change durable, and end it."""

    def cancel(self) -> None:
        """Discard the change, and end it."""
