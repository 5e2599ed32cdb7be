"""A table whose rows do not match its header loses cells, or is not shown as a table.

GitHub's Markdown, which the Hub uses, drops the cells that go beyond the header, shows a table only if the row of dashes has as
many cells as the header, and takes every line directly below a table as a row of it.

Source: GitHub Flavored Markdown, tables; in 10 of 7,116 real cards, all read, all true.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.markdown import Body, Table
from cardlint.card.markdown.rows import cells
from cardlint.findings.diagnostic import Edit, Fix, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import ALL, Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_DASHES = pattern(r"^[ \t]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)
_TEXT = pattern(r"\w")
_TAGS = pattern(r"<[^<>]*>|&\w+;")


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    if "|" not in body.text:
        return
    for table in body.tables:
        if not table.is_even():
            yield from _beyond_header(card, table)
            yield from _text_below(card, table)
    for run in body.prose:
        if body.text.find("|", *run) < 0:  # as in most paragraphs
            continue
        for dashes in _DASHES.finditer(body.text, run.start, run.end):
            yield from _no_table(body, Span(*dashes.span()))


def _beyond_header(card: Card, table: Table) -> Iterator[Found]:
    width = len(table.header)
    for row in table.rows:
        lost = [cell for cell in row[width:] if card.source.slice(cell).strip()]
        if lost:
            message = f"the row has {len(row)} cells and the header {width}, so this cell is not shown"
            shown = quote(card.source.slice(lost[0]), 30)
            alike = SharedCause("cells are not shown, because the header has fewer cells than their rows", name=shown)
            yield Found(lost[0], message, alike=alike)


def _text_below(card: Card, table: Table) -> Iterator[Found]:
    """Yield the first line without any mark of a table at its end: it was meant as text below it."""
    source = card.source
    first = None
    for row in reversed(table.rows):
        if len(row) != 1 or "|" in source.slice(source.line_span(row[0].start)):
            break
        first = row[0]
    if first is None or len(table.header) < 2 or not _TEXT.search(_TAGS.sub("", source.slice(first))):
        return
    at = source.line_span(first.start).start
    fix = Fix("write an empty line above it", (Edit(Span(at, at), source.line_end),))
    yield Found(first, "this line is shown as a row of the table above; write an empty line between them", fix)


def _no_table(body: Body, dashes: Span) -> Iterator[Found]:
    header_start = body.text.rfind("\n", 0, max(dashes.start - 1, 0)) + 1
    header = cells(body.text, header_start, dashes.start - 1) if dashes.start > body.start else ()
    columns = cells(body.text, *dashes)
    marks = [body.text[slice(*column)] for column in columns]
    if len(header) < 2 or len(header) == len(columns) or "|" not in body.text[header_start : dashes.start]:
        return
    marks = [body.text[slice(*column)] for column in columns]
    message = f"the header has {len(header)} cells, the row of dashes {len(columns)}, so this is shown as text"
    below = body.text.find("\n", dashes.end) + 1
    end = body.text.find("\n", below) if below else -1
    fix = None
    if below and len(cells(body.text, below, end if end >= 0 else len(body.text))) == len(header):
        row = f"| {' | '.join([*marks, *['---'] * len(header)][: len(header)])} |"
        line = body.text[slice(*dashes)]
        edit = Edit(Span(dashes.start + len(line) - len(line.lstrip()), dashes.end), row)
        fix = Fix(f"write {len(header)} cells of dashes", (edit,))
    yield Found(dashes, message, fix)


RULE = Rule(
    name="uneven-table",
    code="CL339",
    category="body",
    severity=Severity.WARNING,
    check=check,
    kinds=ALL,
    signs=("text:|",),
    examples=(
        Example(
            bad="| a | b |\n|---|---|\n| 1 | 2 | «3» | 4 |\n| 1 |\n",
            good="| a | b | c | d |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |\n| 1 |\n",
            whole=True,
            message="the row has 4 cells and the header 2, so this cell is not shown",
        ),
        Example(
            bad="| a | b |\n|---|---|\n| 1 | 2 |\n«*Note: this is text.*»\nMore.\n",
            good="| a | b |\n|---|---|\n| 1 | 2 |\n\n*Note: this is text.*\nMore.\n",
            whole=True,
            fixed=True,
            message="this line is shown as a row of the table above; write an empty line between them",
        ),
        Example(
            bad="Text\n\n| a | b | c |\n«|:--|---|»\n| 1 | 2 | 3 |\n\na | b\n«---|---|---»\n1 | 2\n",
            good="Text\n\n| a | b | c |\n| :-- | --- | --- |\n| 1 | 2 | 3 |\n\na | b\n| --- | --- |\n1 | 2\n",
            whole=True,
            fixed=True,
            message="the header has 3 cells, the row of dashes 2, so this is shown as text",
        ),
        Example(
            bad="| a | b |\n«|---|---|---|»\n| x | 1 | 2 |\n",
            good="| | a | b |\n|---|---|---|\n| x | 1 | 2 |\n",
            whole=True,
        ),
    ),
    silent=(
        Example(good="| a | b |\n|---|---|\n| 1 | 2 ||\n| 1 |\n| 1 | 2 | |\n", whole=True),
        Example(good="| a | b |\n|---|---|\n| 1 | 2 |\n</font>\n\nText\n", whole=True),
        Example(good="```\n| a | b |\n|---|\n```\n", whole=True),
        Example(good="a | b\n\n---|---|---\n\n--- | --- | ---\n", whole=True),
        Example(good="| a |\n|---|\n| 1 |\nText\n", whole=True),
    ),
)
