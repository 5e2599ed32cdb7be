"""Text in the YAML that belongs to something else: the markers of an unfinished merge, HTML comments."""

import re
from collections.abc import Iterator

from cardlint.findings.diagnostic import Edit, Related
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.yaml_errors.place import Complaint, Line, Place
from cardlint.system.lazy_pattern import pattern

_MARKER = pattern(r"(?:<{7}|\|{7}|={7}|>{7})(?:[ ].*)?")
_LABELS = {"<": "one side begins", "|": "the common origin", "=": "the other side begins", ">": "the end"}
_COMMENT = pattern(r"(?P<gap>^[ \t]*|[ \t]+)<!--(?P<text>.*?)(?:-->|\Z)[ \t]*$", re.MULTILINE | re.DOTALL)

_WORDS = pattern(r"[^\s](?:.*[^\s])?")


def explain(place: Place) -> Complaint | None:
    """Explain an error that such text causes; None if there is none at its place."""
    return _conflict(place) or _html_comment(place)


def _conflict(place: Place) -> Complaint | None:
    """Explain the markers of a merge: one complaint for all of them."""
    markers = [line.span for line in _lines(place, place.line_of(place.content.start)) if _MARKER.fullmatch(line.text)]
    marks = {place.text[marker.start] for marker in markers}
    if "=" not in marks or not marks & {"<", ">"}:
        return None
    first, *rest = markers
    message = (
        f"{quote(place.source.slice(first), 30)} is left from a merge conflict; keep one side, and remove the markers"
    )
    related = tuple(Related(marker, _LABELS[place.text[marker.start]]) for marker in rest[:3])
    return Complaint(first, message, None, related)


def _html_comment(place: Place) -> Complaint | None:
    """Explain a comment ``<!-- … -->`` that is on the line of the error, or ends right above it."""
    for found in _COMMENT.finditer(place.text, *place.content):
        start, end = found.end("gap"), found.end()
        last = place.line_of(max(start, end - 1))
        below = place.line_below(last)
        is_here = place.line_of(start).start <= place.at <= (last if below is None else below).end
        before = place.text[place.line_of(start).start : start]
        if is_here and before.count('"') % 2 == before.count("'") % 2 == 0:
            span = Span(start, start + len(place.text[start:end].rstrip()))
            message = f"{quote(place.source.slice(span), 30)} is a comment in HTML, but not in YAML; begin it with `#`"
            return Complaint(
                span,
                message,
                place.repair("write it as a YAML comment", _as_comment(place, span, Span(*found.span("text")))),
            )
    return None


def _as_comment(place: Place, span: Span, inside: Span) -> tuple[Edit, ...]:
    """Write ``#`` before every line ``inside`` the comment at ``span`` that has text; the marks of HTML go."""
    words = [Span(*found.span()) for found in _WORDS.finditer(place.text, *inside)]
    if not words:
        return (Edit(span, "#"),)
    first, *rest = words
    is_behind_value = place.text[place.line_of(span.start).start : span.start].strip() != ""
    if is_behind_value and rest:
        return ()
    below = tuple(Edit(Span(line.start, line.start), "# ") for line in rest)
    return (Edit(Span(span.start, first.start), "# "), *below, Edit(Span(words[-1].end, span.end), ""))


def _lines(place: Place, first: Line) -> Iterator[Line]:
    line: Line | None = first
    while line is not None:
        yield line
        line = place.line_below(line)
