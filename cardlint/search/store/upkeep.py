"""Updates an index before a command reads it, from the sources of its project or its own recorded sources."""

from cardlint.search.fields import FieldTable
from cardlint.search.store.keeper import Keeper, Update
from cardlint.search.store.project import Project
from cardlint.system.errors import CardlintError

_WAIT = 10.0
"""Seconds to wait for another search that is updating the same index."""


def follow_sources(address: str, table: FieldTable) -> list[CardlintError]:
    """Update the index at ``address`` from its recorded sources, and return the problems."""
    keeper = Keeper(address, table, _WAIT)
    renewed = keeper.renew()
    return _all_problems(renewed, keeper.bring_up_to_date(keeper.own_sources(with_empty=False)))


def follow_project(address: str, named: Project, table: FieldTable, *, fetch: bool) -> list[CardlintError]:
    """Update the index to the current content of the project's sources, remove all other sources, and return the problems.

    Network sources are read once, and again only with ``fetch``.
    """
    keeper = Keeper(address, table, _WAIT)
    renewed = keeper.renew()
    sources = dict.fromkeys(named.sources)
    return _all_problems(renewed, keeper.bring_up_to_date(sources, fetch=fetch, exclusive=address == named.address))


def _all_problems(renewed: tuple[CardlintError, ...], update: Update) -> list[CardlintError]:
    return [*renewed, *update.unread, *update.renewed, *update.problems]
