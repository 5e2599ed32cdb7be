"""The record of the engine in memory. Its indexes exist as long as the record, so there is no shared instance."""

from collections import defaultdict

from cardlint.search.backends.engine import Engine
from cardlint.search.backends.memory.backend import MemoryBackend
from cardlint.search.backends.memory.holdings import MemoryHoldings
from cardlint.search.backends.memory.location import KeptIndex, MemoryLocation
from cardlint.search.backends.memory.writer import MemoryWriter
from cardlint.search.documents.document import Document

Places = dict[str, dict[str, Document]]
"""The documents of each generation, by path."""


def memory_engine() -> Engine:
    """Return a new engine without any index."""
    places: Places = {}
    indexes: defaultdict[str, KeptIndex] = defaultdict(KeptIndex)
    return Engine(
        name="memory",
        version=lambda: "",
        locate=lambda address: MemoryLocation(address, indexes[address], places),
        create=lambda place: places.update({place: {}}),
        open=lambda place, table: MemoryBackend(table, places[place].values()),
        holdings=lambda place: MemoryHoldings(places[place].values()),
        writer=lambda place, _: MemoryWriter(places, place),
        remove=lambda place: _remove(places, place),
    )


def _remove(places: Places, place: str) -> None:
    places.pop(place, None)
