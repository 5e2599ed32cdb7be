"""Reviewdog's diagnostic format, with fixes as suggestions.

Columns are in bytes of UTF-8 from 1; ends are exclusive. Each fix is a single edit, because reviewdog offers every suggestion separately.
"""

import json
from collections.abc import Iterable
from typing import Any, TextIO

from cardlint.findings.diagnostic import Diagnostic
from cardlint.findings.report import Report
from cardlint.findings.source import Source, Span
from cardlint.output.byte_positions import BytePositions
from cardlint.output.log_commands import JSON
from cardlint.output.one_edit import one_edit
from cardlint.output.paths import relative
from cardlint.output.terminal import visible
from cardlint.output.text import encodable

LOG_ESCAPE = JSON
FOR_TERMINAL = False
ENDS_WITH_SENTENCE = False


def write(reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:  # noqa: ARG001
    """Write one object, diagnostic by diagnostic."""
    separator = "\n"
    stream.write('{"source": {"name": "cardlint"}, "diagnostics": [')
    for report in reports:
        path = relative(report.source.path)
        positions = BytePositions(report.source)
        for diagnostic in report.diagnostics:
            stream.write(separator + json.dumps(_record(path, report.source, positions, diagnostic)))
            separator = ",\n"
    stream.write("\n]}\n")


def _record(path: str, source: Source, positions: BytePositions, diagnostic: Diagnostic) -> dict[str, Any]:
    record: dict[str, Any] = {
        "message": visible(diagnostic.message),
        "location": {"path": path, "range": _range(positions, diagnostic.span)},
        "severity": diagnostic.severity.name,
        "code": {"value": diagnostic.name},
    }
    if diagnostic.fix is not None and diagnostic.fix.edits:
        span, text = one_edit(source, diagnostic.fix)
        record["suggestions"] = [{"range": _range(positions, span), "text": encodable(text)}]
    if diagnostic.related:
        record["related_locations"] = [
            {"message": visible(each.label), "location": {"path": path, "range": _range(positions, each.span)}}
            for each in diagnostic.related
        ]
    return record


def _range(positions: BytePositions, span: Span) -> dict[str, Any]:
    return {"start": positions.position(span.start)._asdict(), "end": positions.position(span.end)._asdict()}
