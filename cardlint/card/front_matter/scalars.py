"""How a plain YAML scalar is read: by the Hub (YAML 1.2, as js-yaml 4 does) and by PyYAML tools (YAML 1.1).

The Hub's reading is the data that cardlint checks. Where the two differ, Python tools such as huggingface_hub see, and write
back, a different value than the page shows: ``language: no`` is Norwegian on the Hub and ``False`` in Python.

Source: the resolvers of js-yaml 4 and PyYAML 6, measured side by side; tests/test_scalars.py holds the cases.
"""

import re
from datetime import datetime, timedelta, timezone
from enum import Enum
from functools import cache
from math import inf, isinf, nan
from typing import Any


class Timestamp:
    """A date or time as YAML reads it, neither a string nor a number. The Hub's schema rejects it where a string is required."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Timestamp) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Timestamp({self.text!r})"


class Unusable(Enum):
    """A result of PyYAML that cannot be shown as a value. Its own value describes it in a message."""

    REFUSED = "an error"  # it then reads nothing of the front matter
    HUGE = "a number of more than 300 digits"


_BEYOND = 2**1024
"""In JavaScript, numbers from here on, and those just below that round to it, are infinite."""

_MOST_DIGITS = 4_300
"""Decimal digits of a number that Python reads."""

_MOST_PARTS = 180
"""Parts of ``1:30:00`` above which it exceeds every number in JavaScript, and PyYAML does not make it a float."""

_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WORDS_OF_PYTHON = _WORDS | {
    **dict.fromkeys(("yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("no", "No", "NO", "off", "Off", "OFF"), False),
    **dict.fromkeys(("=", "<<"), Unusable.REFUSED),
}
_NUMBER_START = frozenset("+-.0123456789")
_IN_BOTH = (
    r"|(?P<infinite>[-+]?\.(?:inf|Inf|INF))"
    r"|(?P<nan>\.(?:nan|NaN|NAN))"
    r"|(?P<timestamp>(?P<date>\d{4}-\d\d-\d\d)"
    r"|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)"
)
"""What both dialects write the same way."""


def may_be_special(text: str) -> bool:
    """Return whether the Hub or PyYAML may read anything but ``text`` itself in the plain scalar ``text``."""
    return text in _WORDS_OF_PYTHON or text[0] in _NUMBER_START


def read(text: str) -> Any:
    """Return what the Hub reads in the plain scalar ``text``: None, bool, int, float, Timestamp or the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_START:
        return text
    if (number := _ordinary(text)) is not None:
        return number
    match = _hub_pattern().fullmatch(text)
    if match is None:
        return text
    match match.lastgroup:
        case "decimal":
            return _finite(_decimal(text), text)
        case "radix":
            return _finite(int(text, 0), text)
        case "infinite":
            return -inf if text[0] == "-" else inf
        case "nan":
            return nan
        case "timestamp" | "date":
            return Timestamp(text)
    return _finite(float(text), text)


def read_by_python(text: str) -> Any:
    """Return what PyYAML reads in the plain scalar ``text``, as YAML 1.1 says; Unusable if that cannot be shown."""
    if text in _WORDS_OF_PYTHON:
        return _WORDS_OF_PYTHON[text]
    match = _python_pattern().fullmatch(text) if text[0] in _NUMBER_START else None
    if match is None:
        return text
    try:
        value = _construct(text, match.lastgroup)
    except (ValueError, OverflowError):
        return Unusable.REFUSED
    return Unusable.HUGE if isinstance(value, int) and abs(value) >= _BEYOND else value


def differs(text: str) -> bool:
    """Return whether the Hub and PyYAML read different values in the plain scalar ``text``."""
    if text in _WORDS_OF_PYTHON:
        return text not in _WORDS
    if text[0] not in _NUMBER_START or _ordinary(text) is not None:
        return False
    hub, python = read(text), read_by_python(text)
    both_nan = hub != hub and python != python
    return not both_nan and (type(hub) is not type(python) or hub != python)


