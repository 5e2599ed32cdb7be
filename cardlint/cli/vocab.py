"""``cardlint vocab``: look at the vocabularies, and look a word up in one."""

import json
from typing import Any

import click

from cardlint.system.standard_streams import print_utf_8
from cardlint.vocabulary import Vocabulary, vocabulary, vocabulary_names


@click.group()
def vocab() -> None:
    """Look at what the Hub knows by name."""


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

    Parts of a vocabulary are named like spaces/hardware. Exit code 1 when WORD is not an identifier. Standard error
    says the date of the vocabulary and the packages that it was built from.
    """
    known = vocabulary(name)
    if word is None:
        click.echo("\n".join(known.ids))
    elif word in known:
        print_utf_8()
        click.echo(json.dumps({word: known[word]}, ensure_ascii=False, indent=2))
    else:
        click.echo(_unknown(known, word))
    click.echo(_provenance(name), err=True)  # last: where standard output fails, the error is the only line
    context.exit(0 if word is None or word in known else 1)


def _provenance(name: str) -> str:
    """The date and the sources of the file that holds the vocabulary ``name``, in one line."""
    data = vocabulary(name.partition("/")[0]).data
    sources = "; ".join(_source(source) for source in data["source"])
    return f"{name}: as of {data['as_of']}, from {sources}"


def _source(source: dict[str, Any]) -> str:
    return " ".join(str(source[key]) for key in ("name", "version", "date") if key in source)


def _unknown(known: Vocabulary, word: str) -> str:
    if retired := known.retired(word):
        instead = f"write {retired['replacement']}" if "replacement" in retired else "nothing replaces it"
        return f"{word} was retired in {retired['since']}; {instead}"
    if alias := known.alias(word):
        return f"{word} is not in {known.name}; it stands for {alias}"
    near = known.suggest(word)
    return f"{word} is not in {known.name}" + (f"; did you mean {', '.join(near)}?" if near else "")
