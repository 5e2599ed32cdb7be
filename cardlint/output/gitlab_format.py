"""A Code Quality report for GitLab: one JSON array. From the fingerprints, GitLab knows which findings a merge request adds."""

import json
from collections.abc import Iterable
from typing import Any, TextIO

from cardlint.findings.diagnostic import Diagnostic, Severity
from cardlint.findings.report import Report
from cardlint.output.fingerprints import digest, fingerprints
from cardlint.output.log_commands import JSON
from cardlint.output.paths import relative
from cardlint.output.terminal import visible

LOG_ESCAPE = JSON
FOR_TERMINAL = False
ENDS_WITH_SENTENCE = False

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:  # noqa: ARG001
    """Write the array, finding by finding. A card that was reached through two paths is in it once."""
    seen: set[str] = set()
    separator = "\n"
    stream.write("[")
    for report in reports:
        path = relative(report.source.path)
        for diagnostic, fingerprint in fingerprints(report):
            unique = digest(path, fingerprint)
            if unique not in seen:
                seen.add(unique)
                stream.write(separator + json.dumps(_finding(path, diagnostic, unique)))
                separator = ",\n"
    stream.write("\n]\n")


def _finding(path: str, diagnostic: Diagnostic, fingerprint: str) -> dict[str, Any]:
    return {
        "description": visible(diagnostic.message),
        "check_name": diagnostic.name,
        "fingerprint": fingerprint,
        "severity": _SEVERITY[diagnostic.severity],
        "location": {"path": path, "lines": {"begin": diagnostic.start.line, "end": diagnostic.end.line}},
    }
