"""Converts TOML to YAML: tables to mappings, arrays of tables to lists of mappings."""

import re
from collections.abc import Iterator
from typing import Any

from cardlint.card.front_matter import scalars
from cardlint.rule_kit import edits
from cardlint.system.lazy_pattern import pattern

_COMMENT = pattern(r"(?:^|\s)#", re.MULTILINE)
_LONGEST = 100_000
_MOST_DOTS = 1_000
"""Limits on the text that is parsed: the time for a dotted key grows with the square of the number of its dots."""


def as_yaml(text: str) -> list[str] | None:
    """Return the TOML ``text`` as lines of YAML; None if it is not TOML, or holds a value that YAML does not have.

    Comments would be lost, so a text that may contain one is left to its author.
    """
    import tomllib  # hardly any card needs it

    if len(text) > _LONGEST or text.count(".") > _MOST_DOTS or _COMMENT.search(text):
        return None
    try:
        return list(_fields(tomllib.loads(text.replace("\r\n", "\n")))) or None
    except (ValueError, RecursionError):
        return None


def _fields(table: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a mapping in block style."""
    for name, value in table.items():
        key = edits.to_yaml(name)
        if isinstance(value, dict) and value:
            yield f"{key}:"
            yield from (f"  {line}" for line in _fields(value))
        elif isinstance(value, list) and value and all(isinstance(item, dict) and item for item in value):
            yield f"{key}:"
            for item in value:
                yield from (f"{'  ' if number else '- '}{line}" for number, line in enumerate(_fields(item)))
        else:
            yield f"{key}: {_inline(value)}"


def _inline(value: Any) -> str:
    """Return a value on one line. Raises ValueError if YAML reads it differently, such as an infinite number."""
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{edits.to_yaml(name)}: {_inline(each)}' for name, each in value.items())}}}"
    if isinstance(value, str):
        return edits.to_yaml(value)
    if not isinstance(value, int | float):
        return edits.double_quote(str(value))  # a date
    text = repr(value).lower()
    if scalars.read(text) != value or scalars.differs(text):
        raise ValueError(text)
    return text
