"""The record of the engine in memory. Its indexes live as long as the record."""

from cardlint.search.backends.engine import Engine
from cardlint.search.backends.memory.backend import MemoryBackend
from cardlint.search.backends.memory.holdings import MemoryHoldings
from cardlint.search.backends.memory.writer import MemoryWriter
from cardlint.search.documents.document import Document

Places = dict[str, dict[str, Document]]
"""The documents of each index, by path."""


def memory_engine() -> Engine:
    """Return an engine of its own, without any index."""
    places: Places = {}
    return Engine(
        name="memory",
        version=lambda: "",
        create=lambda place: places.update({place: {}}),
        open=lambda place, table: MemoryBackend(table, places[place].values()),
        holdings=lambda place: MemoryHoldings(places[place].values()),
        writer=lambda place, _: MemoryWriter(places, place),
        remove=lambda place: _remove(places, place),
    )


def _remove(places: Places, place: str) -> None:
    places.pop(place, None)
