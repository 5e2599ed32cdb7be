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
from tools.vocabulary_builder import BUILDERS
from tools.vocabulary_builder.packages import Archive, Package, fetch
from tools.vocabulary_builder.rebuild import VOCABULARIES, newer_versions, rebuild


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Rebuild schemas/vocab/ from published packages and schemas/facts/."""


@main.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--latest", is_flag=True, help="Use the newest version of each package, not the pinned one.")
def update(names: tuple[str, ...], latest: bool) -> None:
    """Rebuild the vocabularies NAME, or all of them."""
    with _downloads() as archive_of:
        for name in names or BUILDERS:
            rebuilt = rebuild(name, VOCABULARIES, archive_of, latest=latest)
            click.echo(f"{name}: {'changed' if rebuilt.differs else 'up to date'}")
            if rebuilt.differs:
                rebuilt.write()
        for line in newer_versions(names or tuple(BUILDERS), archive_of) if latest else ():
            click.echo(line)


@main.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
def check(names: tuple[str, ...]) -> None:
    """Exit with 1 if the file of a vocabulary NAME, or of any, would change. Writes nothing."""
    with _downloads() as archive_of:
        differ = [rebuild(name, VOCABULARIES, archive_of).differs for name in names or BUILDERS]
    for name, differs in zip(names or BUILDERS, differ, strict=True):
        click.echo(f"{name}: {'would change' if differs else 'up to date'}")
    sys.exit(1 if any(differ) else 0)


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
