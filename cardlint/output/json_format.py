"""One JSON object for the entire run, even without files; schemas/report.schema.json describes it.

It is written card by card. Lines and columns are in code points from 1, ends are exclusive, and the offsets of edits are from 0.
"""

import json
from collections.abc import Iterable
from typing import Any, TextIO

from cardlint.findings.diagnostic import Diagnostic, Fix, Related
from cardlint.findings.report import Report
from cardlint.findings.source import Position, Source
from cardlint.output.log_commands import JSON

LOG_ESCAPE = JSON
FOR_TERMINAL = False
ENDS_WITH_SENTENCE = False

VERSION = 1


def record(source: Source, diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic in the file ``source`` as an object of the JSON report."""
    related = {"related": [_related(source, each) for each in diagnostic.related]} if diagnostic.related else {}
    return {
        "path": source.path,
        **_place(diagnostic.start, diagnostic.end),
        "name": diagnostic.name,
        "code": diagnostic.code,
        "severity": diagnostic.severity.label,
        "message": diagnostic.message,
        "fix": None if diagnostic.fix is None else _fix(diagnostic.fix),
        **related,
    }


def _place(start: Position, end: Position) -> dict[str, int]:
    return {"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}


def _related(source: Source, each: Related) -> dict[str, Any]:
    return {"message": each.label, **_place(source.position(each.span.start), source.position(each.span.end))}


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
            stream.write(separator + json.dumps(record(report.source, diagnostic), ensure_ascii=True))
            separator = ",\n"
    stream.write(f'\n], "files": {files}}}\n')
