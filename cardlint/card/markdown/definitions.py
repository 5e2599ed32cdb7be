"""Link reference definitions, ``[label]: target "title"``, and the parts that links have too: label, target, title."""

import re

from cardlint.card.markdown.elements import Definition
from cardlint.card.markdown.entities import unescape
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern

_LABEL = pattern(r"\[(?P<label>(?:[^\[\]\\]|\\.)*+)\]:", re.DOTALL)
_BLANKS = pattern(r"[ \t]*+(?:\n[ \t]*+)?+")
_SPACE = pattern(r"\s*+")
_ANGLED = pattern(r"<(?:[^<>\\\n]|\\.)*+>")
_TITLES = {
    '"': pattern(r'"(?:[^"\\]|\\.)*+"', re.DOTALL),
    "'": pattern(r"'(?:[^'\\]|\\.)*+'", re.DOTALL),
    "(": pattern(r"\((?:[^()\\]|\\.)*+\)", re.DOTALL),
}
_PART = pattern(r"[^\\()\x00-\x20\x7f]++|\\[!-/:-@\[-`{-~]|[()]|\\(?! )")
_SPECIAL = pattern(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|&(?:#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6})|[A-Za-z][A-Za-z0-9]{1,31});"
)
MAX_PARENTHESES = 32


def target(text: str, start: int, end: int) -> tuple[Span, int] | None:
    """Return the span of a link target at ``start``, and the offset after it; None if there is no target."""
    if text.startswith("<", start):
        angled = _ANGLED.match(text, start, end)
        return (Span(start + 1, angled.end() - 1), angled.end()) if angled else None
    at, depth = start, 0
    while (part := _PART.match(text, at, end)) is not None:
        character = text[at]
        if character == "(":
            depth += 1
            if depth > MAX_PARENTHESES:
                return None
        elif character == ")":
            if depth == 0:
                break
            depth -= 1
        at = part.end()
    return (Span(start, at), at) if depth == 0 and at > start else None


def title(text: str, start: int, end: int) -> int | None:
    """Return the offset after a title in quotes or parentheses at ``start``, or None."""
    pattern = _TITLES.get(text[start : start + 1]) if start < end else None
    found = pattern.match(text, start, end) if pattern is not None else None
    return found.end() if found is not None else None


def plain(written: str) -> str:
    """Return ``written`` with its backslash escapes and entities replaced."""
    if "\\" not in written and "&" not in written:
        return written
    return _SPECIAL.sub(lambda found: found["escaped"] or unescape(found[0]), written)


def normal(label: str) -> str:
    """Return a label in the form in which labels are compared."""
    return " ".join(label.split()).lower().upper()


def read_definitions(text: str, start: int, end: int, shift: int, into: list[Definition]) -> int:
    """Add the definitions at the beginning of a paragraph; return where the rest of it begins."""
    while (found := _LABEL.match(text, start, end)) is not None and found["label"].strip():
        at = _end(_BLANKS, text, found.end(), end)
        destination = target(text, at, end)
        if destination is None:
            break
        span, behind = destination
        line_end = _rest_of_line(text, behind, end)
        quoted = _end(_BLANKS, text, behind, end)
        stop = title(text, quoted, end) if quoted > behind else None
        words = ""
        if stop is not None and (with_title := _rest_of_line(text, stop, end)) is not None:
            words = plain(text[quoted + 1 : stop - 1])
            line_end = with_title
        if line_end is None:
            break
        into.append(
            Definition(
                normal(found["label"]),
                plain(text[span.start : span.end]),
                Span(span.start + shift, span.end + shift),
                words,
                Span(start + shift, line_end + shift),
            )
        )
        start = _end(_SPACE, text, line_end, end)
    return start


def _end(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = pattern.match(text, start, end)
    return found.end() if found is not None else start


def _rest_of_line(text: str, at: int, end: int) -> int | None:
    """Return the end of the line if only white space follows, otherwise None."""
    stop = text.find("\n", at, end)
    stop = end if stop < 0 else stop
    return stop if not text[at:stop].strip(" \t") else None
