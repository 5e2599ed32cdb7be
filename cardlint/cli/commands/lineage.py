"""Show the base models of a model and the models derived from it."""

import sys

import click

from cardlint.output.log_stream import write_json
from cardlint.output.stderr import complain
from cardlint.output.terminal import BOLD, DIM, YELLOW, style, visible, wants_color
from cardlint.search.answers.lineage import Relative
from cardlint.search.answers.lineage import lineage as family_of
from cardlint.search.answers.unknown_card import unknown_card
from cardlint.search.fields import shipped_table
from cardlint.search.store.opening import open_in_force


@click.command()
@click.argument("model", metavar="ID")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Output format.",
)
@click.option(
    "--index", "folder", metavar="DIR", help="Folder of the index. Default: in your cache folder, or CARDLINT_INDEX."
)
def lineage(model: str, format_name: str, folder: str | None) -> None:
    """Show the base models of the model ID above it and the models derived from it below.

    Uses the cards in the index.
    """
    backend = open_in_force(folder, shipped_table(), complain)
    try:
        family = family_of(model, backend)
        if not family:
            raise unknown_card(model, "model", backend)
    finally:
        backend.close()
    if format_name == "json":
        write_json({"version": 1, "id": model, "lineage": [each._asdict() for each in family]})
        return
    top = min(each.depth for each in family)
    color = wants_color(sys.stdout)
    for each in family:
        click.echo("  " * (each.depth - top) + _line(each, color=color), color=color)


def _line(model: Relative, *, color: bool) -> str:
    """Return a model with its relation to its base, its license, and the problems with them."""
    name = style(visible(model.id), *((BOLD,) if model.depth == 0 else ()), color=color)
    notes = [note for note in (model.relation, ", ".join(model.license)) if note]
    warnings = ["not in the index"] if not model.known else []
    if model.cycle:
        warnings.append("cycle: it is its own base")
    if model.conflict:
        warnings.append(f"its base has {', '.join(model.conflict)}")
    if model.cut:
        warnings.append("further models are not shown")
    noted = style(visible(" · ".join(notes)), DIM, color=color and bool(notes))
    warned = style(visible("; ".join(warnings)), YELLOW, color=color and bool(warnings))
    return "  ".join(part for part in (name, noted, warned) if part)
