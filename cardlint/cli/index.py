"""``cardlint index``: what ``cardlint search`` searches."""

import sys
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

import click

from cardlint.card.kind import Kind
from cardlint.output.log_stream import write_json
from cardlint.output.terminal import complain, visible
from cardlint.search.documents.many import default_processes
from cardlint.search.fields import shipped_table
from cardlint.search.store.project import address_of, require_open
from cardlint.system.errors import CardlintError

if TYPE_CHECKING:
    from cardlint.search.store.keeper import Keeper, Update

_BY_PROGRAM = "(added by a program)"
"""How a source without a name is shown."""

_folder = click.option(
    "--index", "folder", metavar="DIR", help="Where the index is. Default: in your cache folder, or CARDLINT_INDEX."
)
_wait = click.option(
    "--wait", type=click.FloatRange(0), default=0.0, metavar="SECONDS", help="How long to wait for another writer."
)
_processes = click.option(
    "--processes",
    type=click.IntRange(1),
    default=default_processes,
    metavar="NUMBER",
    help="How many processes read cards. Default: as many as there are cores, up to 4.",
)
_quiet = click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")


@click.group()
def index() -> None:
    """Keep the index that `cardlint search` searches."""


@index.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="What the cards are; else inferred.")
@_folder
@_wait
@_processes
@_quiet
def add(paths: tuple[str, ...], kind: str | None, folder: str | None, wait: float, processes: int, quiet: bool) -> None:
    """Add cards: folders, single cards, JSON lines, Parquet, hub-cache, or hf://models/OWNER. They become sources of the index."""
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
    """Bring the index up to date with its sources."""
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
    """Remove sources with all their cards, or single cards by their path."""
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
    help="How to answer.",
)
def status(folder: str | None, format_name: str) -> None:
    """Say what the index holds."""
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
    """Make the index anew from the cards that it holds, beside the old one, and swap."""
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
    """Print the cards of the index as JSON lines, which `add` reads."""
    from cardlint.search.store.status import cards_as_data

    for card in cards_as_data(address_of(folder), shipped_table()):
        write_json(card)


class ProgressLine:
    """Cards and their rate on standard error, where that is a terminal."""

    def __init__(self, quiet: bool) -> None:
        self._is_visible = not quiet and sys.stderr.isatty()
        self._total = 0
        self._started = self._last = monotonic()

    def expect(self, count_cards: Callable[[], int]) -> None:
        """Show what is left of so many cards, unless that is known already."""
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
        """Wipe the line."""
        if self._is_visible:
            sys.stderr.write("\r\x1b[K")


def _keeper(folder: str | None, wait: float, processes: int, progress: "ProgressLine") -> "Keeper":
    from cardlint.search.store.keeper import Keeper  # all kinds of sources, which `status` does without

    return Keeper(address_of(folder), shipped_table(), wait, processes, progress, from_sources=True)


def _report(update: "Update", progress: "ProgressLine", *, quiet: bool) -> None:
    """Say what came of bringing the index up to date. Exit with 2 where a source could not be read."""
    progress.end()
    for problem in (*update.renewed, *update.unread, *update.problems):
        complain(problem)
    if not quiet:
        click.echo(", ".join(f"{count:,} {what}" for what, count in update.changes._asdict().items()))
    if update.unread:
        click.get_current_context().exit(2)
