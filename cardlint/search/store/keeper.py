"""Maintains an index: updates it, and removes sources and cards from it."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from cardlint.card.kind import Kind
from cardlint.search.backends.engine import index_at
from cardlint.search.fields import FieldTable
from cardlint.search.sources.named import source_of
from cardlint.search.sources.source import CardSource
from cardlint.search.store import noted_sources
from cardlint.search.store.generations import is_made, open_holdings, updating
from cardlint.search.store.rebuild import Rebuilt, rebuild, renew
from cardlint.search.store.refresh import CardChanges, is_wasteful, refresh
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple


class UpdateProgress(Protocol):
    """Receives the progress of an update."""

    def expect(self, count_cards: Callable[[], int]) -> None:
        """Called before the first card, with a function that returns the number of cards, which can take a while."""

    def __call__(self, count: int) -> None:
        """Called with the number of cards that were processed."""


class Update(NamedTuple):
    """The result of an update, and the problems."""

    changes: CardChanges
    renewed: tuple[CardlintError, ...]  # why and from what the index was rebuilt
    unread: tuple[CardlintError, ...]  # sources that do not exist or cannot be read; their cards stay
    problems: tuple[CardlintError, ...]  # cards that sources could not read


@dataclass(frozen=True, slots=True)
class Keeper:
    """Changes one index.

    ``wait``: seconds to wait for another writer. ``from_sources``: read damaged cards again from the recorded sources, which can include
    the Hub.
    """

    address: str
    table: FieldTable
    wait: float = 0.0
    processes: int = 1
    progress: UpdateProgress | None = None
    from_sources: bool = False

    def known_sources(self) -> dict[str, int]:
        """Return the number of cards from each source in the index. The source of cards that a program added has an empty name.

        Raises CardlintError if there is no index.
        """
        holdings = open_holdings(self.address, self.table)
        try:
            return holdings.sources()
        finally:
            holdings.close()

    def own_sources(self, *, with_empty: bool = True) -> dict[str, Kind | None]:
        """Return the sources of the index, and the kind of their cards if it was given.

        ``with_empty``: include sources that had no cards when they were read.
        """
        noted = index_at(self.address).location.sources()
        known = {name: count for name, count in self.known_sources().items() if name}
        if self.progress is not None:
            self.progress.expect(lambda: sum(known.values()))
        return {name: noted.get(name) for name in dict.fromkeys((*known, *(noted if with_empty else ())))}

    def renew(self, *, was_written: bool = False) -> tuple[CardlintError, ...]:
        """Rebuild the index if it is outdated; return why and from what.

        ``was_written``: compare the version of the engine too, which is imported anyway after writing.
        """
        reason = renew(
            self.address,
            self.table,
            wait=self.wait,
            processes=self.processes,
            was_written=was_written,
            from_sources=self.from_sources,
        )
        return (CardlintError(reason),) if reason is not None else ()

    def rebuild(self) -> Rebuilt:
        """Rebuild the index from its cards next to the old one, and swap them."""
        return rebuild(
            self.address,
            self.table,
            wait=self.wait,
            processes=self.processes,
            progress=self.progress,
            from_sources=self.from_sources,
        )

    def bring_up_to_date(
        self, named: Mapping[str, Kind | None], *, strict: bool = False, fetch: bool = True, exclusive: bool = False
    ) -> Update:
        """Update the index to the current content of the sources ``named``; create it if it does not exist.

        ``strict``: raise CardlintError if a source does not exist; otherwise its cards stay. ``fetch``: also read network sources again
        whose cards are already in the index. ``exclusive``: remove all other sources.
        """
        unread: list[CardlintError] = []
        found = list(self._found(named, None if strict else unread))
        known = self._known() if exclusive or not fetch else {}
        asked = [source for source in found if fetch or not (source.costly and source.name in known)]
        if self.progress is not None and not any(source.costly for source in asked):
            self.progress.expect(lambda: sum(1 for source in asked for _ in source.candidates()))
        changes = refresh(
            self.address,
            self.table,
            asked,
            wait=self.wait,
            processes=self.processes,
            progress=self.progress,
            unread=unread,
        )
        renewed = self.renew(was_written=True) if changes.wrote else ()
        if exclusive:
            absent = map(os.path.abspath, named)  # the cards of a source that is not available now are kept
            self._forget(known.keys() - {source.name for source in found} - {*absent})
        if is_made(self.address) and is_wasteful(self.address, self.table):
            self.rebuild()
        problems = (CardlintError(problem) for source in asked for problem in source.problems)
        return Update(changes, renewed, tuple(unread), tuple(problems))

    def remove(self, names: Iterable[str]) -> int:
        """Remove sources with all their cards, and individual cards by path; return the number of removed cards.

        Raises CardlintError for an unknown name; then nothing is removed.
        """
        removed = 0
        location = index_at(self.address).location
        with updating(self.address, self.table, self.wait) as writer:
            for name in (each.encode(errors="replace").decode() for each in names):  # as stored in the index
                places = (name, os.path.abspath(name))
                paths = [path for place in places for path in writer.paths(place)]
                found = writer.remove(dict.fromkeys([*paths, *places]))
                if not found:
                    raise CardlintError(
                        f"the index has no source or card `{name}`", "`cardlint index status` lists the sources"
                    )
                removed += found
                for place in places:
                    noted_sources.forget(place, location)
        return removed

    def _known(self) -> dict[str, int]:
        return self.known_sources() if is_made(self.address) else {}

    def _found(self, named: Mapping[str, Kind | None], absent: list[CardlintError] | None) -> Iterator[CardSource]:
        """Yield the available sources. Errors about the others are added to ``absent``, or raised if it is None."""
        for name, kind in named.items():
            try:
                yield source_of(name, kind, self.address)
            except CardlintError as error:
                if absent is None:
                    raise
                absent.append(error)

    def _forget(self, sources: Iterable[str]) -> None:
        """Remove all cards of ``sources``."""
        names = list(sources)
        if not names:
            return
        location = index_at(self.address).location
        with updating(self.address, self.table, self.wait) as writer:
            for name in names:
                writer.remove(writer.paths(name))
                noted_sources.forget(name, location)
