"""One diagnostic per line, each an object like those in ``diagnostics`` of the JSON format."""

import json
from collections.abc import Iterable
from typing import TextIO

from cardlint.findings.report import Report
from cardlint.output.json_format import record
from cardlint.output.log_commands import JSON

LOG_ESCAPE = JSON
FOR_TERMINAL = False
ENDS_WITH_SENTENCE = False


def write(reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:  # noqa: ARG001
    """Write a line for each diagnostic, and nothing if there are none."""
    for report in reports:
        for diagnostic in report.diagnostics:
            stream.write(json.dumps(record(report.source, diagnostic), ensure_ascii=True) + "\n")
