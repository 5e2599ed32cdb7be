"""One line per diagnostic, in the form that editors and ``grep`` use.

``path:line:column: severity: message [code name]``
"""

from collections.abc import Iterable
from typing import TextIO

from cardlint.findings.diagnostic import Diagnostic
from cardlint.findings.report import Report
from cardlint.output.log_commands import FOR_PEOPLE
from cardlint.output.terminal import BOLD, COLOR_OF_SEVERITY, DIM, style, visible

LOG_ESCAPE = FOR_PEOPLE
FOR_TERMINAL = True
ENDS_WITH_SENTENCE = False


def line(path: str, diagnostic: Diagnostic, *, color: bool) -> str:
    """Return the line for one diagnostic."""
    position = diagnostic.start
    place = f"{visible(path)}:{position.line}:{position.column}:"
    severity = style(diagnostic.severity.label, BOLD, COLOR_OF_SEVERITY[diagnostic.severity], color=color)
    rule = style(f"[{diagnostic.code} {diagnostic.name}]", DIM, color=color)
    return f"{style(place, BOLD, color=color)} {severity}: {visible(diagnostic.message)} {rule}"


def write(reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:
    """Write a line for each diagnostic."""
    for report in reports:
        for diagnostic in report.diagnostics:
            stream.write(line(report.source.path, diagnostic, color=color) + "\n")
