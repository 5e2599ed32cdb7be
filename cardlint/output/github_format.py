"""Workflow commands for GitHub Actions, which shows each diagnostic at its position in the files of a pull request.

Columns are written only for a span within one line, because the runner accepts no others.
"""

from collections.abc import Iterable
from typing import TextIO

from cardlint.findings.diagnostic import Diagnostic, Severity
from cardlint.findings.report import Report
from cardlint.output.log_commands import break_up
from cardlint.output.paths import relative
from cardlint.output.terminal import visible

LOG_ESCAPE = None  # its lines are commands
FOR_TERMINAL = False
ENDS_WITH_SENTENCE = False

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def write(reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:  # noqa: ARG001
    """Write a command for each diagnostic."""
    for report in reports:
        path = relative(report.source.path)
        for diagnostic in report.diagnostics:
            stream.write(_command(path, diagnostic) + "\n")


def _command(path: str, diagnostic: Diagnostic) -> str:
    start, end = diagnostic.start, diagnostic.end
    properties: dict[str, object] = {"file": path, "line": start.line}
    if start.line == end.line:
        properties |= {"col": start.column, "endLine": end.line, "endColumn": end.column}
    else:
        properties["endLine"] = end.line
    properties["title"] = f"{diagnostic.code} {diagnostic.name}"
    written = ",".join(f"{name}={_data(str(value).translate(_PROPERTY))}" for name, value in properties.items())
    message = _data(diagnostic.message).replace("%", "%25")
    return f"::{_COMMAND[diagnostic.severity]} {written}::{message}"


def _data(text: str) -> str:
    """Return ``text`` escaped, also without the commands of other CI servers, because the output may end up in any log."""
    return break_up(visible(text))
