"""Blocks that were meant as front matter but that the Hub does not find: where they are, and what prevents reading them.

Recognizing them lets their content be checked anyway, and the actual defect be reported instead of "no front matter".
"""

import re
from collections.abc import Callable, Container

from cardlint.card.front_matter import unopened
from cardlint.card.front_matter.fences import SPACE, Block, Defect, find_closing
from cardlint.card.front_matter.last_field import end_of_fields
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern

_LINE_END = r"(?:\r\n|\r|\n)"
_EMPTY = pattern(r"(?P<fence>---)[ \t]*(?:\r\n|\n|\Z)")
_FIRST_LINE = pattern(rf"[{SPACE}]*(?P<fence>---[^\r\n]*|\+\+\+[ \t]*)(?:{_LINE_END}|\Z)")
_NEARLY_CLOSING = pattern(r"^(?P<fence>[ \t]*---[^\r\n]*|\.\.\.[ \t]*)(?:\r\n|\r|\n|\Z)", re.MULTILINE)
_GLUED = pattern(r"(?<=[^\s-])(?P<fence>---+)[ \t]*(?:\r\n|\r|\n|\Z)(?![ \t]*(?:-[ \t]|[\w.-]+[ \t]*:))")
_WORD = pattern(r"[A-Za-z]{1,20}")
_KEY_LINE = pattern(r"(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*(?P<key>[A-Za-z_][\w.-]*)[ \t]*:(?=[ \t\r\n]|\Z)")
_FENCE_LINE = pattern(r"^---[ \t]*\r?\n", re.MULTILINE)
_BODY = pattern(r"^[ \t]*\r?\n#{1,6} |^(?:<[a-z!]|!\[|```)", re.MULTILINE)
_OUTSIDE_YAML = pattern(r"^(?:#{1,6} |[ \t]*\r?$|<|!\[|\[|```)", re.MULTILINE)
_CODE_FENCE_ABOVE = pattern(rf"[{SPACE}]*(?:```+|~~~+)[^\r\n]*{_LINE_END}[{SPACE}]*")
"""A code fence with nothing above it: what it encloses is the card itself, not an example in its text."""


def _nothing_is_code(_at: int) -> bool:
    return False


def find(text: str, fields: Container[str], is_code: Callable[[int], bool] = _nothing_is_code) -> Block | None:
    """Return the block that was meant to be the front matter of ``text``, with its defect, or None.

    ``fields`` are the names of a card's fields: below other text, where ``---`` is usually a thematic break, only a block that starts
    with one of them is recognized. ``is_code`` returns whether Markdown shows the text at an offset as it is, or not at all: what is
    in code or in a comment is an example, not front matter.
    """
    return _at_the_top(text, fields) or unopened.find(text, fields) or _further_down(text, fields, is_code)


def _at_the_top(text: str, fields: Container[str]) -> Block | None:
    """Return the block that a first line of dashes, or of plus signs, was meant to open."""
    first = _FIRST_LINE.match(text)
    if first is None:
        return None
    fence, start = Span(*first.span("fence")), first.end()
    dashes = first["fence"]
    if dashes.startswith("+++"):
        return Block(fence, Span(start, start), None, start, Defect.TOML)
    if "\r" in text and "\n" not in text:
        return _with_carriage_returns(text, fence, start)
    if dashes == "---" and (empty := _EMPTY.match(text, start)):
        return Block(fence, Span(start, start), Span(*empty.span("fence")), empty.end(), Defect.EMPTY)
    glued = dashes.lstrip("-").strip()
    if glued and not _KEY_LINE.match(glued) and not _is_word_above(text, glued, start):
        return None  # a line such as "---title---" is prose
    if not _KEY_LINE.match(text, start):
        return None
    last = end_of_fields(text, start, fields)
    nearly = _NEARLY_CLOSING.search(text, start)
    if nearly is not None and _BODY.search(text, last, nearly.start()) is None:
        defect = Defect.CLOSING if dashes == "---" else Defect.OPENING
        end = max(start, nearly.start() - 1)
        return Block(fence, Span(start, end), Span(*nearly.span("fence")), nearly.end(), defect)
    rule = unopened.rule_at(text, last)
    if rule is not None and dashes == "---":
        return Block(
            fence, Span(start, max(start, rule.start() - 1)), Span(*rule.span("fence")), rule.end(), Defect.CLOSING
        )
    glued_fence = _GLUED.search(text, start, last)
    if glued_fence is not None and dashes == "---":
        closing_fence = Span(*glued_fence.span("fence"))
        return Block(fence, Span(start, closing_fence.start), closing_fence, glued_fence.end(), Defect.CLOSING)
    return Block(fence, Span(start, last), None, last, Defect.UNCLOSED)


def _is_word_above(text: str, glued: str, start: int) -> bool:
    """Return whether a word such as ``yaml`` follows the dashes that open a complete block of fields."""
    if not _WORD.fullmatch(glued) or not _KEY_LINE.match(text, start):
        return False
    nearly = _NEARLY_CLOSING.search(text, start)
    return nearly is not None and _OUTSIDE_YAML.search(text, start, nearly.start() - 1) is None


def _with_carriage_returns(text: str, fence: Span, start: int) -> Block:
    end = text.find("\r---", start)
    if end < 0:
        return Block(fence, Span(start, len(text)), None, len(text), Defect.CARRIAGE_RETURNS)
    return Block(fence, Span(start, end), Span(end + 1, end + 4), end + 4, Defect.CARRIAGE_RETURNS)


def _further_down(text: str, fields: Container[str], is_code: Callable[[int], bool]) -> Block | None:
    """Return a block below other text: the Hub does not read it, and people seldom notice."""
    for opening in _FENCE_LINE.finditer(text):
        key = _KEY_LINE.match(text, opening.end())
        if key is None or key["key"] not in fields:
            continue
        closing = find_closing(text, opening.end())
        if closing is None:
            return None  # a later opening fence has no closing fence either
        is_alone = _CODE_FENCE_ABOVE.fullmatch(text, 0, opening.start()) is not None
        if not is_alone and (is_code(opening.start()) or is_code(closing.span.start)):
            continue
        content = Span(opening.end(), closing.span.start - 1)
        dashes = Span(opening.start(), opening.start() + 3)
        return Block(dashes, content, closing.span, closing.line_end, Defect.TEXT_BEFORE)
    return None
