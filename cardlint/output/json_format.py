"""One JSON object for the entire run, even without files; schemas/report.schema.json describes it.

It is written card by card. Lines and columns are in code points from 1, ends are exclusive, and the offsets of edits are from 0.
"""

import json
from collections.abc import Iterable
from typing import Any, TextIO

from cardlint.findings.diagnostic import Diagnostic, Fix
from cardlint.findings.report import Report
from cardlint.output.log_commands import JSON

LOG_ESCAPE = JSON
FOR_TERMINAL = False
ENDS_WITH_SENTENCE = False

VERSION = 1


def record(path: str, diagnostic: Diagnostic) -> dict[str, Any]:
    """Return one diagnostic as an object of the JSON report."""
    return {
        "path": path,
        "line": diagnostic.start.line,
        "column": diagnostic.start.column,
        "end_line": diagnostic.end.line,
        "end_column": diagnostic.end.column,
        "name": diagnostic.name,
        "code": diagnostic.code,
        "severity": diagnostic.severity.label,
        "message": diagnostic.message,
        "fix": None if diagnostic.fix is None else _fix(diagnostic.fix),
    }


def _fix(fix: Fix) -> dict[str, Any]:
    rename = {} if fix.rename is None else {"rename": fix.rename}
    return {
        "title": fix.title,
        "applicability": fix.applicability.value,
        "edits": [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in fix.edits],
        **rename,
    }


def write(reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:  # noqa: ARG001
    """Write the report: its version, the diagnostics by path, and the number of files that were checked."""
    files = 0
    separator = "\n"
    stream.write(f'{{"version": {VERSION}, "diagnostics": [')
    for report in reports:
        files += report.is_card
        for diagnostic in report.diagnostics:
            stream.write(separator + json.dumps(record(report.source.path, diagnostic), ensure_ascii=True))
            separator = ",\n"
    stream.write(f'\n], "files": {files}}}\n')
