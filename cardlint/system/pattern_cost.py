"""The cost of compiling a regular expression, counted before it is compiled.

The engine copies what a count repeats: ``(?:a{1000}){1000}`` becomes a million parts, and so do twenty nested ``+``. So the parts
are counted first, in one pass over the text. Only the syntax of Python's ``re`` is accepted: the engine's extensions (recursion,
fuzzy matches, its own flags) have unknown costs, and are not needed in people's patterns.
"""

import re

from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

MOST_CHARACTERS = 10_000
MOST_PARTS = 5_000
MOST_DEPTH = 50

_FLAGS = pattern(r"\(\?[aimsu]+\)")
_GROUP = pattern(r"\((?:\?(?:[:=!>]|<[=!]|P<\w+>|\(\w+\)|[aimsu]*-?[ims]*:))?+(?![?*])")
_REFERENCE = pattern(r"\(\?P=\w+\)")
_COMMENT = pattern(r"\(\?#[^)]*+\)")
_REPEAT = pattern(r"(?:[*+?]|\{(?:(\d+)(?:,\d*)?|,\d+)\})[?+]?")
_LITERAL_BRACE = pattern(r"\{(?!\s*[\d,eids])")
_ESCAPE = pattern(r"\\(?:N\{[^{}]*\}|[AbBdDsSwWZafnrtvxuU]|[^a-zA-Z])", re.DOTALL)
_CLASS = pattern(r"\[\^?\]?(?:\\.|\[(?![:.=])|[^\]\[\\])*+\]", re.DOTALL)


class PatternError(ValueError):
    """A pattern that is rejected because it is broken, or would cost too much."""


class _Group(NamedTuple):
    """The parts of a group so far, and those of the last item, which a count would repeat."""

    parts: int = 0
    last: int = 0


def check_cost(text: str) -> None:
    """Raise PatternError if ``text`` is too long or deep, has too many parts, or uses syntax that ``re`` does not have."""
    if len(text) > MOST_CHARACTERS:
        raise PatternError(f"it has {len(text):,} characters; at most {MOST_CHARACTERS:,} are allowed")
    groups = [_Group()]
    flags = _FLAGS.match(text)
    at = flags.end() if flags is not None else 0
    while at < len(text):
        parts, last = groups.pop()
        character = text[at]
        if character in "*+?{" and (repeat := _REPEAT.match(text, at)) is not None:
            least = int(repeat[1][:9]) if repeat[1] else int(character == "+")
            groups.append(_Group(parts, last * (least + 1)))
            at = repeat.end()
        elif character == "(" and (skipped := _REFERENCE.match(text, at) or _COMMENT.match(text, at)) is not None:
            groups.append(_Group(parts + 1, last))
            at = skipped.end()
        elif character == "(":
            groups += [_Group(parts, last), _Group()]
            at = _end_of(_GROUP, text, at)
        elif character == ")" and groups:
            outside = groups.pop()
            groups.append(_Group(outside.parts + outside.last, parts + last + 1))
            at += 1
        else:
            groups.append(_Group(parts + last, 1))
            at = _end_of(_ITEMS.get(character), text, at)
        if sum(groups[-1]) > MOST_PARTS:
            raise PatternError(f"it has more than {MOST_PARTS:,} parts when its counts are written out")
        if len(groups) > MOST_DEPTH:
            raise PatternError(f"its groups are more than {MOST_DEPTH} deep")


_ITEMS = {"\\": _ESCAPE, "[": _CLASS, "{": _LITERAL_BRACE}


def _end_of(expected: re.Pattern[str] | None, text: str, at: int) -> int:
    """Return where the item that begins ``at`` ends; if nothing ``expected`` follows, it is one character."""
    if expected is None:
        return at + 1
    found = expected.match(text, at)
    if found is None:
        raise PatternError(f"`{text[at : at + 4]}` at position {at} is not part of Python's regular expressions")
    return found.end()
