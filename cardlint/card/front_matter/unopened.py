"""Fields at the top of a card without an opening ``---``: with another line in its place, with the closing one alone, or with none."""

import re
from collections.abc import Container

from cardlint.card.front_matter.fences import SPACE, Block, Defect
from cardlint.card.front_matter.last_field import end_of_fields
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern

_LINE_END = r"(?:\r\n|\n|\Z)"
_BLANK_LINES = r"(?:[ \t]*\r?\n)*"
_RULE = r"-*[\u2010-\u2015\u2212]+-*|\*{3,}|_{3,}|={3,}"
"""Lines that look like ``---``, or that draw a line elsewhere."""

_QUOTES = r"[\\'\"\u2018-\u201f]"
_TOP = pattern(
    rf"[{SPACE}]*(?:(?P<fence>--?|{_RULE}|{_QUOTES}+---+{_QUOTES}*|(?P<code>```+|~~~+)[ \t]*(?:ya?ml)?)"
    rf"[ \t]*{_LINE_END}{_BLANK_LINES})?"
)
"""The white space above the fields, with a line that was meant to be ``---``, or that begins a code block."""

_KEY = pattern(r"(?P<key>[A-Za-z_][\w.-]*)[ \t]*:(?=[ \t\r\n]|\Z)")
_CLOSING = pattern(rf"{_BLANK_LINES}(?P<fence>[^\s:]+)[ \t]*{_LINE_END}")
_CLOSING_RULE = pattern(rf"{_BLANK_LINES}(?P<fence>--|{_RULE})[ \t]*{_LINE_END}")
_LEAST_FIELDS = 2
"""How many known fields show that lines without any fence are front matter: one could be a sentence of the text."""


def find(text: str, fields: Container[str]) -> Block | None:
    """Return the fields at the top of ``text`` that have no opening fence, or None. ``fields`` are the names of a card's fields."""
    top = _TOP.match(text)
    assert top is not None  # noqa: S101
    start = top.end()
    first = _KEY.match(text, start)
    if first is None or first["key"] not in fields or (start > 0 and text[start - 1] not in "\r\n\ufeff"):
        return None
    opening = Span(*top.span("fence")) if top["fence"] else Span(start, start)
    last = end_of_fields(text, start, fields)
    closing = _CLOSING.match(text, last)
    if closing is not None and _closes(closing["fence"], top["fence"], top["code"]):
        content = Span(start, max(start, closing.start("fence") - 1))
        return Block(opening, content, Span(*closing.span("fence")), closing.end(), Defect.OPENING)
    if top["code"] or _count(text, start, last, fields) < _LEAST_FIELDS:
        return None
    return Block(opening, Span(start, last), None, last, Defect.UNFENCED)


def rule_at(text: str, at: int) -> re.Match[str] | None:
    """Return the line at ``at``, below fields, if it was meant to be the closing ``---``: ``--``, ``***``, dashes of another kind."""
    return _CLOSING_RULE.match(text, at)


def _closes(fence: str, opening: str | None, code: str | None) -> bool:
    """Return whether a line ends the fields below a line ``opening``; ``code``: the mark of a code block."""
    return fence == code if code else fence == opening or (set(fence) == {"-"} and len(fence) > 2)


def _count(text: str, start: int, end: int, fields: Container[str]) -> int:
    """Return how many of the lines from ``start`` to ``end`` begin with one of ``fields``."""
    keys = (_KEY.match(line) for line in text[start:end].splitlines())
    return len({key["key"] for key in keys if key is not None and key["key"] in fields})
