"""Checkstyle XML, which many build servers and review tools read: one ``file`` per card, one ``error`` per diagnostic."""

from collections.abc import Iterable
from typing import TextIO

from cardlint.findings.diagnostic import Diagnostic
from cardlint.findings.report import Report
from cardlint.output.log_commands import MARKUP
from cardlint.output.paths import relative
from cardlint.output.terminal import visible
from cardlint.output.text import markup

LOG_ESCAPE = MARKUP
FOR_TERMINAL = False
ENDS_WITH_SENTENCE = False


def write(reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:  # noqa: ARG001
    """Write an element for each report as soon as it is available."""
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n')
    for report in reports:
        stream.write(f'<file name="{markup(relative(report.source.path))}">\n')
        for diagnostic in report.diagnostics:
            stream.write(_error(diagnostic))
        stream.write("</file>\n")
    stream.write("</checkstyle>\n")


def _error(diagnostic: Diagnostic) -> str:
    line, column = diagnostic.start
    return (
        f'  <error line="{line}" column="{column}" severity="{diagnostic.severity.label}"'
        f' message="{markup(visible(diagnostic.message))}" source="cardlint.{diagnostic.name}"/>\n'
    )
