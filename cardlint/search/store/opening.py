"""Opens the index for a command, after an update if the project's configuration or the user requests one."""

from collections.abc import Callable
from contextlib import suppress

from cardlint.search.backends.protocol import Backend
from cardlint.search.errors import MismatchError
from cardlint.search.fields import FieldTable
from cardlint.search.store.generations import open_backend
from cardlint.search.store.project import address_of, project
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple

Report = Callable[[CardlintError], None]


class _Opened(NamedTuple):
    """An index for reading, and the problems of its update."""

    backend: Backend
    problems: list[CardlintError]


def open_in_force(given: str | None, table: FieldTable, report: Report, *, refresh: bool | None = None) -> Backend:
    """Return the index at the address ``given``, or the default one; ``report`` is called with problems.

    ``refresh``: whether to update the index first; by default, if the project's configuration names its sources. If the update fails, the
    index is used as it is. An outdated index is rebuilt from its cards.
    """
    try:
        backend, problems = _open(given, table, refresh)
    except MismatchError as mismatch:
        from cardlint.search.store.rebuild import rebuild

        report(CardlintError(str(mismatch), "it is being rebuilt from its cards"))
        made = rebuild(address_of(given), table, from_sources=False)
        if made.without_files:
            report(CardlintError(str(made)))
        backend, problems = _open(given, table, refresh)
    for problem in problems:
        report(problem)
    return backend


def _open(given: str | None, table: FieldTable, refresh: bool | None) -> _Opened:
    address = address_of(given)
    named = project() if given is None else None
    follows = named is not None and bool(named.sources) and (named.refresh if refresh is None else refresh)
    if not follows and not refresh:
        return _Opened(open_backend(address, table), [])
    from cardlint.search.store import upkeep  # imports all kinds of sources, which doubles the imports of a search

    problems: list[CardlintError] = []
    try:
        if named is not None and follows:
            problems = upkeep.follow_project(address, named, table, fetch=refresh is True)
        else:
            problems = upkeep.follow_sources(address, table)
    except CardlintError as error:
        problems = [error]
        with suppress(CardlintError):
            backend = open_backend(address, table)
            text = f"the index could not be updated, so the answer is from its old state: {error}"
            return _Opened(backend, [CardlintError(text, "use `--no-refresh` to skip the update")])
    try:
        return _Opened(open_backend(address, table), problems)
    except MismatchError:
        raise
    except CardlintError as error:
        raise problems[0] if problems else error from None
