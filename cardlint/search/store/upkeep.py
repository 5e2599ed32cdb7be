"""Keeps an index what its project names, or what its own sources have, whenever a command is about to read it."""

from cardlint.search.fields import FieldTable
from cardlint.search.store.keeper import Keeper, Update
from cardlint.search.store.project import Project
from cardlint.system.errors import CardlintError

_WAIT = 10.0
"""Seconds to wait for another search that is bringing the same index up to date."""


def follow_sources(address: str, table: FieldTable) -> list[CardlintError]:
    """Make the index at ``address`` hold what its sources have now; return what was not as it should be."""
    keeper = Keeper(address, table, _WAIT)
    renewed = keeper.renew()
    return _all_problems(renewed, keeper.bring_up_to_date(keeper.own_sources(with_empty=False)))


def follow_project(address: str, named: Project, table: FieldTable, *, fetch: bool) -> list[CardlintError]:
    """Make the index hold what the sources of the project have, and nothing of sources that it does not name.

    Sources that are asked over the network are asked once, and again only with ``fetch``. Return what was not as it
    should be.
    """
    keeper = Keeper(address, table, _WAIT)
    renewed = keeper.renew()
    sources = dict.fromkeys(named.sources)
    return _all_problems(renewed, keeper.bring_up_to_date(sources, fetch=fetch, exclusive=address == named.address))


def _all_problems(renewed: tuple[CardlintError, ...], update: Update) -> list[CardlintError]:
    return [*renewed, *update.unread, *update.renewed, *update.problems]
