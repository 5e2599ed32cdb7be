"""``python -m tools.vocabulary_builder``: rebuilds the vocabularies in a checkout, or checks that they are up to date.

It needs the network, pip, npm and node. Exit codes: 0; 1 if ``check`` finds a file that would change; 2 for an error.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import click

from cardlint.system.errors import CardlintError
from tools.vocabulary_builder import BUILDERS, pins
from tools.vocabulary_builder import releases as sdk_releases
from tools.vocabulary_builder.news import table as as_table
from tools.vocabulary_builder.packages import Archive, Package, fetch
from tools.vocabulary_builder.rebuild import VOCABULARIES, newer_versions, newest_versions, rebuild


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Rebuild schemas/vocab/ from published packages and schemas/facts/."""


@main.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--latest", is_flag=True, help="Use the newest version of each package, and pin it if all are rebuilt.")
@click.option("--table", type=click.Path(dir_okay=False, path_type=Path), help="Write a Markdown table of what is new.")
def update(names: tuple[str, ...], latest: bool, table: Path | None) -> None:
    """Rebuild the vocabularies NAME, or all of them."""
    with _downloads() as archive_of:
        rebuilt = [rebuild(name, VOCABULARIES, archive_of, latest=latest) for name in names or BUILDERS]
        newest = newest_versions(names or tuple(BUILDERS), archive_of) if latest else {}
        hints = newer_versions(names, archive_of) if latest else []
    found = [each.news for each in rebuilt]
    for each in rebuilt:
        click.echo(f"{each.name}: {'changed' if each.differs else 'up to date'}")
        if each.differs:
            each.write()
    for line in hints:
        click.echo(line)
    if newest and not names:
        pins.move({package.name: version for package, version in newest.items()})
        click.echo(f"pinned: {', '.join(f'{package.name} {version}' for package, version in newest.items())}")
    if table is not None:
        versions = "".join(f"- {package.name} {package.version} → {new}\n" for package, new in newest.items())
        table.write_text(f"{versions}\n{as_table(found)}" if versions else as_table(found), encoding="utf-8")


@main.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--latest", is_flag=True, help="Compare with the newest version of each package, not the pinned one.")
def check(names: tuple[str, ...], latest: bool) -> None:
    """Exit with 1 if the file of a vocabulary NAME, or of any, would change. Writes nothing.

    With --latest, only identifiers count: this shows how far the vocabularies are behind the newest packages.
    """
    with _downloads() as archive_of:
        rebuilt = [rebuild(name, VOCABULARIES, archive_of, latest=latest) for name in names or BUILDERS]
    differ = [not each.news.is_empty if latest else each.differs for each in rebuilt]
    for each, differs in zip(rebuilt, differ, strict=True):
        change = each.news.summary if latest else f"{each.name}: would change"
        click.echo(change if differs else f"{each.name}: up to date")
    sys.exit(1 if any(differ) else 0)


@main.command()
def releases() -> None:
    """Write which versions of the SDKs of Spaces were released, to schemas/facts/sdk_releases.json."""
    try:
        click.echo(f"sdk_releases: {'changed' if sdk_releases.write() else 'up to date'}")
    except CardlintError as error:
        click.echo(f"error: {error}\nhint: {error.hint}", err=True)
        sys.exit(2)


@contextmanager
def _downloads() -> Iterator[Callable[[Package], Archive]]:
    """Yield a function that downloads each package once. An error in the block is printed, and exits with 2."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            yield cache(lambda package: fetch(package, Path(folder)))
        except CardlintError as error:
            hint = f"\nhint: {error.hint}" if error.hint else ""
            click.echo(f"error: {error}{hint}", err=True)
            sys.exit(2)


if __name__ == "__main__":
    main()
