"""JUnit XML, which most build servers read: one test suite per card, with a failed test for each diagnostic.

A clean card has one test, which passed.
"""

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
    """Write the suite of each report as soon as it is available."""
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cardlint">\n')
    for report in reports:
        path = markup(relative(report.source.path))
        failures = len(report.diagnostics)
        stream.write(f'<testsuite name="{path}" tests="{failures or 1}" failures="{failures}" errors="0" time="0">\n')
        for diagnostic in report.diagnostics:
            stream.write(_test(path, diagnostic))
        if not failures:
            stream.write(f'  <testcase classname="{path}" name="cardlint" time="0"/>\n')
        stream.write("</testsuite>\n")
    stream.write("</testsuites>\n")


def _test(path: str, diagnostic: Diagnostic) -> str:
    place = f"{diagnostic.start.line}:{diagnostic.start.column}"
    severity, message = diagnostic.severity.label, markup(visible(diagnostic.message))
    return (
        f'  <testcase classname="{path}" name="{diagnostic.name} at {place}" time="0">\n'
        f'    <failure type="{severity}" message="{message}">'
        f"{path}:{place}: {severity}: {message} [{diagnostic.code} {diagnostic.name}]</failure>\n"
        "  </testcase>\n"
    )
