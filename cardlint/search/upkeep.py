"""Keeps an index what its project names, or what its own sources have, whenever a command is about to read it."""

from cardlint.search import manifest
from cardlint.search.fields import Table
from cardlint.search.project import Project
from cardlint.search.refresh import is_wasteful, rebuild, refresh
from cardlint.search.source import Source
from cardlint.search.sources import source_of
from cardlint.search.store import open_catalogue, updating

_WAIT = 10.0
"""Seconds to wait for another search that is bringing the same index up to date."""


def follow_sources(folder: str, table: Table) -> list[str]:
    """Make the index in ``folder`` hold what its sources have now; return what they could not use."""
    sources = [source_of(name, folder=folder) for name in _known(folder, table) if name]
    refresh(folder, table, sources, wait=_WAIT)
    return _problems(sources)


def follow_project(folder: str, named: Project, table: Table, *, fetch: bool) -> list[str]:
    """Make the index hold what the sources of the project have, and nothing of sources that it does not name.

    Sources that are asked over the network are asked once, and again only with ``fetch``. Return what they could not
    use.
    """
    all_sources = [source_of(text, folder=folder) for text in named.sources]
    known = _known(folder, table) if manifest.read(folder) is not None else {}
    sources = [source for source in all_sources if fetch or not (source.costly and source.name in known)]
    refresh(folder, table, sources, wait=_WAIT)
    gone = known.keys() - {source.name for source in all_sources}
    if gone and folder == named.folder:
        with updating(folder, table, _WAIT) as writer:
            for name in gone:
                writer.remove(writer.catalogue.paths(name))
    if manifest.read(folder) is not None and is_wasteful(folder, table):
        rebuild(folder, table, wait=_WAIT)
    return _problems(sources)


def _known(folder: str, table: Table) -> dict[str, int]:
    """Return the sources that the index has cards of, and of how many."""
    catalogue = open_catalogue(folder, table)
    try:
        return catalogue.sources()
    finally:
        catalogue.close()


def _problems(sources: list[Source]) -> list[str]:
    return [problem for source in sources for problem in source.problems]
