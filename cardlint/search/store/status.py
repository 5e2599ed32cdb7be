"""The content of an index for people and programs: its sources, and its cards as data that can be added again."""

from collections.abc import Iterator, Mapping
from typing import Any

from cardlint.search.backends.engine import index_at
from cardlint.search.fields import FieldTable
from cardlint.search.manifest import Manifest
from cardlint.search.store.generations import open_holdings
from cardlint.system.named_tuple import NamedTuple


class Status(NamedTuple):
    """The number of cards in an index, their sources, and what it was built with."""

    address: str
    cards: int
    sources: Mapping[str, int]  # number of cards by source; the source of cards that a program added has an empty name
    manifest: Manifest | None

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON data."""
        made = self.manifest._asdict() if self.manifest is not None else {}
        return {"folder": self.address, "cards": self.cards, "sources": self.sources, **made}


def status_of(address: str, table: FieldTable) -> Status:
    """Return the status of the index at ``address``. Raises CardlintError if there is none."""
    holdings = open_holdings(address, table)
    try:
        return Status(address, len(holdings), holdings.sources(), index_at(address).location.manifest())
    finally:
        holdings.close()


def cards_as_data(address: str, table: FieldTable) -> Iterator[dict[str, Any]]:
    """Yield every card of the index as JSON data, in the format that the JSON Lines source reads."""
    holdings = open_holdings(address, table)
    try:
        for entry in holdings.entries():
            kind = entry.kind.value if entry.kind else None
            yield {"id": entry.id, "kind": kind, "path": entry.path, "card": entry.text, **entry.facts}
    finally:
        holdings.close()
