"""What surrounds a place in the body: the headings above it, and its sentence."""

from bisect import bisect_left, bisect_right

from cardlint.card.markdown import Body
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern

_END = pattern(r"[.!?][\"'’)\]*_`]*\s+(?=[A-Z0-9*_`\[\"'(<])|\n[ \t]*\n|<br */?>")
"""Where a sentence ends, if the next one begins behind it."""

_REACH = 400
"""Characters before and after a place in which its sentence is searched."""


def heading_above(body: Body, offset: int) -> str:
    """Return the text of the heading above ``offset``; empty if no heading is above it."""
    index = bisect_left(body.sections, offset, key=lambda section: section.heading.span.start)
    return body.sections[index - 1].heading.text if index else ""


def headings_around(body: Body, offset: int) -> list[str]:
    """Return the texts of the headings of all sections that ``offset`` is in, the outermost first."""
    return [section.heading.text for section in body.sections if section.span.start <= offset < section.span.end]


def sentence_at(body: Body, offset: int) -> Span:
    """Return the sentence that ``offset`` is in, within its paragraph; outside of paragraphs, its line.

    Of a long sentence, only what is near ``offset``.
    """
    index = bisect_right(body.prose, offset, key=lambda run: run.start) - 1
    if index >= 0 and offset < body.prose[index].end:
        start, end = body.prose[index]
    else:
        start, end = body.text.rfind("\n", 0, offset) + 1, body.text.find("\n", offset)
        end = len(body.text) if end < 0 else end
    start, end = max(start, offset - _REACH), min(end, offset + _REACH)
    for boundary in _END.finditer(body.text, start, end):
        if boundary.end() > offset:
            return Span(start, boundary.start() + 1)
        start = boundary.end()
    return Span(start, end)
