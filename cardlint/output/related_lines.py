"""Shows the other places that a finding refers to in the text report: their lines, underlined, each with its label."""

from collections.abc import Iterator

from cardlint.findings.diagnostic import Diagnostic, Related
from cardlint.findings.source import Source
from cardlint.output.excerpt import ExcerptLine, excerpt_line
from cardlint.output.fit import cut_around, fits_as_it_is, wrap
from cardlint.output.many_places import first_places
from cardlint.output.page import Margin
from cardlint.output.terminal import BLUE, style, visible, width
from cardlint.system.named_tuple import NamedTuple


class _LabeledLine(NamedTuple):
    """The first line of a related place."""

    line: ExcerptLine
    label: str
    fits: bool  # whether the entire line is shown


def with_related(source: Source, diagnostic: Diagnostic, margin: Margin, rows: list[str]) -> list[str]:
    """Return the ``rows`` of a finding, the first of which is the line above it, among the lines of its first related places.

    The lines are in the order of the file, with ``...`` for lines between them that are not shown.
    """
    places = [_place(source, each, margin) for each in first_places(diagnostic)]
    first, last = diagnostic.start.line, diagnostic.end.line
    above = [each for each in places if each.line.number < first]
    below = [each for each in places if each.line.number >= first]
    found: list[str] = []
    if above:
        found += _rows(above, margin)
        number = above[-1].line.number
        if number < first - 2:
            found.append("...")
        rows = rows[number >= first - 1 :]
    found += rows
    if below and first != last and below[0].line.number > last + 1:
        found.append("...")
    found += _rows(below, margin, first if first == last else None)
    return found


def _place(source: Source, related: Related, margin: Margin) -> _LabeledLine:
    start, end = source.line_span(related.span.start)
    line = excerpt_line(source, source.position(start).line, related.span, margin.cells)
    is_whole = end - start <= margin.cells
    fits = is_whole and (fits_as_it_is(line.text, margin.cells) or width(visible(line.text)) <= margin.cells)
    return _LabeledLine(line, visible(related.label), fits)


def _rows(places: list[_LabeledLine], margin: Margin, number: int | None = None) -> Iterator[str]:
    """Yield each line with its underlines. ``number``: the line that was shown before."""
    for place in places:
        text, start, end = place.line.text, place.line.start, place.line.end
        if number is not None and place.line.number > number + 1:
            yield "..."
        parts = text[:start], text[start:end], text[end:]
        if not fits_as_it_is(text, margin.cells):
            before, marked, after = map(visible, parts)
            parts = cut_around(before, marked, after, margin.cells)
        if number != place.line.number or not place.fits:
            yield margin.row(place.line.number, "".join(parts))
        number = place.line.number
        yield from _underline(width(parts[0]), width(parts[1]), place.label, margin)


def _underline(indent: int, cells: int, label: str, margin: Margin) -> Iterator[str]:
    """Yield the line under a place of ``cells`` after ``indent``, with the label after it, or below it if there is no space."""
    line = "-" * max(1, cells)
    has_room = indent + len(line) + 1 + width(label) <= margin.cells
    underlined = style(f"{line} {label}" if has_room else line, BLUE, color=margin.color)
    yield f"{margin.bar} {' ' * indent}{underlined}"
    for part in () if has_room else wrap(label, margin.cells):
        yield f"{margin.bar} {style(part, BLUE, color=margin.color)}"
