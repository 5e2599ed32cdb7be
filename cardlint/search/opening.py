"""Opens the index that is in force for a command, first brought up to date where its project or its user wants that."""

from cardlint.search import manifest
from cardlint.search.catalogued_backend import CataloguedBackend
from cardlint.search.fields import Table
from cardlint.search.project import Project, place, project
from cardlint.search.refresh import is_wasteful, rebuild, refresh
from cardlint.search.source import Source
from cardlint.search.sources import source_of
from cardlint.search.store import open_backend, updating

_WAIT = 10.0
"""Seconds to wait for another search that is bringing the same index up to date."""


def open_in_force(folder: str | None, table: Table, wanted: bool | None = None) -> tuple[CataloguedBackend, list[str]]:
    """Return the index in ``folder``, else the one in force, and what its sources could not use.

    It is brought up to date if ``wanted``; unless said, where a project names its sources. An index that was made by
    other rules raises MismatchError.
    """
    where = place(folder)
    named = project() if folder is None else None
    if named is not None and named.sources and (named.refresh if wanted is None else wanted):
        problems = _project_refreshed(where, named, table, fetch=wanted is True)
        return open_backend(where, table), problems
    if not wanted:
        return open_backend(where, table), []
    backend = open_backend(where, table)
    names = [name for name in backend.catalogue.sources() if name]
    backend.close()
    sources = [source_of(name, folder=where) for name in names]
    refresh(where, table, sources, wait=_WAIT)
    return open_backend(where, table), _problems(sources)


def _project_refreshed(folder: str, named: Project, table: Table, *, fetch: bool) -> list[str]:
    """Make the index hold what the sources of the project have, and nothing of sources that it does not name.

    Sources that are asked over the network are asked once, and again only with ``fetch``.
    """
    all_sources = [source_of(text, folder=folder) for text in named.sources]
    known = _known(folder, table)
    sources = [source for source in all_sources if fetch or not (source.costly and source.name in known)]
    refresh(folder, table, sources, wait=_WAIT)
    gone = known - {source.name for source in all_sources}
    if gone and folder == named.folder:
        with updating(folder, table, _WAIT) as writer:
            for name in gone:
                writer.remove(writer.catalogue.paths(name))
    if manifest.read(folder) is not None and is_wasteful(folder, table):
        rebuild(folder, table, wait=_WAIT)
    return _problems(sources)


def _known(folder: str, table: Table) -> set[str]:
    """Return the names of the sources that the index has cards of."""
    if manifest.read(folder) is None:
        return set()
    backend = open_backend(folder, table)
    try:
        return set(backend.catalogue.sources())
    finally:
        backend.close()


def _problems(sources: list[Source]) -> list[str]:
    return [problem for source in sources for problem in source.problems]
