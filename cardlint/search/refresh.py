"""Brings an index up to date with its sources: reads what may have changed, replaces what did, removes what is gone."""

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from cardlint.errors import CardlintError
from cardlint.search import manifest
from cardlint.search.catalogue import Catalogue
from cardlint.search.document import Document, storable
from cardlint.search.documents import documents
from cardlint.search.entry import Entry
from cardlint.search.fields import Table
from cardlint.search.source import Source
from cardlint.search.store import building, open_catalogue, updating

MOST_WASTE = 2
FEW_DEAD = 2_000
"""An update only appends. Beyond so many times the cards, and so many more, it pays to make the index anew."""

Progress = Callable[[int], None]
"""Called with the number of cards that were looked at."""


class Changes(NamedTuple):
    """What a refresh did, in cards."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0

    def __add__(self, other: object) -> "Changes":
        if not isinstance(other, Changes):
            return NotImplemented
        return Changes(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


def refresh(
    folder: str,
    table: Table,
    sources: Iterable[Source],
    *,
    wait: float = 0.0,
    processes: int = 1,
    progress: Progress | None = None,
) -> Changes:
    """Make the index in ``folder`` hold just what each of ``sources`` has now. Other sources stay.

    It is made if there is none. Nothing is locked or written where nothing changed.
    """
    total = Changes()
    for source in sources:
        total += _Refresh(folder, table, source, progress, sum(total) - total.removed).run(wait, processes)
    return total


def is_wasteful(folder: str, table: Table) -> bool:
    """Return whether most of the index in ``folder`` is replaced and removed cards, so that it should be rebuilt."""
    catalogue = open_catalogue(folder, table)
    try:
        return catalogue.size > MOST_WASTE * len(catalogue) + FEW_DEAD
    finally:
        catalogue.close()


def rebuild(
    folder: str, table: Table, *, wait: float = 0.0, processes: int = 1, progress: Progress | None = None
) -> int:
    """Make the index anew from the cards that it holds, after a change of fields or of the analyser.

    Return how many there were.
    """
    with building(folder, table, wait) as writer:
        found = manifest.read(folder)
        if found is None:
            raise CardlintError(f"there is no index in {folder}", "`cardlint index add PATH` makes one")
        catalogue = Catalogue(os.path.join(folder, found.generation))
        try:
            return writer.add(_counted(documents(catalogue.entries(), table, processes), progress))
        finally:
            catalogue.close()


class _Refresh:
    """One source: what is known of it, and what was seen so far."""

    def __init__(self, folder: str, table: Table, source: Source, progress: Progress | None, looked_at: int) -> None:
        self.folder = folder
        self.table = table
        self.source = source
        self.progress = progress
        self.looked_at = looked_at  # in the sources before
        self.known = _known(folder, table, source.name)
        self.seen: set[str] = set()
        self.touched: list[tuple[str, str]] = []
        self.added = self.changed = 0

    def run(self, wait: float, processes: int) -> Changes:
        fresh = self.fresh()
        first = next(fresh, None)
        if first is None and not self.touched and self.known.keys() <= self.seen:
            return Changes(unchanged=len(self.seen))
        with updating(self.folder, self.table, wait) as writer:
            if first is not None:
                writer.add(documents(chain((first,), fresh), self.table, processes))
            for path, stamp in self.touched:
                writer.catalogue.touch(path, stamp)
            removed = writer.remove(self.known.keys() - self.seen)
        return Changes(self.added, self.changed, removed, len(self.seen) - self.added - self.changed)

    def fresh(self) -> Iterator[Entry]:
        """Yield the cards that are not in the index as they are."""
        for candidate in self.source.candidates():
            path = storable(candidate.path)
            if path in self.seen:  # a dump can hold a card twice; the first counts
                continue
            stamp, digest = self.known.get(path, ("", ""))
            if candidate.stamp and candidate.stamp == stamp:
                self._see(path)
                continue
            entry = candidate.read()
            if entry is None:
                continue
            self._see(path)
            entry = entry._replace(path=path, id=storable(entry.id), source=self.source.name, stamp=candidate.stamp)
            if entry.digest != digest:
                self.changed += path in self.known
                self.added += path not in self.known
                yield entry
            elif candidate.stamp:
                self.touched.append((path, candidate.stamp))

    def _see(self, path: str) -> None:
        self.seen.add(path)
        if self.progress is not None:
            self.progress(self.looked_at + len(self.seen))


def _known(folder: str, table: Table, source: str) -> dict[str, tuple[str, str]]:
    """Return the stamp and the hash of every card of the source that the index has."""
    if not os.path.isdir(folder) or manifest.read(folder) is None:
        return {}
    catalogue = open_catalogue(folder, table)
    try:
        return catalogue.state_of(source)
    finally:
        catalogue.close()


def _counted(found: Iterable[Document], progress: Progress | None) -> Iterator[Document]:
    for count, document in enumerate(found, 1):
        yield document
        if progress is not None:
            progress(count)
