"""Search cards by text and facets, like the Hub's models page."""

import sys
from time import perf_counter
from typing import Any

import click

from cardlint.cli.field_options import field_options, filter_names, read_choices
from cardlint.cli.help_page import SectionedCommand
from cardlint.cli.printing import search_formats
from cardlint.findings.secrets.find import find_secrets
from cardlint.findings.secrets.mask import mask
from cardlint.output.stderr import complain
from cardlint.output.terminal import visible, wants_color, width
from cardlint.search.answers.question import Question, request_of
from cardlint.search.fields import shipped_table
from cardlint.search.query.parser import QueryError
from cardlint.search.query.tree import EVERYTHING, query_text
from cardlint.search.store.opening import open_in_force
from cardlint.system.errors import CardlintError
from cardlint.system.standard_streams import print_utf_8

_TABLE = shipped_table()
_BEFORE, _BEHIND = 60, 20
"""How many characters of a query are shown before and after the wrong one."""

MOST_HITS = 10_000


@click.command(cls=SectionedCommand, sections={"Filters": filter_names(_TABLE)})
@click.argument("words", nargs=-1, metavar="[QUERY]...")
@field_options(_TABLE)
@click.option(
    "--sort",
    metavar="FIELD[:asc|desc]",
    help="Sort by relevance, id, downloads, updated, ... Default: relevance if QUERY has words, or downloads.",
)
@click.option(
    "--limit", type=click.IntRange(0, MOST_HITS), default=20, show_default=True, help="Number of cards per page."
)
@click.option("--cursor", metavar="CURSOR", help="Show the next page: the value of `next` from the previous one.")
@click.option(
    "--facets",
    metavar="FIELDS|all",
    help="Count the values of these fields, separated by commas, over all matching cards.",
)
@click.option(
    "--facet-size", type=click.IntRange(0, MOST_HITS), default=10, show_default=True, help="Number of values per facet."
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(search_formats.FORMATS),
    default="table",
    show_default=True,
    help="Output format.",
)
@click.option(
    "--index", "folder", metavar="DIR", help="Folder of the index. Default: in your cache folder, or CARDLINT_INDEX."
)
@click.option(
    "--refresh/--no-refresh",
    default=None,
    help="Update the index from its sources first. Default: if the configuration names them.",
)
@click.option("--explain", is_flag=True, help="Print how the query was parsed, and how long the search took.")
def search(
    words: tuple[str, ...],
    sort: str | None,
    limit: int,
    cursor: str | None,
    facets: str | None,
    facet_size: int,
    format_name: str,
    folder: str | None,
    refresh: bool | None,
    explain: bool,
    **given: Any,
) -> None:
    """Search cards by words and filters. Without QUERY, list all cards.

    A filter given twice matches either value, --no-FIELD excludes a value, and the value `none` matches cards without
    the field: --task asr --task translation --no-license mit --missing base_model. QUERY may contain "a phrase",
    prefix*, field:value, ranges such as parameters:1B..8B or updated:2025.., AND, OR, NOT and parentheses.
    """
    chosen, excluded = read_choices(given, _TABLE)
    asked = tuple(name.strip() for name in facets.split(",")) if facets else ()
    if asked == ("all",):
        asked = tuple(field.name for field in _TABLE.facets)
    text = " ".join(words)
    try:
        request = request_of(Question(text, chosen, excluded, sort, limit, cursor, asked, facet_size), _TABLE)
    except QueryError as error:
        complain(error)
        click.echo(_point_to_error(error), err=True)
        click.get_current_context().exit(2)
    if asked and format_name not in search_formats.COUNTING:
        complain(
            CardlintError(
                f"`--facets` has no effect with `--format {format_name}`",
                f"use the format {' or '.join(search_formats.COUNTING)}",
            )
        )
    backend = open_in_force(folder, _TABLE, complain, refresh=refresh)
    try:
        started = perf_counter()
        results = backend.search(request)
        took = (perf_counter() - started) * 1000
        if explain:
            click.echo(f"query: {mask(text) if find_secrets(text) else query_text(request.query)}", err=True)
            for name, choice in request.chosen.items():
                click.echo(f"chosen: {name}: {query_text(choice.query)}", err=True)
            click.echo(
                f"sorted by {request.sort.by}, {backend.count(EVERYTHING):,} cards searched in {took:.1f} ms", err=True
            )
        if format_name != "table":
            print_utf_8()
        search_formats.write(format_name, results, request, backend, _TABLE, sys.stdout, color=wants_color(sys.stdout))
        if not results.total and format_name == "table":
            from cardlint.search.answers.advice import advice

            for sentence in advice(request, backend):
                click.echo(f"  {sentence}")
    finally:
        backend.close()


def _point_to_error(error: QueryError) -> str:
    """Return the query around the wrong character, with a caret below it."""
    start = max(0, error.at - _BEFORE)
    end = error.at + _BEHIND
    before = ("…" if start else "") + visible(error.query[start : error.at])
    after = visible(error.query[error.at : end]) + ("…" if end < len(error.query) else "")
    return f"  {before}{after}\n  {' ' * width(before)}^"
