"""One finding as the text report shows it.

Many thousands may be written in one run, so the common case is kept short: lines of ASCII that fit, one edit, no color.
"""

from typing import TYPE_CHECKING, TextIO

from cardlint.findings.diagnostic import Applicability, Diagnostic, Fix, Severity
from cardlint.findings.source import Source
from cardlint.output.excerpt import MOST, Excerpt, excerpt
from cardlint.output.fit import cut_around, cut_end, fits_as_it_is, wrap
from cardlint.output.page import Margin, Page
from cardlint.output.terminal import BOLD, COLOR_OF_SEVERITY, GREEN, RED, link, style, visible, width

if TYPE_CHECKING:
    from cardlint.output.fix_diff import FixDiff

_KINDS = {Applicability.SAFE: "fix", Applicability.UNSAFE: "unsafe fix"}


def write_finding(source: Source, diagnostic: Diagnostic, page: Page, stream: TextIO, *, with_link: bool) -> None:
    """Write a finding in the file ``source``, and an empty line. ``with_link``: the name of its rule links to the documentation."""
    shown = excerpt(source, diagnostic, max(MOST, page.columns))
    fix = diagnostic.fix
    diff = _diff(source, fix) if fix is not None else None
    others = [source.position(place.span.start).line for place in diagnostic.related]
    unshown = ""
    margin = Margin(page, max(shown.lines[-1].number, diff.last if diff is not None else 0, *others))
    url = _url(diagnostic.name) if with_link and page.is_terminal and page.color else None
    lines = _heading(diagnostic, page, url)
    lines += [f"{margin.arrow}{visible(source.path)}:{diagnostic.start.line}:{diagnostic.start.column}", margin.bar]
    card_lines = _card_lines(source, shown, diagnostic.severity, page, margin)
    if others:
        from cardlint.output.many_places import other_lines  # most findings have only one place
        from cardlint.output.related_lines import with_related

        card_lines = with_related(source, diagnostic, margin, card_lines)
        unshown = other_lines(source, diagnostic)
    lines += card_lines
    if unshown:
        lines.append(f"{margin.equals}{style('note', BOLD, color=page.color)}: {unshown}")
    if diagnostic.is_rejected:
        lines.append(f"{margin.equals}{style('note', BOLD, color=page.color)}: the Hub rejects this push")
    if fix is not None:
        lines += _fix_title(fix, page, margin)
    if diff is not None:
        lines += _changed_lines(diff, page, margin)
    lines.append("\n")
    stream.write("\n".join(lines))


def _heading(diagnostic: Diagnostic, page: Page, url: str | None) -> list[str]:
    """Return the severity, the rule and the message: on one line where programs may read it, wrapped on a terminal."""
    name = visible(diagnostic.name)
    label = f"{page.labels[diagnostic.severity]}[{name}]"
    text = f"{label}: {visible(diagnostic.message)}"
    if not (page.color or page.is_terminal):
        return [text]
    color = page.color
    first, *rest = wrap(text, page.columns, "  ") if page.is_terminal else [text]
    shown = label if url is None else f"{page.labels[diagnostic.severity]}[{link(name, url)}]"
    label_style = BOLD, COLOR_OF_SEVERITY[diagnostic.severity]
    line = style(shown, *label_style, color=color) + style(first[len(label) :], BOLD, color=color)
    return [line, *(style(each, BOLD, color=color) for each in rest)]


def _card_lines(source: Source, shown: Excerpt, severity: Severity, page: Page, margin: Margin) -> list[str]:
    """Return the lines of the card, the one above them first, and the carets."""
    lines = []
    cells = margin.cells
    if above := shown.lines[0].number - 1:
        lines.append(margin.row(above, cut_end(visible(source.line(above)[: 2 * cells]), cells)))
    for number, text, start, end in shown.lines:
        if not fits_as_it_is(text, cells):
            before, marked, after = cut_around(
                visible(text[:start]), visible(text[start:end]), visible(text[end:]), cells
            )
            text, start = before + marked + after, width(before)
            end = start + width(marked)
        carets = "^" * (end - start or 1)
        if page.color:
            carets = style(carets, BOLD, COLOR_OF_SEVERITY[severity], color=True)
        lines.append(margin.row(number, text))
        lines.append(f"{margin.bar} {' ' * start}{carets}")
    if shown.more:
        lines.append(f"{margin.bar} … {shown.more:,} more lines")
    return lines


def _fix_title(fix: Fix, page: Page, margin: Margin) -> list[str]:
    """Return what the fix does, wrapped on a terminal."""
    kind = _KINDS[fix.applicability]
    title = f"{kind}: {visible(fix.title)}"
    if not (page.color or page.is_terminal):
        return [margin.equals + title]
    first, *rest = wrap(title, margin.cells) if page.is_terminal else [title]
    indent = " " * (page.columns - margin.cells)
    return [
        margin.equals + style(kind, GREEN, color=page.color) + first[len(kind) :],
        *(indent + line for line in rest),
    ]


def _diff(source: Source, fix: Fix) -> "FixDiff | None":
    from cardlint.output.fix_diff import diff_fix  # half of the rules have no fix

    return diff_fix(source, fix)


def _changed_lines(diff: "FixDiff", page: Page, margin: Margin) -> list[str]:
    """Return the lines that a fix removes, and those that it adds; a long one is cut around the first difference."""
    rows = []
    for sign, color, lines in (("-", RED, diff.removed), ("+", GREEN, diff.added)):
        for number, line in enumerate(lines, diff.line):
            text = visible(line)
            if 2 * len(text) > margin.cells:
                same = _same_start(diff.removed[0], diff.added[0]) if diff.removed and diff.added else 0
                text = "".join(cut_around(visible(line[:same]), "", visible(line[same:]), margin.cells))
            text = f"{sign} {_with_visible_end(text)}".rstrip()
            rows.append(f"{margin.number(number)} {style(text, color, color=True) if page.color else text}")
    return rows


def _same_start(old: str, new: str) -> int:
    """Return how many code points the two have in common at their start."""
    for same, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return same
    return min(len(old), len(new))


def _with_visible_end(text: str) -> str:
    """Return a changed line with a dot for every space at its end, also a no-break space: it may be all that changes."""
    kept = text.rstrip()
    return kept + "·" * (len(text) - len(kept))


def _url(name: str) -> str | None:
    """Return the address of a rule's documentation; rules of users have none."""
    from cardlint.output.rule_page import rule_page  # only on a terminal

    return rule_page(name)
