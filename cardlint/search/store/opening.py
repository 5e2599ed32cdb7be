"""Opens the index that is in force for a command, first brought up to date where its project or its user wants that."""

from contextlib import suppress

from cardlint.search.backends.protocol import Backend
from cardlint.search.fields import Table
from cardlint.search.manifest import MismatchError
from cardlint.search.store.generations import open_backend
from cardlint.search.store.project import place, project
from cardlint.system.errors import CardlintError


def open_in_force(folder: str | None, table: Table, wanted: bool | None = None) -> tuple[Backend, list[CardlintError]]:
    """Return the index in ``folder``, else the one in force, and what was not as it should be.

    It is brought up to date if ``wanted``; unless said, where a project names its sources. Where that fails, the index
    answers as it is. An index that was made by other rules raises MismatchError.
    """
    where = place(folder)
    named = project() if folder is None else None
    follows = named is not None and bool(named.sources) and (named.refresh if wanted is None else wanted)
    if not follows and not wanted:
        return open_backend(where, table), []
    from cardlint.search.store import upkeep  # all kinds of sources: twice the imports of a search

    problems: list[CardlintError] = []
    try:
        if named is not None and follows:
            problems = upkeep.follow_project(where, named, table, fetch=wanted is True)
        else:
            problems = upkeep.follow_sources(where, table)
    except CardlintError as error:
        problems = [error]
        with suppress(CardlintError):
            backend = open_backend(where, table)
            told = f"this is the answer of the index as it was, which could not be brought up to date: {error}"
            return backend, [CardlintError(told, "--no-refresh does not try")]
    try:
        return open_backend(where, table), problems
    except MismatchError:
        raise
    except CardlintError as error:
        raise problems[0] if problems else error from None
