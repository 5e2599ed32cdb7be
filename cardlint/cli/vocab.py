"""``cardlint vocab``: look at the vocabularies, and in a checkout rebuild them."""

import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import click

from cardlint.system.standard_streams import print_utf_8
from cardlint.vocabulary import Vocabulary, vocabulary, vocabulary_names


@click.group()
def vocab() -> None:
    """Look at what the Hub knows by name, and rebuild it."""


@vocab.command("list")
def list_() -> None:
    """List the vocabularies: how many identifiers each has, and from when it is."""
    for name in vocabulary_names():
        known = vocabulary(name)
        click.echo(f"{name:<22} {len(known.ids):>5}  {known.data['as_of']}  {known.data['title']}")


@vocab.command()
@click.argument("name")
@click.argument("word", required=False)
@click.pass_context
def show(context: click.Context, name: str, word: str | None) -> None:
    """Show the vocabulary NAME, or what is known about WORD in it.

    Parts of a vocabulary are named like spaces/hardware. Exit code 1 when WORD is not an identifier.
    """
    known = vocabulary(name)
    if word is None:
        click.echo("\n".join(known.ids))
    elif word in known:
        print_utf_8()
        click.echo(json.dumps({word: known[word]}, ensure_ascii=False, indent=2))
    else:
        click.echo(_unknown(known, word))
        context.exit(1)


def _unknown(known: Vocabulary, word: str) -> str:
    if retired := known.retired(word):
        instead = f"write {retired['replacement']}" if "replacement" in retired else "nothing replaces it"
        return f"{word} was retired in {retired['since']}; {instead}"
    if alias := known.alias(word):
        return f"{word} is not in {known.name}; it stands for {alias}"
    near = known.suggest(word)
    return f"{word} is not in {known.name}" + (f"; did you mean {', '.join(near)}?" if near else "")


@vocab.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--latest", is_flag=True, help="Use the newest version of each package, not the pinned one.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a file would change.")
@click.pass_context
def update(context: click.Context, names: tuple[str, ...], latest: bool, check: bool) -> None:
    """Rebuild the vocabularies NAME, or all, from published packages. Needs a checkout, pip, npm and node."""
    from cardlint.vocab import BUILDERS  # the builders are no part of looking things up
    from cardlint.vocab.packages import Archive, Package, fetch
    from cardlint.vocab.rebuild import newer_versions, rebuild, vocabulary_folder

    target = vocabulary_folder()
    changed = False
    with tempfile.TemporaryDirectory() as downloads:
        archive_of: Callable[[Package], Archive] = cache(lambda package: fetch(package, Path(downloads)))
        for name in names or BUILDERS:
            rebuilt = rebuild(name, target, archive_of, latest=latest)
            changed |= rebuilt.differs
            click.echo(f"{name}: {('would change' if check else 'changed') if rebuilt.differs else 'up to date'}")
            if rebuilt.differs and not check:
                rebuilt.write()
        for line in newer_versions(names or tuple(BUILDERS), archive_of) if latest else ():
            click.echo(line)
    context.exit(1 if check and changed else 0)
