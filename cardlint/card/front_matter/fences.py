"""Where the front matter of a card begins and ends, as the Hub finds it.

The Hub takes the text between a first line ``---``, which only white space may precede, and the next line ``---``. Its pattern is
quoted in huggingface_hub (repocard.py); JavaScript's white space includes U+FEFF, so a byte order mark does no harm there. Blocks
that were meant as front matter but that the Hub does not find are handled by ``near_fences``.
"""

from enum import Enum

from cardlint.findings.source import Span
from cardlint.system.named_tuple import NamedTuple

SPACE = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""The white space of JavaScript's ``\\s``, which differs from Python's."""


class Defect(Enum):
    """What keeps the Hub, or a tool, from reading a block as intended."""

    TEXT_BEFORE = "text before"
    OPENING = "opening fence"
    UNFENCED = "no fences"
    CLOSING = "closing fence"
    TRAILING_BLANKS = "spaces after the closing fence"
    UNCLOSED = "not closed"
    EMPTY = "empty"
    CARRIAGE_RETURNS = "carriage returns only"
    TOML = "TOML"


class Block(NamedTuple):
    """The front matter: its fences, its YAML, and whether the Hub finds it there."""

    opening: Span  # the opening fence, without its line end
    content: Span  # the YAML between the fences
    closing: Span | None  # the closing fence, without its line end
    body: int  # offset at which the Markdown begins
    defect: Defect | None

    @property
    def found(self) -> bool:
        """Whether the Hub finds the block. (It does with spaces after the closing fence, as huggingface_hub has since July 2026.)"""
        return self.defect is None or self.defect is Defect.TRAILING_BLANKS


class ClosingFence:
    """The dashes that end the front matter, with the spaces after them. ``line_end`` is the offset after their line."""

    __slots__ = ("has_blanks", "line_end", "span")

    def __init__(self, span: Span, line_end: int, has_blanks: bool) -> None:
        self.span = span
        self.line_end = line_end
        self.has_blanks = has_blanks


def find(text: str) -> Block | None:
    """Return the front matter of ``text`` as the Hub finds it, or None."""
    start = len(text) - len(text.lstrip(SPACE))
    if not text.startswith("---", start):
        return None
    content = _line_end(text, start + 3)
    return _closed(text, start, content) if content > start + 3 else None


def find_closing(text: str, start: int) -> ClosingFence | None:
    """Return the first closing fence whose line end is at or after ``start``, or None."""
    at = text.find("---", start)
    while at >= 0:
        if at > start and text[at - 1] in "\r\n":
            end = at + 3
            while text.startswith((" ", "\t"), end):
                end += 1
            behind = end if end == len(text) else _line_end(text, end, carriage_return=False)
            if end == len(text) or behind > end:
                return ClosingFence(Span(at, end), behind, end > at + 3)
        at = text.find("---", at + 1)
    return None


def _closed(text: str, start: int, content: int) -> Block | None:
    # The line end before the closing fence must come after that of the opening one.
    closing = find_closing(text, content)
    if closing is None:
        return None
    fence = closing.span
    end = fence.start - (2 if text.startswith("\r\n", fence.start - 2) and fence.start - 2 >= content else 1)
    defect = Defect.TRAILING_BLANKS if closing.has_blanks else None
    return Block(Span(start, start + 3), Span(content, end), fence, closing.line_end, defect)


def _line_end(text: str, at: int, *, carriage_return: bool = True) -> int:
    """Return the offset after the line end at ``at``, or ``at`` if there is no line end."""
    if text.startswith("\r\n", at):
        return at + 2
    if text.startswith("\n", at) or (carriage_return and text.startswith("\r", at)):
        return at + 1
    return at
