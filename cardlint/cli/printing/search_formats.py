"""Prints search results: as a table for people, as JSON, JSON Lines and CSV for programs, or as ids."""

import os
import shutil
from collections.abc import Iterable
from typing import TextIO
from urllib.parse import quote

from cardlint.output.fit import cut_end
from cardlint.output.log_stream import write_json
from cardlint.output.terminal import BOLD, CYAN, DIM, GREEN, style, visible, width
from cardlint.search.answers.answer import as_data, fields_data, hit_data, snippets
from cardlint.search.answers.question import cursor_of
from cardlint.search.backends.protocol import Backend, FacetCount, Hit, Results, SearchRequest
from cardlint.search.backends.snippet import Snippet
from cardlint.search.fields import FieldTable
from cardlint.search.query.tree import scored

FORMATS = ("table", "json", "jsonl", "csv", "ids")
_NOTED = ("task", "task_categories", "sdk", "library", "license", "parameters", "downloads", "updated")
COUNTING = ("table", "json")
"""The formats that show the counts of facets."""

_MISSING_NAME = "none"
_FEWEST_CELLS = 10  # for what follows a long id


def write(
    name: str,
    results: Results,
    request: SearchRequest,
    backend: Backend,
    table: FieldTable,
    stream: TextIO,
    *,
    color: bool,
) -> None:
    """Write ``results`` in the format ``name``."""
    if name == "json":
        write_json(as_data(results, request, backend, table), stream=stream)
    elif name == "jsonl":
        for hit, shown in zip(results.hits, snippets(results, request, backend), strict=True):
            write_json(hit_data(hit, shown, table), stream=stream)
    elif name == "ids":
        stream.writelines(f"{visible(hit.id)}\n" for hit in results.hits)
    elif name == "csv":
        _write_csv(results, table, stream)
    else:
        _write_table(results, request, backend, table, stream, color=color)


def _write_csv(results: Results, table: FieldTable, stream: TextIO) -> None:
    import csv

    names = [field.name for field in table if field.stored and field.name not in ("id", "kind")]
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["id", "kind", "path", *names])
    for hit in results.hits:
        values = fields_data(hit.values, table)
        cells = (values.get(name, "") for name in names)
        writer.writerow(
            [
                _cell(each)
                for each in (
                    hit.id,
                    hit.kind,
                    hit.path,
                    *(";".join(map(_escape_value, c)) if isinstance(c, list) else c for c in cells),
                )
            ]
        )


def _cell(value: object) -> object:
    """Return a cell that a terminal does not interpret as a command, nor a spreadsheet as a formula."""
    if not isinstance(value, str):
        return value
    shown = visible(value)
    return f"'{shown}" if shown[:1] in ("=", "+", "-", "@") else shown


def _escape_value(value: object) -> str:
    """Return one of several values of a cell, with a backslash before a semicolon that does not separate values."""
    return str(value).replace("\\", "\\\\").replace(";", "\\;")


def _write_table(
    results: Results, request: SearchRequest, backend: Backend, table: FieldTable, stream: TextIO, *, color: bool
) -> None:
    columns = shutil.get_terminal_size().columns
    for hit, shown in zip(results.hits, _pieces(results, request, backend, columns - 8), strict=True):
        notes = _notes(hit, table)
        if stream.isatty():
            notes = cut_end(notes, max(columns - width(visible(hit.id)) - 2, _FEWEST_CELLS))
        stream.write(_link_id(hit, color=color) + (f"  {style(notes, DIM, color=color)}\n" if notes else "\n"))
        if shown.marks:
            stream.write(f"    {_highlight(shown, columns - 4, color=color)}\n")
    shown_count = f"{len(results.hits):,} of " if len(results.hits) < results.total else ""
    stream.write(f"{shown_count}{results.total:,} {'card' if results.total == 1 else 'cards'}\n")
    for name, counts in results.facets.items():
        stream.write(f"\n{style(table[name].title, BOLD, color=color)}\n")
        _write_facet(counts, stream, color=color)
    if results.next is not None:
        stream.write(style(f"next page: --cursor {cursor_of(results.next, request)}", DIM, color=color) + "\n")


def _pieces(results: Results, request: SearchRequest, backend: Backend, width: int) -> Iterable[Snippet]:
    """Return the snippet of each hit. A query without words has no snippets, and no card is read."""
    if any(scored(request.query)):
        return snippets(results, request, backend, width)
    return [Snippet("", ())] * len(results.hits)


def _write_facet(counts: Iterable[FacetCount], stream: TextIO, *, color: bool) -> None:
    for count in counts:
        name = visible(count.value) if count.value is not None else _MISSING_NAME
        mark = style("*", GREEN, color=color) if count.selected else " "
        stream.write(f" {mark}{count.count:>8,}  {style(name, DIM, color=color and count.value is None)}\n")


def _notes(hit: Hit, table: FieldTable) -> str:
    """Return the few fields by which people choose a card."""
    values = fields_data(hit.values, table)
    notes = [] if hit.kind == "model" else [hit.kind]
    for name in _NOTED:
        value = values.get(name)
        if value not in (None, []):
            text = (
                ", ".join(map(str, value[:3]))
                if isinstance(value, list)
                else f"{value:,}"
                if isinstance(value, int)
                else str(value)
            )
            notes.append(f"{text} {name}" if name in ("parameters", "downloads") else text)
    return " · ".join(visible(note) for note in notes)


def _link_id(hit: Hit, *, color: bool) -> str:
    """Return the id, as a link to the card on a terminal."""
    name = style(visible(hit.id), BOLD, CYAN, color=color)
    if not color or not os.path.isabs(hit.path) or not os.path.lexists(hit.path):  # a row of a dump is not a file
        return name
    return f"\x1b]8;;file://{quote(os.fsencode(hit.path))}\x1b\\{name}\x1b]8;;\x1b\\"


def _highlight(shown: Snippet, columns: int, *, color: bool) -> str:
    """Return as much of a snippet as fits on a line, with the matches in bold."""
    pieces: list[str] = []
    at = cells = 0
    for start, end in (*shown.marks, (len(shown.text), len(shown.text))):
        for text, codes in ((shown.text[at:start], ()), (shown.text[start:end], (BOLD,))):
            fitting = visible(text)
            while fitting and cells + width(fitting) > columns:
                fitting = fitting[: max(0, min(len(fitting) - 1, columns - cells))]
            cells += width(fitting)
            pieces.append(style(fitting, *codes, color=color and bool(fitting)))
        at = end
    return "".join(pieces)
