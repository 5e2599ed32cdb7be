"""For people: each diagnostic with the lines it is about, a caret under the exact place, and what a fix would do."""

from collections.abc import Iterable
from typing import TextIO

from cardlint.findings.diagnostic import Applicability, Diagnostic
from cardlint.findings.report import Report
from cardlint.findings.source import Source
from cardlint.output.concise_format import line
from cardlint.output.excerpt import excerpt
from cardlint.output.log_commands import FOR_PEOPLE
from cardlint.output.terminal import BLUE, BOLD, COLOR_OF_SEVERITY, GREEN, style, visible, width

LOG_ESCAPE = FOR_PEOPLE
FOR_TERMINAL = True
ENDS_WITH_SENTENCE = True


def write(reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:
    """Write every diagnostic with its excerpt."""
    for report in reports:
        for diagnostic in report.diagnostics:
            stream.write(line(report.source.path, diagnostic, color=color) + "\n")
            for each in marked_lines(report.source, diagnostic, color=color):
                stream.write(each + "\n")
            stream.write("\n")


def marked_lines(source: Source, diagnostic: Diagnostic, *, color: bool) -> list[str]:
    """Return the lines of the card at ``diagnostic``, each marked where the diagnostic covers it."""
    shown, more = excerpt(source, diagnostic)
    gutter = len(str(shown[-1].number))
    bar = style("|", BLUE, color=color)
    lines = [f"{'':{gutter}} {bar}"]
    for number, text, start, end in shown:
        before = width(visible(text[:start]))
        marked = max(1, width(visible(text[start:end])))
        carets = style("^" * marked, BOLD, COLOR_OF_SEVERITY[diagnostic.severity], color=color)
        lines.append(f"{style(str(number).rjust(gutter), BLUE, color=color)} {bar} {visible(text)}".rstrip())
        lines.append(f"{'':{gutter}} {bar} {'':{before}}{carets}")
    if more:
        lines.append(f"{'':{gutter}} {bar} … {more} more lines")
    if diagnostic.fix is not None:
        kind = "fix" if diagnostic.fix.applicability is Applicability.SAFE else "unsafe fix"
        equals = style("=", BLUE, color=color)
        lines.append(f"{'':{gutter}} {equals} {style(kind, GREEN, color=color)}: {visible(diagnostic.fix.title)}")
    return lines
