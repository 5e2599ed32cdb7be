"""Diagnostics grouped by file, one per line, in columns: position, severity, rule, message."""

from collections.abc import Iterable
from typing import TextIO

from cardlint.findings.report import Report
from cardlint.output.log_commands import FOR_PEOPLE
from cardlint.output.terminal import BOLD, COLOR_OF_SEVERITY, DIM, style, visible

LOG_ESCAPE = FOR_PEOPLE
FOR_TERMINAL = True
ENDS_WITH_SENTENCE = True


def write(reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:
    """Write a block for each card that has diagnostics."""
    for report in reports:
        if report.diagnostics:
            stream.write(style(visible(report.source.path), BOLD, color=color) + "\n")
            for line in _lines(report, color=color):
                stream.write(line + "\n")
            stream.write("\n")


def _lines(report: Report, *, color: bool) -> Iterable[str]:
    places = [f"{each.start.line}:{each.start.column}" for each in report.diagnostics]
    rules = [f"{each.code} {each.name}" for each in report.diagnostics]
    longest_place, longest_rule = max(map(len, places)), max(map(len, rules))
    for diagnostic, place, rule in zip(report.diagnostics, places, rules, strict=True):
        severity = style(f"{diagnostic.severity.label:7}", COLOR_OF_SEVERITY[diagnostic.severity], color=color)
        shown_rule = style(f"{rule:{longest_rule}}", DIM, color=color)
        yield f"  {place:>{longest_place}}  {severity}  {shown_rule}  {visible(diagnostic.message)}"
