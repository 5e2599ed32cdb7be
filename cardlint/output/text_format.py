"""For people: each diagnostic with its lines, carets under the exact position, and the changes of its fix."""

from collections.abc import Iterable
from typing import TextIO

from cardlint.findings.report import Report
from cardlint.output.log_commands import FOR_PEOPLE

LOG_ESCAPE = FOR_PEOPLE
FOR_TERMINAL = True
ENDS_WITH_SENTENCE = True


def write(reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:
    """Write every diagnostic with its excerpt; on a terminal, the first one of each rule links to the rule's documentation."""
    linked: set[str] = set()
    page = None
    for report in reports:
        if report.diagnostics:
            from cardlint.output.page import Page
            from cardlint.output.text_finding import write_finding  # most runs find nothing

            page = page or Page(stream, color=color)
            for diagnostic in report.diagnostics:
                write_finding(report.source, diagnostic, page, stream, with_link=diagnostic.name not in linked)
                linked.add(diagnostic.name)
