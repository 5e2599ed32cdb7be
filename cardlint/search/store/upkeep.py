"""Keeps an index what its project names, or what its own sources have, whenever a command is about to read it."""

import os
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from cardlint.card.kind import Kind
from cardlint.search import manifest
from cardlint.search.fields import Table
from cardlint.search.sources.named import source_of
from cardlint.search.sources.source import Source
from cardlint.search.store import source_list
from cardlint.search.store.generations import open_holdings, updating
from cardlint.search.store.project import Project
from cardlint.search.store.rebuild import rebuild, renew
from cardlint.search.store.refresh import Changes, is_wasteful, refresh
from cardlint.system.errors import CardlintError

_WAIT = 10.0
"""Seconds to wait for another search that is bringing the same index up to date."""


def follow_sources(folder: str, table: Table) -> list[CardlintError]:
    """Make the index in ``folder`` hold what its sources have now; return what was not as it should be."""
    problems = _renewed(folder, table)
    kinds = source_list.read(folder)
    sources = _found([name for name in _known(folder, table) if name], folder, problems, kinds)
    changes = refresh(folder, table, sources, wait=_WAIT, unread=problems)
    problems += _renewed(folder, table, changes)
    return problems + _problems(sources)


def follow_project(folder: str, named: Project, table: Table, *, fetch: bool) -> list[CardlintError]:
    """Make the index hold what the sources of the project have, and nothing of sources that it does not name.

    Sources that are asked over the network are asked once, and again only with ``fetch``. Return what was not as it
    should be.
    """
    problems = _renewed(folder, table)
    all_sources = _found(named.sources, folder, problems)
    known = _known(folder, table) if manifest.read(folder) is not None else {}
    sources = [source for source in all_sources if fetch or not (source.costly and source.name in known)]
    changes = refresh(folder, table, sources, wait=_WAIT, unread=problems)
    problems += _renewed(folder, table, changes)
    unfound = map(os.path.abspath, named.sources)  # one that is not there now keeps its cards
    gone = known.keys() - {source.name for source in all_sources} - {*unfound}
    if gone and folder == named.folder:
        with updating(folder, table, _WAIT) as writer:
            for name in gone:
                writer.remove(writer.paths(name))
                source_list.forget(folder, name)
    if manifest.read(folder) is not None and is_wasteful(folder, table):
        rebuild(folder, table, wait=_WAIT, from_sources=False)
    return problems + _problems(sources)


def _renewed(folder: str, table: Table, changes: Changes | None = None) -> list[CardlintError]:
    was_written = changes is not None and changes.wrote
    told = renew(folder, table, wait=_WAIT, was_written=was_written, from_sources=False)
    return [CardlintError(told)] if told is not None else []


def _found(
    names: Iterable[str],
    folder: str,
    problems: list[CardlintError],
    kinds: Mapping[str, Kind | None] = MappingProxyType({}),
) -> list[Source]:
    """Return the sources that are there; the others are a problem each."""
    found = []
    for name in names:
        try:
            found.append(source_of(name, kinds.get(name), folder))
        except CardlintError as error:
            problems.append(error)
    return found


def _known(folder: str, table: Table) -> dict[str, int]:
    """Return the sources that the index has cards of, and of how many."""
    holdings = open_holdings(folder, table)
    try:
        return holdings.sources()
    finally:
        holdings.close()


def _problems(sources: list[Source]) -> list[CardlintError]:
    return [CardlintError(problem) for source in sources for problem in source.problems]
