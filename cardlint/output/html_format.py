"""One HTML page for people: without scripts or external resources, light or dark like the reader's system, with filters by severity.

The findings come first, by card, each with its lines, those of its related places and the changes of its fix; then the rules that
reported them.
"""

from collections.abc import Iterable, Iterator
from typing import TextIO

from cardlint.findings.diagnostic import Applicability, Diagnostic, Fix, Related
from cardlint.findings.report import Report
from cardlint.findings.source import Source
from cardlint.output.excerpt import ExcerptLine, excerpt, excerpt_line
from cardlint.output.fix_diff import diff_fix
from cardlint.output.html_style import STYLE
from cardlint.output.log_commands import MARKUP
from cardlint.output.many_places import first_places, other_lines
from cardlint.output.paths import relative
from cardlint.output.tally import Tally, plural
from cardlint.output.terminal import visible
from cardlint.output.text import markup

LOG_ESCAPE = MARKUP
FOR_TERMINAL = False
ENDS_WITH_SENTENCE = False


def write(reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:  # noqa: ARG001
    """Write the page after all reports are counted."""
    tally = Tally()
    rules: set[str] = set()
    cards = [_card(report, rules) for report in tally.count(reports) if report.diagnostics]
    stream.write(_head(tally))
    stream.writelines(cards)
    if not cards:
        stream.write('<p class="nothing">Nothing to report.</p>\n')
    stream.write("</main>\n")
    stream.writelines(_rules(rules))
    stream.write("</body>\n</html>\n")


def _head(tally: Tally) -> str:
    sentence = tally.found
    switches = "".join(
        f'<label class="{severity.label}"><input type="checkbox" id="show-{severity.label}" checked> '
        f"{plural(tally.counts[severity], severity.label)}</label>\n"
        for severity in sorted(tally.counts, reverse=True)
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>cardlint: {sentence}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>cardlint</h1>\n<p>{sentence[0].upper()}{sentence[1:]}.</p>\n"
        f'<div class="switches">\n{switches}</div>\n</header>\n<main>\n'
    )


def _card(report: Report, rules: set[str]) -> str:
    rules.update(diagnostic.name for diagnostic in report.diagnostics)
    severities = " ".join(f"has-{label}" for label in sorted({each.severity.label for each in report.diagnostics}))
    path = markup(visible(relative(report.source.path)))
    findings = "".join(_finding(report.source, diagnostic) for diagnostic in report.diagnostics)
    return f'<section class="card {severities}">\n<h2>{path}</h2>\n{findings}</section>\n'


def _finding(source: Source, diagnostic: Diagnostic) -> str:
    lines, more = excerpt(source, diagnostic)
    shown = "".join(map(_line, lines))
    if more:
        shown += f'<span class="more">… {more:,} more lines</span>'
    unshown = other_lines(source, diagnostic)
    note = f'<span class="more">{unshown}</span>' if unshown else ""
    first = diagnostic.start.line
    others = [(source.position(each.span.start).line, each) for each in first_places(diagnostic)]
    above = "".join(_related(source, number, each) for number, each in others if number < first)
    below = "".join(_related(source, number, each) for number, each in others if number >= first)
    label = diagnostic.severity.label
    return (
        f'<article class="finding {label}">\n'
        f'<p class="message"><strong>{label}</strong> {markup(visible(diagnostic.message))}</p>\n'
        f'<p class="rule">line {diagnostic.start.line}, column {diagnostic.start.column} · '
        f'<a href="#{diagnostic.name}">{diagnostic.name}</a> {diagnostic.code}</p>\n'
        f"<pre>{above}{shown}{below}{note}</pre>\n{_fix(source, diagnostic.fix)}</article>\n"
    )


def _line(line: ExcerptLine) -> str:
    before, marked, after = _parts(line)
    return f'<span class="line"><i>{line.number}</i>{before}<mark>{marked}</mark>{after}\n</span>'


def _related(source: Source, number: int, related: Related) -> str:
    """Return the first line of a related place, with its label behind it."""
    before, marked, after = _parts(excerpt_line(source, number, related.span))
    label = f'<span class="label">{markup(visible(related.label))}</span>'
    return f'<span class="line"><i>{number}</i>{before}<u>{marked}</u>{after}{label}\n</span>'


def _parts(line: ExcerptLine) -> tuple[str, str, str]:
    """Return a line before, in and after its marked range, as markup."""
    before, marked, after = line.text[: line.start], line.text[line.start : line.end], line.text[line.end :]
    return markup(visible(before)), markup(visible(marked)), markup(visible(after))


def _fix(source: Source, fix: Fix | None) -> str:
    if fix is None:
        return ""
    kind = "Fix" if fix.applicability is Applicability.SAFE else "Unsafe fix"
    changed = diff_fix(source, fix)
    shown = (
        ""
        if changed is None
        else f'<pre class="change">{_diff("del", changed.removed)}{_diff("ins", changed.added)}</pre>\n'
    )
    return f'<p class="fix">{kind}: {markup(visible(fix.title))}</p>\n{shown}'


def _diff(tag: str, lines: list[str]) -> str:
    return "".join(f'<{tag} class="line">{markup(visible(line))}\n</{tag}>' for line in lines)


def _rules(names: set[str]) -> Iterator[str]:
    if not names:
        return
    from cardlint.output.rule_help import help_of
    from cardlint.rules import all_rules  # imports every rule, for the documentation

    yield '<section class="rules">\n<h2>Rules</h2>\n'
    for rule in all_rules():
        if rule.name in names:
            paragraphs = "".join(f"<p>{_prose(each)}</p>\n" for each in help_of(rule).text.split("\n\n"))
            facts = f"{rule.code} · {rule.severity.label}"
            yield f'<article id="{rule.name}">\n<h3>{rule.name} <small>{facts}</small></h3>\n{paragraphs}</article>\n'
    yield "</section>\n"


def _prose(text: str) -> str:
    """Return a paragraph of a docstring as HTML, with ``code`` as code elements."""
    parts = markup(" ".join(text.split())).split("``")
    return "".join(f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts))
