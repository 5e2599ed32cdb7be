"""Look up a value that the Hub accepts."""

import json
import sys
from typing import Any

import click

from cardlint.cli.printing.paragraph import paragraph, terminal_width
from cardlint.system.standard_streams import print_utf_8
from cardlint.vocabulary import Vocabulary, vocabulary, vocabulary_names


@click.group()
def vocab() -> None:
    """List the values that the Hub accepts, and look them up."""


@vocab.command("list")
def list_() -> None:
    """List the vocabularies with their numbers of identifiers and their dates."""
    cells = terminal_width(sys.stdout)
    longest = max(map(len, vocabulary_names()))
    for name in vocabulary_names():
        known = vocabulary(name)
        facts = f"{name:<{longest}}  {len(known.ids):>5,}  {known.data['as_of']}  "
        first, *rest = paragraph(known.data["title"], len(facts), cells)
        click.echo("\n".join(((facts + first).rstrip(), *rest)))


@vocab.command()
@click.argument("name")
@click.argument("word", required=False)
@click.pass_context
def show(context: click.Context, name: str, word: str | None) -> None:
    """Print the vocabulary NAME, or its entry for WORD.

    NAME can be a part of a vocabulary, such as spaces/hardware. Exits with 1 if WORD is not an identifier. The date of
    the vocabulary and its sources are printed on standard error.
    """
    known = vocabulary(name)
    if word is None:
        click.echo("\n".join(known.ids))
    elif word in known:
        print_utf_8()
        click.echo(json.dumps({word: known[word]}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(paragraph(_unknown(known, word), 0, terminal_width(sys.stdout))))
    click.echo(
        "\n".join(paragraph(_provenance(name), 0, terminal_width(sys.stderr))), err=True
    )  # last: if standard output fails, the error is the only line
    context.exit(0 if word is None or word in known else 1)


def _provenance(name: str) -> str:
    """Return the date and the sources of the vocabulary ``name``, in one line."""
    data = vocabulary(name.partition("/")[0]).data
    sources = "; ".join(_source(source) for source in data["source"])
    return f"{name}: as of {data['as_of']}, from {sources}"


def _source(source: dict[str, Any]) -> str:
    return " ".join(str(source[key]) for key in ("name", "version", "date") if key in source)


def _unknown(known: Vocabulary, word: str) -> str:
    if retired := known.retired(word):
        instead = f"use `{retired['replacement']}`" if "replacement" in retired else "there is no replacement"
        return f"`{word}` was retired in {retired['since']}; {instead}"
    if alias := known.alias(word):
        return f"`{word}` is not in {known.name}; use `{alias}`"
    near = known.suggest(word)
    return f"`{word}` is not in {known.name}" + (
        f"; did you mean {' or '.join(map('`{}`'.format, near))}?" if near else ""
    )
