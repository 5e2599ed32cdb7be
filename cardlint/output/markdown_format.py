"""Markdown for the summary of a build: the counts, then a table a card.

What cards and file names hold is shown as it is, and never markup.
"""

from collections.abc import Iterable, Iterator
from typing import TextIO

from cardlint.diagnostic import Diagnostic, Severity
from cardlint.output import Report
from cardlint.output.paths import relative
from cardlint.output.tally import Tally, plural
from cardlint.output.terminal import visible
from cardlint.system.lazy_pattern import pattern

MOST_ROWS = 2000
"""Findings that are listed. GitHub refuses a summary of more than 1 MiB, and nobody reads one."""

_MARK = {Severity.ERROR: "❌ error", Severity.WARNING: "⚠️ warning", Severity.INFO: "ℹ️ info"}
_HEAD = "| Place | Severity | Rule | Message |\n|--:|---|---|---|\n"
_ENTITY = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL = pattern(r"[\\`*_{}\[\]|~#&<>$!]|:(?=//)|(?<=www)\.|@")


def write(reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:  # noqa: ARG001
    """Write the summary when all reports are counted."""
    tally = Tally()
    tables = list(_lines(tally.count(reports)))
    sentence = tally.sentence
    stream.write(f"## cardlint\n\n{sentence[0].upper()}{sentence[1:]}.\n")
    stream.writelines(tables)


def _lines(reports: Iterable[Report]) -> Iterator[str]:
    rows = 0
    for report in reports:
        room = max(0, MOST_ROWS - rows)
        rows += len(report.diagnostics)
        shown = report.diagnostics[:room]
        if shown:
            yield f"\n### {escaped(relative(report.source.path))}\n\n{_HEAD}"
            yield from map(_row, shown)
    if rows > MOST_ROWS:
        yield f"\n… and {plural(rows - MOST_ROWS, 'finding')} more.\n"


def _row(diagnostic: Diagnostic) -> str:
    place = f"{diagnostic.start.line}:{diagnostic.start.column}"
    rule = f"{diagnostic.name} ({diagnostic.code})"
    return f"| {place} | {_MARK[diagnostic.severity]} | {rule} | {escaped(diagnostic.message)} |\n"


def escaped(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is, in one line: no tags, links, mentions, code or cells."""
    return _SPECIAL.sub(lambda match: _ENTITY.get(match[0]) or f"\\{match[0]}", visible(text))
