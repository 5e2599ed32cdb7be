"""Find cards similar to a given one, or duplicates."""

import shutil
import sys
from collections.abc import Iterable

import click

from cardlint.card.kind import Kind
from cardlint.output.log_stream import write_json
from cardlint.output.stderr import complain
from cardlint.output.terminal import BOLD, CYAN, DIM, style, visible, wants_color, width
from cardlint.search.answers.duplicates import Duplicates
from cardlint.search.answers.duplicates import duplicates as groups_of
from cardlint.search.answers.similar import SimilarCard
from cardlint.search.answers.similar import similar as like
from cardlint.search.fields import shipped_table
from cardlint.search.query.tree import EVERYTHING, Value
from cardlint.search.store.opening import open_in_force

_MOST = 10_000
_SHOWN = 10  # how many cards of a group are in the table; the other formats have all of them


@click.command()
@click.argument("card", metavar="[ID]", required=False)
@click.option(
    "--duplicates", is_flag=True, help="Instead, list groups of cards with the same text below the front matter."
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    help="Kind of the card ID; with --duplicates, the kind to compare.",
)
@click.option("--any-kind", is_flag=True, help="Compare ID with cards of all kinds.")
@click.option(
    "--limit", type=click.IntRange(1, _MOST), default=10, show_default=True, help="Number of cards or groups to show."
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("table", "json", "ids")),
    default="table",
    show_default=True,
    help="Output format; ids with --duplicates prints one group per line.",
)
@click.option(
    "--index", "folder", metavar="DIR", help="Folder of the index. Default: in your cache folder, or CARDLINT_INDEX."
)
def similar(
    card: str | None,
    duplicates: bool,
    kind: str | None,
    any_kind: bool,
    limit: int,
    format_name: str,
    folder: str | None,
) -> None:
    """Show the cards most similar to the card ID, and the words and fields that they share."""
    if (card is None) != duplicates:
        raise click.UsageError("give either the ID of a card or --duplicates")
    backend = open_in_force(folder, shipped_table(), complain)
    try:
        if card is not None:
            _write_similar(card, like(card, backend, kind=kind, any_kind=any_kind, limit=limit), format_name)
        else:
            groups = groups_of(backend, Value("kind", kind) if kind else EVERYTHING)
            _write_duplicates(groups, limit, format_name)
    finally:
        backend.close()


def _write_similar(card: str, found: Iterable[SimilarCard], format_name: str) -> None:
    if format_name == "json":
        data = [
            {**_card_data(each), "score": round(each.score, 4), "words": each.words, "fields": each.fields}
            for each in found
        ]
        write_json({"version": 1, "id": card, "similar": data})
    elif format_name == "ids":
        for each in found:
            click.echo(visible(each.card.id))
    else:
        color = wants_color(sys.stdout)
        for each in found:
            click.echo(f"{each.score:4.0%}  {style(visible(each.card.id), BOLD, CYAN, color=color)}", color=color)
            for line in _reasons(each):
                click.echo(f"      {style(line, DIM, color=color)}", color=color)


def _card_data(each: SimilarCard) -> dict[str, str]:
    return {"id": each.card.id, "kind": each.card.kind, "path": each.card.path}


def _reasons(each: SimilarCard) -> Iterable[str]:
    """Yield the shared words on one line and the shared fields on the next ones, each cut to the width of the terminal."""
    columns = shutil.get_terminal_size().columns - 6
    if each.words:
        yield _cut(f"words: {', '.join(each.words)}", columns)
    if each.fields:
        yield _cut("; ".join(f"{name}: {', '.join(values)}" for name, values in each.fields.items()), columns)


def _cut(text: str, columns: int) -> str:
    text = visible(text)
    if width(text) <= columns:
        return text
    while width(text) >= columns and len(text) > 1:
        text = text[: min(len(text) - 1, columns)]
    return f"{text}…"


def _write_duplicates(groups: list[Duplicates], limit: int, format_name: str) -> None:
    shown = groups[:limit]
    if format_name == "json":
        data = [
            {
                "characters": group.characters,
                "cards": [{"id": card.id, "kind": card.kind, "path": card.path} for card in group.cards],
            }
            for group in shown
        ]
        write_json({"version": 1, "total": len(groups), "duplicates": data})
    elif format_name == "ids":
        for group in shown:
            click.echo(" ".join(visible(card.id) for card in group.cards))
    else:
        color = wants_color(sys.stdout)
        for group in shown:
            head = f"{len(group.cards):,} cards with the same {group.characters:,} characters"
            click.echo(style(head, BOLD, color=color), color=color)
            for card in group.cards[:_SHOWN]:
                note = "" if card.kind == "model" else f"  {style(card.kind, DIM, color=color)}"
                click.echo(f"  {visible(card.id)}{note}", color=color)
            if len(group.cards) > _SHOWN:
                click.echo(f"  {style(f'and {len(group.cards) - _SHOWN:,} more', DIM, color=color)}", color=color)
        cards = sum(len(group.cards) for group in groups)
        part = f"{len(shown):,} of " if len(shown) < len(groups) else ""
        click.echo(f"{part}{len(groups):,} {'group' if len(groups) == 1 else 'groups'} of {cards:,} cards")
