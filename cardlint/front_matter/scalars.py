"""How a plain YAML scalar is read: by the Hub (YAML 1.2, as js-yaml 4 does) and by PyYAML tools (YAML 1.1).

The Hub's reading is the data that cardlint checks. Where the two differ, Python tools such as huggingface_hub see, and write
back, another value than the page shows: ``language: no`` is Norwegian on the Hub and ``False`` in Python.

Source: the resolvers of js-yaml 4 and PyYAML 6, measured side by side; tests/test_scalars.py holds the cases.
"""

import re
from functools import cache
from math import inf, isinf, nan
from typing import Any


class Timestamp:
    """A date or time as YAML reads it: no string, no number. The Hub's schema refuses it wherever a string is meant."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Timestamp) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Timestamp({self.text!r})"


_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WORDS_OF_PYTHON = _WORDS | {
    **dict.fromkeys(("yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("no", "No", "NO", "off", "Off", "OFF"), False),
}
_NUMBER_START = frozenset("+-.0123456789")
_TIMESTAMP = (
    r"|(?P<timestamp>\d{4}-\d\d-\d\d"
    r"|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?))?)"
)


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
            return _integer(text, 10)
        case "radix":
            number = int(text, 0)
            return number if abs(number) < 2**1024 else (-inf if text[0] == "-" else inf)  # as in JavaScript
        case "infinite":
            return -inf if text[0] == "-" else inf
        case "nan":
            return nan
        case "timestamp":
            return Timestamp(text)
    real = float(text)
    return text if isinf(real) else real  # js-yaml keeps 123e4567 as text


def read_by_python(text: str) -> Any:
    """Return what PyYAML reads in the plain scalar ``text``, as YAML 1.1 says."""
    if text in _WORDS_OF_PYTHON:
        return _WORDS_OF_PYTHON[text]
    match = _python_pattern().fullmatch(text) if text[0] in _NUMBER_START else None
    if match is None:
        return text
    match match.lastgroup:
        case "integer":
            return _old_integer(text.replace("_", ""))
        case "base60":
            return _base60(text.replace("_", ""))
        case "infinite":
            return -inf if text[0] == "-" else inf
        case "nan":
            return nan
        case "timestamp":
            return Timestamp(text)
    return float(text.replace("_", ""))


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
    """Return the number that both dialects read in ``7`` or ``0.91``, the only ones that cards usually hold; else None."""
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
        r"|(?P<real>[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)"
        r"|(?P<infinite>[-+]?\.(?:inf|Inf|INF))"
        r"|(?P<nan>\.(?:nan|NaN|NAN))" + _TIMESTAMP,
        re.ASCII,
    )


@cache
def _python_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<real>[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)"
        r"|(?P<base60>[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?)"
        r"|(?P<infinite>[-+]?\.(?:inf|Inf|INF))"
        r"|(?P<nan>\.(?:nan|NaN|NAN))"
        r"|(?P<integer>[-+]?(?:0b[0-1_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+))" + _TIMESTAMP,
        re.ASCII,
    )


def _integer(digits: str, base: int) -> int | float:
    try:
        return int(digits, base)
    except ValueError:  # Python refuses more than 4,300 digits
        return inf


def _old_integer(digits: str) -> int | float:
    sign = -1 if digits.startswith("-") else 1
    digits = digits.lstrip("+-")
    if digits.startswith(("0b", "0x")):
        return sign * int(digits, 0)
    return sign * _integer(digits, 8 if digits.startswith("0") and len(digits) > 1 else 10)


def _base60(digits: str) -> int | float:
    sign = -1 if digits.startswith("-") else 1
    total: int | float = 0
    for part in digits.lstrip("+-").split(":"):
        total = total * 60 + (float(part) if "." in part else _integer(part, 10))
    return sign * total
