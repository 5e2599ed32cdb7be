"""Opens the index that is in force for a command, first brought up to date where its project or its user wants that."""

from cardlint.search.catalogued_backend import CataloguedBackend
from cardlint.search.fields import Table
from cardlint.search.project import place, project
from cardlint.search.store import open_backend


def open_in_force(folder: str | None, table: Table, wanted: bool | None = None) -> tuple[CataloguedBackend, list[str]]:
    """Return the index in ``folder``, else the one in force, and what its sources could not use.

    It is brought up to date if ``wanted``; unless said, where a project names its sources. An index that was made by
    other rules raises MismatchError.
    """
    where = place(folder)
    named = project() if folder is None else None
    follows = named is not None and bool(named.sources) and (named.refresh if wanted is None else wanted)
    if not follows and not wanted:
        return open_backend(where, table), []
    from cardlint.search import upkeep  # all kinds of sources: twice the imports of a search

    if named is not None and follows:
        problems = upkeep.follow_project(where, named, table, fetch=wanted is True)
    else:
        problems = upkeep.follow_sources(where, table)
    return open_backend(where, table), problems
