"""Logging commands for Azure Pipelines, which lists each diagnostic on the page of the run.

Azure has only errors and warnings, so an info becomes a warning.
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

_PROPERTY = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A", ";": "%3B", "]": "%5D"})


def write(reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:  # noqa: ARG001
    """Write a command for each diagnostic."""
    for report in reports:
        path = relative(report.source.path)
        for diagnostic in report.diagnostics:
            stream.write(_command(path, diagnostic) + "\n")


def _command(path: str, diagnostic: Diagnostic) -> str:
    properties = {
        "type": "error" if diagnostic.severity is Severity.ERROR else "warning",
        "sourcepath": path,
        "linenumber": diagnostic.start.line,
        "columnnumber": diagnostic.start.column,
        "code": diagnostic.code,
    }
    written = "".join(f"{name}={_data(str(value).translate(_PROPERTY))};" for name, value in properties.items())
    message = _data(f"{diagnostic.message} ({diagnostic.name})").replace("%", "%AZP25")
    return f"##vso[task.logissue {written}]{message}"


def _data(text: str) -> str:
    """Return ``text`` escaped, so that it cannot contain commands."""
    return break_up(visible(text))
