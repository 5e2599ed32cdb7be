"""The lines of a card that a diagnostic is about, each with the part that it covers."""

from cardlint.findings.diagnostic import Diagnostic
from cardlint.findings.source import Source, Span
from cardlint.system.named_tuple import NamedTuple

_MAX_LINES = 4  # of one excerpt
MOST = 110
"""Code points of one line, where nobody says otherwise."""

_CONTEXT = 20  # code points before the marked range, in a line that is cut


class ExcerptLine(NamedTuple):
    """A line of the card, or a part of it between ellipses. The diagnostic covers ``text[start:end]``."""

    number: int
    text: str
    start: int
    end: int


class Excerpt(NamedTuple):
    """The first lines that a diagnostic covers, and how many more there are."""

    lines: list[ExcerptLine]
    more: int


def excerpt(source: Source, diagnostic: Diagnostic, most: int = MOST) -> Excerpt:
    """Return the lines of ``source`` at ``diagnostic``, at most ``most`` code points of each."""
    first, last = diagnostic.start.line, diagnostic.end.line
    if last > first and diagnostic.end.column == 1:
        last -= 1  # the span ends with a line end
    shown = range(first, min(last, first + _MAX_LINES - 1) + 1)
    return Excerpt([excerpt_line(source, number, diagnostic.span, most) for number in shown], last - shown[-1])


def excerpt_line(source: Source, number: int, span: Span, most: int = MOST) -> ExcerptLine:
    """Return a line of ``source`` with the part at ``span``; if it is long, the text around that, and the rest is never copied."""
    first, last = source.line_bounds(number)
    if span.start >= first:
        start = min(span.start, last)
    else:  # goes on from the line before: the indentation is not marked
        lead = source.text[first : min(last, first + most)]
        start = first + len(lead) - len(lead.lstrip())
    left = max(first, min(start - _CONTEXT, last - most))
    right = min(last, left + most)
    head, tail = ("…" if left > first else ""), ("…" if right < last else "")
    shift = len(head) - left
    return ExcerptLine(
        number, head + source.text[left:right] + tail, start + shift, max(start, min(span.end, right)) + shift
    )
