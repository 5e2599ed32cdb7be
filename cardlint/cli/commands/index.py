"""Build and update a local search index of cards."""

import sys
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

import click

from cardlint.card.kind import Kind
from cardlint.output.log_stream import write_json
from cardlint.output.stderr import complain
from cardlint.output.terminal import visible
from cardlint.search.documents.many import default_processes
from cardlint.search.fields import shipped_table
from cardlint.search.store.project import address_of, require_open
from cardlint.system.errors import CardlintError

if TYPE_CHECKING:
    from cardlint.search.store.keeper import Keeper, Update

_BY_PROGRAM = "(added by a program)"
"""Shown for a source without a name."""

_folder = click.option(
    "--index", "folder", metavar="DIR", help="Folder of the index. Default: in your cache folder, or CARDLINT_INDEX."
)
_wait = click.option(
    "--wait", type=click.FloatRange(0), default=0.0, metavar="SECONDS", help="Seconds to wait for another writer."
)
_processes = click.option(
    "--processes",
    type=click.IntRange(1),
    default=default_processes,
    metavar="NUMBER",
    help="Processes that read cards. Default: the number of cores, up to 4.",
)
_quiet = click.option("-q", "--quiet", is_flag=True, help="Print no progress and no summary.")


@click.group()
def index() -> None:
    """Build and update the index that `cardlint search` uses."""


@index.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Kind of the cards. Default: inferred.")
@_folder
@_wait
@_processes
@_quiet
def add(paths: tuple[str, ...], kind: str | None, folder: str | None, wait: float, processes: int, quiet: bool) -> None:
    """Add cards and remember where they came from.

    PATH is a folder, a card, a JSON Lines or Parquet file, hub-cache, or an address such as hf://models/OWNER.
    """
    require_open(folder)
    given = Kind(kind) if kind else None
    progress = ProgressLine(quiet)
    keeper = _keeper(folder, wait, processes, progress)
    _report(keeper.bring_up_to_date(dict.fromkeys(paths, given), strict=True), progress, quiet=quiet)


@index.command()
@_folder
@_wait
@_processes
@_quiet
def update(folder: str | None, wait: float, processes: int, quiet: bool) -> None:
    """Update the index from its sources."""
    progress = ProgressLine(quiet)
    keeper = _keeper(folder, wait, processes, progress)
    for reason in keeper.renew():
        complain(reason)
    _report(keeper.bring_up_to_date(keeper.own_sources()), progress, quiet=quiet)


@index.command()
@click.argument("names", nargs=-1, required=True, metavar="SOURCE|PATH...")
@_folder
@_wait
@_quiet
def remove(names: tuple[str, ...], folder: str | None, wait: float, quiet: bool) -> None:
    """Remove sources with all their cards, or individual cards by path."""
    from cardlint.search.store.keeper import Keeper

    removed = Keeper(address_of(folder), shipped_table(), wait).remove(names)
    if not quiet:
        click.echo(f"removed {removed:,} {'card' if removed == 1 else 'cards'}")


@index.command()
@_folder
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Output format.",
)
def status(folder: str | None, format_name: str) -> None:
    """Show the sources of the index and their numbers of cards."""
    from cardlint.search.store.status import status_of

    found = status_of(address_of(folder), shipped_table())
    if format_name == "json":
        write_json({"version": 1, **found.as_data()})
        return
    click.echo(f"{found.cards:,} cards in {visible(found.address)}")
    for name, count in found.sources.items():
        click.echo(f"{count:>9,}  {visible(name or _BY_PROGRAM)}")


@index.command()
@_folder
@_wait
@_processes
@_quiet
def rebuild(folder: str | None, wait: float, processes: int, quiet: bool) -> None:
    """Rebuild the index from the cards in it, then replace the old one."""
    progress = ProgressLine(quiet)
    made = _keeper(folder, wait, processes, progress).rebuild()
    progress.end()
    for problem in made.problems:
        complain(CardlintError(problem))
    if not quiet:
        click.echo(str(made))


@index.command()
@_folder
def export(folder: str | None) -> None:
    """Print the cards of the index as JSON Lines, which `add` reads."""
    from cardlint.search.store.status import cards_as_data

    for card in cards_as_data(address_of(folder), shipped_table()):
        write_json(card)


class ProgressLine:
    """The progress on standard error, if that is a terminal: number of cards and rate."""

    def __init__(self, quiet: bool) -> None:
        self._is_visible = not quiet and sys.stderr.isatty()
        self._total = 0
        self._started = self._last = monotonic()

    def expect(self, count_cards: Callable[[], int]) -> None:
        """Set the total number of cards, unless it is known already."""
        if self._is_visible and not self._total:
            self._total = count_cards()
        self._started = self._last = monotonic()

    def __call__(self, count: int) -> None:
        now = monotonic()
        if not self._is_visible or now - self._last < 0.1:
            return
        self._last = now
        rate = count / (now - self._started)
        total = f" of {self._total:,}" if self._total else ""
        left = f", {max(0, self._total - count) / rate:,.0f} s left" if self._total and rate else ""
        sys.stderr.write(f"\r\x1b[K{count:,}{total} cards, {rate:,.0f}/s{left}")
        sys.stderr.flush()

    def end(self) -> None:
        """Erase the line."""
        if self._is_visible:
            sys.stderr.write("\r\x1b[K")


def _keeper(folder: str | None, wait: float, processes: int, progress: "ProgressLine") -> "Keeper":
    from cardlint.search.store.keeper import Keeper  # imports all kinds of sources, which `status` does not use

    return Keeper(address_of(folder), shipped_table(), wait, processes, progress, from_sources=True)


def _report(update: "Update", progress: "ProgressLine", *, quiet: bool) -> None:
    """Print the result of an update. Exit with 2 if a source could not be read."""
    progress.end()
    for problem in (*update.renewed, *update.unread, *update.problems):
        complain(problem)
    if not quiet:
        click.echo(", ".join(f"{count:,} {what}" for what, count in update.changes._asdict().items()))
    if update.unread:
        click.get_current_context().exit(2)
