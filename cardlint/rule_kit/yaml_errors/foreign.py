"""Text in the YAML that belongs to something else: the markers of an unfinished merge, HTML comments."""

from collections.abc import Iterator

from cardlint.findings.diagnostic import Edit, Related
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.yaml_errors.place import Complaint, Place
from cardlint.system.lazy_pattern import pattern

_MARKER = pattern(r"(?:<{7}|\|{7}|={7}|>{7})(?:[ ].*)?")
_LABELS = {"<": "one side begins", "|": "the common origin", "=": "the other side begins", ">": "the end"}


def explain(place: Place) -> Complaint | None:
    """Explain an error that such text causes; None if there is none at its place."""
    return _conflict(place) or _html_comment(place)


def _conflict(place: Place) -> Complaint | None:
    """Explain the markers of a merge: one complaint for all of them."""
    markers = [line.span for line in place.lines() if _MARKER.fullmatch(line.text)]
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
    text = place.text
    start = text.rfind("<!--", place.content.start, place.line.end)
    if start < 0:
        return None
    close = text.find("-->", start, place.content.end)
    inside = Span(start + 4, close if close >= 0 else place.content.end)
    last = place.line_of(inside.end)
    end = close + 3 if close >= 0 else last.end
    below = place.line_below(last)
    before = text[place.line_of(start).start : start]
    if place.at > (last if below is None else below).end or text[end : last.end].strip():
        return None
    if before[-1:] not in ("", " ", "\t") or before.count('"') % 2 or before.count("'") % 2:
        return None
    span = Span(start, end)
    message = f"{quote(place.source.slice(span), 30)} is a comment in HTML, but not in YAML; begin it with `#`"
    return Complaint(span, message, place.repair("write it as a YAML comment", _as_comment(place, span, inside)))


def _as_comment(place: Place, span: Span, inside: Span) -> tuple[Edit, ...]:
    """Write ``#`` before every line ``inside`` the comment at ``span`` that has text; the marks of HTML go."""
    words = [line for line in _texts(place.text, inside) if line.start < line.end]
    if not words:
        return (Edit(span, "#"),)
    first, *rest = words
    is_behind_value = place.text[place.line_of(span.start).start : span.start].strip() != ""
    if is_behind_value and rest:
        return ()
    below = tuple(Edit(Span(line.start, line.start), "# ") for line in rest)
    return (Edit(Span(span.start, first.start), "# "), *below, Edit(Span(words[-1].end, span.end), ""))


def _texts(text: str, inside: Span) -> Iterator[Span]:
    """Yield each line inside a comment without the white space around it."""
    at = inside.start
    for line in text[slice(*inside)].splitlines(keepends=True):
        start = at + len(line) - len(line.lstrip())
        yield Span(start, max(start, at + len(line.rstrip())))
        at += len(line)
