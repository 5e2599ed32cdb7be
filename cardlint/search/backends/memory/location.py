"""The location of an index in memory, which shows in simple code what every location must do."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from cardlint.card.kind import Kind
from cardlint.search.errors import LockedError, no_index
from cardlint.search.manifest import Manifest


@dataclass
class KeptIndex:
    """The data of an index in addition to its generations."""

    manifest: Manifest | None = None
    sources: dict[str, Kind | None] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


class MemoryLocation:
    """The location of the index with the data ``kept``; ``places`` has the generations of all indexes of its engine."""

    scratch = None

    def __init__(self, address: str, kept: KeptIndex, places: Collection[str]) -> None:
        self.address = address
        self._kept = kept
        self._places = places

    def exists(self) -> bool:
        return self._kept.manifest is not None

    def require_trusted(self) -> None:
        if not self.exists():
            raise no_index(self.address)

    def manifest(self) -> Manifest | None:
        return self._kept.manifest

    def generations(self) -> list[str]:
        start = self.place("")
        return [place.removeprefix(start) for place in self._places if place.startswith(start)]

    def place(self, generation: str) -> str:
        return f"{self.address}/{generation}"

    @contextmanager
    def writing(self, wait: float = 0.0) -> Iterator[None]:
        if not self._kept.lock.acquire(timeout=wait):
            raise LockedError("another thread is writing this index")
        try:
            yield
        finally:
            self._kept.lock.release()

    def put_in_force(self, manifest: Manifest) -> None:
        self._kept.manifest = manifest

    def sources(self) -> dict[str, Kind | None]:
        return dict(self._kept.sources)

    def write_sources(self, sources: Mapping[str, Kind | None]) -> None:
        self._kept.sources = dict(sources)

    def remove_unfinished(self) -> None:
        """Do nothing: there are no such files."""