def _ordinary(text: str) -> int | float | None:
    """Return the number that both dialects read in ``7`` or ``0.91``, the only ones that cards usually contain; otherwise None."""
    whole, point, fraction = text.partition(".")
    if not whole.isdigit() or not text.isascii() or len(text) > 300:
        return None
    if not point:
        return int(text) if text[0] != "0" or len(text) == 1 else None
    return float(text) if fraction.isdigit() else None


@cache
def _hub_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<decimal>[-+]?[0-9]+)"
        r"|(?P<radix>[-+]?0(?:b[01]+|o[0-7]+|x[0-9a-fA-F]+))"
        r"|(?P<real>(?:[-+]?[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)" + _IN_BOTH,
        re.ASCII,
    )


@cache
def _python_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<real>[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)"
        r"|(?P<base60>[-+]?(?:[1-9][0-9_]*(?::[0-5]?[0-9])+|[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*))"
        r"|(?P<integer>[-+]?(?:0b[0-1_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+))" + _IN_BOTH,
        re.ASCII,
    )


def _decimal(digits: str) -> int | None:
    """Return the number in decimal ``digits``, or None if it exceeds JavaScript's range: Python reads it slowly or not at all."""
    sign = "-" if digits[0] == "-" else ""
    digits = digits.lstrip("+-").lstrip("0") or "0"
    return int(sign + digits) if len(digits) <= 309 else None


def _finite(number: float | None, text: str) -> float | str:
    """Return ``number``, or ``text`` if js-yaml keeps it as text, such as ``123e4567``, which would be infinite."""
    try:
        return text if number is None or isinf(float(number)) else number
    except OverflowError:
        return text


def _construct(text: str, group: str | None) -> Any:
    """Return the value that PyYAML reads in ``text``. Raises ValueError or OverflowError if PyYAML does."""
    match group:
        case "integer":
            return _old_integer(text.replace("_", ""))
        case "base60":
            return _base60(text.replace("_", ""))
        case "infinite":
            return -inf if text[0] == "-" else inf
        case "nan":
            return nan
        case "timestamp" | "date":
            return _parse_date(text)
    return float(text.replace("_", ""))


def _old_integer(digits: str) -> int:
    sign = -1 if digits.startswith("-") else 1
    digits = digits.lstrip("+-")
    if digits.startswith(("0b", "0x")):
        return sign * int(digits[2:], 2 if digits[1] == "b" else 16)
    if digits.startswith("0"):
        return sign * int(digits, 8)
    if len(digits) > _MOST_DIGITS:
        raise ValueError("more digits than Python reads")
    return sign * (int(digits) if len(digits) <= 309 else _BEYOND)


def _base60(digits: str) -> int | float:
    sign = -1 if digits.startswith("-") else 1
    parts = digits.lstrip("+-").split(":")
    if "." not in digits:
        if len(parts[0]) > _MOST_DIGITS:
            raise ValueError("more digits than Python reads")
        if len(parts) > _MOST_PARTS or len(parts[0]) > 309:
            return sign * _BEYOND
        whole = 0
        for part in parts:
            whole = whole * 60 + int(part)
        return sign * whole
    if len(parts) > _MOST_PARTS:
        raise OverflowError("the places of a float end before")
    real, place = 0.0, 1
    for part in reversed(parts):
        real += float(part) * place
        place *= 60
    return sign * real


def _parse_date(text: str) -> Timestamp:
    """Return the date or time in ``text``. Raises ValueError if it does not exist, such as February 31."""
    date, *time = re.split(r"[Tt]|[ \t]+", text, maxsplit=1)
    year, month, day = map(int, date.split("-"))
    if not time:
        datetime(year, month, day)
        return Timestamp(text)
    clock, sign, offset = re.split(r"[ \t]*(?:(Z|[-+])|\Z)", time[0], maxsplit=1)
    hour, minute, second = (int(part.partition(".")[0]) for part in clock.split(":"))
    hours, _, minutes = (offset or "0").partition(":")
    zone = timezone(timedelta(hours=int(hours), minutes=int(minutes or 0))) if sign in ("+", "-") else None
    datetime(year, month, day, hour, minute, second, tzinfo=zone)
    return Timestamp(text)
