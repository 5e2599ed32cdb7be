"""``cardlint index``: what ``cardlint search`` searches."""

import os
import sys
from collections.abc import Mapping
from time import monotonic

import click

from cardlint.card.kind import Kind
from cardlint.output.log_stream import write_json
from cardlint.output.terminal import complain, visible
from cardlint.search.documents.many import default_processes
from cardlint.search.fields import shipped_table
from cardlint.search.folder import OWN_PLACE
from cardlint.search.store.project import place, project
from cardlint.system.errors import CardlintError

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
    named = project() if folder is None and not os.environ.get(OWN_PLACE) else None
    if named is not None and named.sources:
        raise CardlintError(
            "the index of this project holds just the sources that its configuration names",
            "name it there, under index.sources, or say --index DIR",
        )
    given = Kind(kind) if kind else None
    _refresh(dict.fromkeys(paths, given), folder, wait=wait, processes=processes, quiet=quiet)


@index.command()
@_folder
@_wait
@_processes
@_quiet
def update(folder: str | None, wait: float, processes: int, quiet: bool) -> None:
    """Bring the index up to date with its sources."""
    from cardlint.search.store import source_list
    from cardlint.search.store.rebuild import renew

    where = place(folder)
    if told := renew(where, shipped_table(), wait=wait, processes=processes):
        complain(CardlintError(told))
    counts = {name: count for name, count in _sources(where).items() if name}
    noted = source_list.read(where)
    named = {name: noted.get(name) for name in dict.fromkeys((*counts, *noted))}
    _refresh(named, folder, sum(counts.values()), wait=wait, processes=processes, quiet=quiet, lenient=True)


@index.command()
@click.argument("names", nargs=-1, required=True, metavar="SOURCE|PATH...")
@_folder
@_wait
@_quiet
def remove(names: tuple[str, ...], folder: str | None, wait: float, quiet: bool) -> None:
    """Remove sources with all their cards, or single cards by their path."""
    from cardlint.search.store import source_list
    from cardlint.search.store.generations import updating

    removed = 0
    where = place(folder)
    with updating(where, shipped_table(), wait) as writer:
        for name in (
            each.encode(errors="replace").decode() for each in names
        ):  # as the index has names that are not UTF-8
            known = [each for given in (name, os.path.abspath(name)) for each in writer.paths(given)]
            found = writer.remove(dict.fromkeys([*known, name, os.path.abspath(name)]))
            if not found:
                raise CardlintError(
                    f"the index has no source and no card {name}", "`cardlint index status` lists the sources"
                )
            removed += found
            for given in (name, os.path.abspath(name)):
                source_list.forget(where, given)
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
    from cardlint.search import manifest
    from cardlint.search.store.generations import open_holdings

    where = place(folder)
    holdings = open_holdings(where, shipped_table())
    made = manifest.read(where)
    try:
        told = {
            "folder": where,
            "cards": len(holdings),
            "sources": holdings.sources(),
            **(made._asdict() if made else {}),
        }
    finally:
        holdings.close()
    if format_name == "json":
        write_json({"version": 1, **told})
        return
    click.echo(f"{told['cards']:,} cards in {visible(where)}")
    for name, count in backend_sources(told["sources"]):
        click.echo(f"{count:>9,}  {visible(name)}")


@index.command()
@_folder
@_wait
@_processes
@_quiet
def rebuild(folder: str | None, wait: float, processes: int, quiet: bool) -> None:
    """Make the index anew from the cards that it holds, beside the old one, and swap."""
    from cardlint.search.store.rebuild import rebuild as made_anew

    progress = Progress(quiet)
    made = made_anew(place(folder), shipped_table(), wait=wait, processes=processes, progress=progress)
    progress.end()
    for problem in made.problems:
        complain(CardlintError(problem))
    if not quiet:
        click.echo(str(made))


@index.command()
@_folder
def export(folder: str | None) -> None:
    """Print the cards of the index as JSON lines, which `add` reads."""
    from cardlint.search.store.generations import open_holdings

    holdings = open_holdings(place(folder), shipped_table())
    try:
        for entry in holdings.entries():
            kind = entry.kind.value if entry.kind else None
            told = {"id": entry.id, "kind": kind, "path": entry.path, "card": entry.text, **entry.facts}
            write_json(told)
    finally:
        holdings.close()


def backend_sources(sources: object) -> list[tuple[str, int]]:
    """Return the sources with their numbers of cards, for people."""
    return (
        [(name or "(added by a program)", count) for name, count in sources.items()]
        if isinstance(sources, dict)
        else []
    )


class Progress:
    """Cards and their rate on standard error, where that is a terminal."""

    def __init__(self, quiet: bool, total: int = 0) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._total = total
        self._started = self._last = monotonic()

    def __call__(self, count: int) -> None:
        now = monotonic()
        if not self._shown or now - self._last < 0.1:
            return
        self._last = now
        rate = count / (now - self._started)
        of = f" of {self._total:,}" if self._total else ""
        left = f", {max(0, self._total - count) / rate:,.0f} s left" if self._total and rate else ""
        sys.stderr.write(f"\r\x1b[K{count:,}{of} cards, {rate:,.0f}/s{left}")
        sys.stderr.flush()

    def end(self) -> None:
        """Wipe the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")


def _sources(folder: str) -> dict[str, int]:
    """Return the sources that the index has cards of, and of how many."""
    from cardlint.search.store.generations import open_holdings

    holdings = open_holdings(folder, shipped_table())
    try:
        return holdings.sources()
    finally:
        holdings.close()


def _refresh(
    named: Mapping[str, Kind | None],
    folder: str | None,
    total: int = 0,
    *,
    wait: float,
    processes: int,
    quiet: bool,
    lenient: bool = False,
) -> None:
    """Bring the index up to date with the sources ``named``, of these kinds, and say so.

    ``total``: how many cards, else they are counted. ``lenient``: a source that is not there keeps its cards.
    """
    from cardlint.search.sources.named import source_of
    from cardlint.search.sources.source import Source
    from cardlint.search.store.rebuild import rebuild as made_anew
    from cardlint.search.store.rebuild import renew
    from cardlint.search.store.refresh import Changes, is_wasteful, refresh

    where = place(folder)
    unread: list[CardlintError] = []
    sources: list[Source] = []
    for path, kind in named.items():
        try:
            sources.append(source_of(path, kind, where))
        except CardlintError as error:
            if not lenient:
                raise
            unread.append(error)
    counts = sys.stderr.isatty() and not quiet and not any(source.costly for source in sources)
    if counts and not total:
        total = sum(1 for source in sources for _ in source.candidates())
    progress = Progress(quiet, total)
    changes = refresh(where, shipped_table(), sources, wait=wait, processes=processes, progress=progress, unread=unread)
    if changes.wrote and (told := renew(where, shipped_table(), wait=wait, processes=processes, was_written=True)):
        complain(CardlintError(told))
    if changes != Changes() and is_wasteful(where, shipped_table()):
        made_anew(where, shipped_table(), wait=wait, processes=processes, progress=progress)
    progress.end()
    for missing in unread:
        complain(missing)
    for problem in (problem for source in sources for problem in source.problems):
        complain(CardlintError(problem))
    if not quiet:
        click.echo(", ".join(f"{count:,} {what}" for what, count in changes._asdict().items()))
    if unread:
        click.get_current_context().exit(2)
