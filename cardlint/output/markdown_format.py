"""Markdown for the summary of a build: the counts, then one table per card.

The content of cards and file names is escaped, so it is never read as markup.
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
"""The maximum number of findings in the tables; nobody reads more."""

MOST_BYTES = 1024 * 1024
"""Maximum size in UTF-8. GitHub does not show a larger summary at all: actions/runner, ``FileCommandManager.cs`` (2026-08-17)."""

_RESERVE = 4096  # bytes kept free for the counts at the top and the sentence at the end

_MARK = {Severity.ERROR: "❌ error", Severity.WARNING: "⚠️ warning", Severity.INFO: "ℹ️ info"}
_HEAD = "| Place | Severity | Rule | Message |\n|--:|---|---|---|\n"
_ENTITY = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL = pattern(r"[\\`*_{}\[\]|~#&<>$!]|:(?=//)|(?<=www)\.|@")


def write(reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:  # noqa: ARG001
    """Write the summary after all reports are counted."""
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
    """The tables, cut at the first row that does not fit: later rows are left out even if they would fit, so only the end is missing."""

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
            size = len(part.encode()) + part.count("\n")  # on Windows, a line ends with two bytes
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
    """Return ``text`` on one line, escaped so that Markdown shows it literally: no tags, links, mentions, code or cells."""
    return _SPECIAL.sub(lambda match: _ENTITY.get(match[0]) or f"\\{match[0]}", visible(text))
