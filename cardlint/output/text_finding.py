"""One finding as the text report shows it."""

from collections.abc import Iterator
from typing import TextIO

from cardlint.findings.diagnostic import Applicability, Diagnostic, Fix
from cardlint.findings.source import Source
from cardlint.output.excerpt import MOST, Excerpt, excerpt
from cardlint.output.fit import columns, cut_around, cut_end, wrap
from cardlint.output.terminal import BLUE, BOLD, COLOR_OF_SEVERITY, GREEN, RED, link, style, visible, width
from cardlint.system.named_tuple import NamedTuple


class Page(NamedTuple):
    """What the report is printed on."""

    columns: int
    color: bool
    is_terminal: bool  # breaks long lines anywhere, and follows links


def page_of(stream: TextIO, *, color: bool) -> Page:
    """Return what a report on ``stream`` is printed on."""
    return Page(columns(stream), color, stream.isatty())


def write_finding(source: Source, diagnostic: Diagnostic, page: Page, stream: TextIO, *, with_link: bool) -> None:
    """Write a finding in the file ``source``, and a blank line. ``with_link``: its rule's name links to the documentation."""
    url = _url(diagnostic.name) if with_link and page.is_terminal and page.color else None
    lines = (*_heading(diagnostic, page, url), *_details(source, diagnostic, page), "")
    stream.write("".join(f"{line.rstrip()}\n" for line in lines))


def _heading(diagnostic: Diagnostic, page: Page, url: str | None) -> Iterator[str]:
    """Yield the severity, the rule and the message: on one line where programs may read it, wrapped on a terminal."""
    color = page.color
    name = visible(diagnostic.name)
    label = f"{diagnostic.severity.label}[{name}]"
    text = f"{label}: {visible(diagnostic.message)}"
    first, *rest = wrap(text, page.columns, "  ") if page.is_terminal else [text]
    shown = label if url is None else f"{diagnostic.severity.label}[{link(name, url)}]"
    label_style = BOLD, COLOR_OF_SEVERITY[diagnostic.severity]
    yield style(shown, *label_style, color=color) + style(first[len(label) :], BOLD, color=color)
    for line in rest:
        yield style(line, BOLD, color=color)


def _details(source: Source, diagnostic: Diagnostic, page: Page) -> Iterator[str]:
    """Yield the place, the lines there, what the Hub does, and the fix."""
    shown = excerpt(source, diagnostic, max(MOST, page.columns))
    change = [] if diagnostic.fix is None else list(_change(source, diagnostic.fix))
    gutter = max(len(str(number)) for number in (shown.lines[-1].number, *(line.number for line in change)))
    cells = page.columns - gutter - len(" | ")
    color = page.color
    place = f"{visible(source.path)}:{diagnostic.start.line}:{diagnostic.start.column}"
    yield f"{'':{gutter}}{style('-->', BLUE, color=color)} {place}"
    bar = style("|", BLUE, color=color)
    yield f"{'':{gutter}} {bar}"
    yield from _lines(source, shown, diagnostic, page, gutter, bar)
    equals = f"{'':{gutter}} {style('=', BLUE, color=color)} "
    if diagnostic.is_rejected:
        yield f"{equals}{style('note', BOLD, color=color)}: the Hub rejects this push"
    if diagnostic.fix is not None:
        kind = "fix" if diagnostic.fix.applicability is Applicability.SAFE else "unsafe fix"
        title = f"{kind}: {visible(diagnostic.fix.title)}"
        first, *rest = wrap(title, cells) if page.is_terminal else [title]
        yield equals + style(kind, GREEN, color=color) + first[len(kind) :]
        for line in rest:
            yield f"{'':{gutter}}   {line}"
    for number, sign, before, after in change:
        text = "".join(cut_around(before, "", after, cells))
        code = RED if sign == "-" else GREEN
        row = style(f"{sign} {_with_visible_end(text)}".rstrip(), code, color=color)
        yield f"{style(str(number).rjust(gutter), BLUE, color=color)} {row}"


def _lines(source: Source, shown: Excerpt, diagnostic: Diagnostic, page: Page, gutter: int, bar: str) -> Iterator[str]:
    """Yield the lines of the card, the one above them first, and the carets."""
    cells = page.columns - gutter - len(" | ")

    def row(number: int, text: str) -> str:
        return f"{style(str(number).rjust(gutter), BLUE, color=page.color)} {bar} {text}"

    above = shown.lines[0].number - 1
    if above:
        yield row(above, cut_end(visible(source.line(above)[: 2 * cells]), cells))
    for number, text, start, end in shown.lines:
        parts = visible(text[:start]), visible(text[start:end]), visible(text[end:])
        before, marked, after = cut_around(*parts, cells)
        carets = style("^" * max(1, width(marked)), BOLD, COLOR_OF_SEVERITY[diagnostic.severity], color=page.color)
        yield row(number, before + marked + after)
        yield f"{'':{gutter}} {bar} {'':{width(before)}}{carets}"
    if shown.more:
        yield f"{'':{gutter}} {bar} … {shown.more:,} more lines"


class _ChangedLine(NamedTuple):
    """A line that a fix removes or adds: its number, the sign, and the text before and after the change."""

    number: int
    sign: str
    before: str
    after: str


def _change(source: Source, fix: Fix) -> Iterator[_ChangedLine]:
    """Yield the lines that ``fix`` changes."""
    from cardlint.output.fix_diff import diff_fix  # half of the rules have no fix

    diff = diff_fix(source, fix)
    if diff is None:
        return
    same = 0
    if diff.removed and diff.added:
        for old, new in zip(diff.removed[0], diff.added[0], strict=False):
            if old != new:
                break
            same += 1
    for sign, lines in (("-", diff.removed), ("+", diff.added)):
        for number, line in enumerate(lines, diff.line):
            yield _ChangedLine(number, sign, visible(line[:same]), visible(line[same:]))


def _with_visible_end(text: str) -> str:
    """Return a changed line with a dot for every space at its end, which may be all that changes."""
    kept = text.rstrip(" ")
    return kept + "·" * (len(text) - len(kept))


def _url(name: str) -> str | None:
    """Return the address of a rule's documentation; rules of users have none."""
    from cardlint.output.rule_page import rule_page  # only on a terminal

    return rule_page(name)
