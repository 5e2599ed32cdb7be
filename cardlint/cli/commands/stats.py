"""Show which fields cards have and lack, as bar charts."""

import shutil
import sys
from typing import Any

import click

from cardlint.cli.field_options import field_options, filter_names, read_choices
from cardlint.cli.help_page import SectionedCommand
from cardlint.cli.printing.stats_charts import charts, headline
from cardlint.output.log_stream import encoding_of, write_json, write_markup
from cardlint.output.stderr import complain
from cardlint.output.terminal import wants_color
from cardlint.search.answers.question import Question, request_of
from cardlint.search.answers.statistics import statistics
from cardlint.search.fields import shipped_table
from cardlint.search.store.opening import open_in_force
from cardlint.system.standard_streams import print_utf_8

_TABLE = shipped_table()
_MOST = 10_000


@click.command(cls=SectionedCommand, sections={"Filters": filter_names(_TABLE)})
@click.argument("words", nargs=-1, metavar="[QUERY]...")
@field_options(_TABLE)
@click.option("--facets", metavar="FIELDS", help="Show the values of these fields, separated by commas. Default: all.")
@click.option(
    "--facet-size",
    type=click.IntRange(1, _MOST),
    default=10,
    show_default=True,
    help="Number of values per field, and of rules.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "json", "html", "svg")),
    default="text",
    show_default=True,
    help="Output format.",
)
@click.option(
    "--index", "folder", metavar="DIR", help="Folder of the index. Default: in your cache folder, or CARDLINT_INDEX."
)
def stats(
    words: tuple[str, ...],
    facets: str | None,
    facet_size: int,
    format_name: str,
    folder: str | None,
    **given: Any,
) -> None:
    """Show statistics of cards: fields present and missing, values, findings.

    Counts all cards, or those that match QUERY and the filters, as in `cardlint search`.
    """
    chosen, excluded = read_choices(given, _TABLE)
    request = request_of(Question(" ".join(words), chosen, excluded), _TABLE)
    fields = [name.strip() for name in facets.split(",")] if facets else []
    backend = open_in_force(folder, _TABLE, complain)
    try:
        found = statistics(request, backend, _TABLE, fields=fields, size=facet_size)
    finally:
        backend.close()
    if format_name == "json":
        write_json({"version": 1, **_data(found)})
        return
    drawn = list(charts(found, facet_size))
    if format_name != "text":
        print_utf_8()
    if format_name == "html":
        from cardlint.cli.printing.stats_html import page

        write_markup(page(headline(found), drawn))
    elif format_name == "svg":
        from cardlint.cli.printing.stats_svg import picture

        write_markup(picture(headline(found), drawn))
    else:
        from cardlint.cli.printing.stats_text import lines

        color, columns = wants_color(sys.stdout), shutil.get_terminal_size().columns
        blocks = "utf" in encoding_of(sys.stdout).lower()
        click.echo(headline(found))
        for line in lines(drawn, columns, color=color, blocks=blocks):
            click.echo(line, color=color)


def _data(value: Any) -> Any:
    """Return the statistics as JSON data: a named tuple becomes an object."""
    if hasattr(value, "_asdict"):
        return {name: _data(each) for name, each in value._asdict().items()}
    if isinstance(value, tuple):
        return [_data(each) for each in value]
    return value
