"""Markdown for the summary of a build: the counts, then a table a card.

What cards and file names hold is shown as it is, and never markup.
"""

from collections.abc import Iterable
from typing import TextIO

from cardlint.findings.diagnostic import Diagnostic, Severity
from cardlint.findings.report import Report
from cardlint.output.log_commands import FOR_PEOPLE
from cardlint.output.paths import relative
from cardlint.output.tally import Tally, plural
from cardlint.output.terminal import visible
from cardlint.system.lazy_pattern import pattern

LOG_ESCAPE = FOR_PEOPLE
FOR_TERMINAL = False
ENDS_WITH_SENTENCE = False

MOST_ROWS = 2000
"""Findings that are listed; nobody reads more."""

MOST_BYTES = 1024 * 1024
"""Bytes of the whole, in UTF-8. Of a larger summary GitHub shows nothing: actions/runner, ``FileCommandManager.cs`` (2026-08-17)."""

_RESERVE = 4096  # bytes for the counts at the top and the sentence at the end

_MARK = {Severity.ERROR: "❌ error", Severity.WARNING: "⚠️ warning", Severity.INFO: "ℹ️ info"}
_HEAD = "| Place | Severity | Rule | Message |\n|--:|---|---|---|\n"
_ENTITY = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL = pattern(r"[\\`*_{}\[\]|~#&<>$!]|:(?=//)|(?<=www)\.|@")


def write(reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:  # noqa: ARG001
    """Write the summary when all reports are counted."""
    tally = Tally()
    tables = _LimitedTables()
    for report in tally.count(reports):
        tables.add(report)
    sentence = tally.found
    stream.write(f"## cardlint\n\n{sentence[0].upper()}{sentence[1:]}.\n")
    stream.writelines(tables.parts)
    if tables.left_out:
        stream.write(f"\n… and {plural(tables.left_out, 'finding')} more.\n")


class _LimitedTables:
    """The tables as far as there is room. Behind the first row without room nothing is listed, so that what is missing is the end."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.left_out = 0  # findings
        self._rows = 0
        self._room = MOST_BYTES - _RESERVE

    def add(self, report: Report) -> None:
        """Add the findings of a card."""
        head = f"\n### {escape(relative(report.source.path))}\n\n{_HEAD}" if report.diagnostics else ""
        for diagnostic in report.diagnostics:
            part = "" if self.left_out else head + _row(diagnostic)
            size = len(part.encode()) + part.count("\n")  # a file of Windows has two bytes at the end of a line
            if self.left_out or self._rows == MOST_ROWS or size > self._room:
                self.left_out += 1
                continue
            self.parts.append(part)
            self._rows += 1
            self._room -= size
            head = ""


def _row(diagnostic: Diagnostic) -> str:
    place = f"{diagnostic.start.line}:{diagnostic.start.column}"
    rule = f"{diagnostic.name} ({diagnostic.code})"
    return f"| {place} | {_MARK[diagnostic.severity]} | {rule} | {escape(diagnostic.message)} |\n"


def escape(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is, in one line: no tags, links, mentions, code or cells."""
    return _SPECIAL.sub(lambda match: _ENTITY.get(match[0]) or f"\\{match[0]}", visible(text))
