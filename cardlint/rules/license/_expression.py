"""Parses SPDX expressions: ``MIT OR Apache-2.0``, ``(GPL-2.0-only AND MIT)``, ``mit/apache-2.0``."""

import re

from cardlint.rule_kit.license_names import LONGEST_NAME, identify
from cardlint.system.named_tuple import NamedTuple

_OPERATOR = r"\s+(?:OR|AND)\s+"
_LOOSE_OPERATOR = r"\s+(?:or|and|Or|And|&|\+)\s+|\s*[/|;,]\s*"
_WITH = r"(?i)\s+WITH\s+"


class Expression(NamedTuple):
    """The licenses that an expression combines; ``complete`` if a list of Hub identifiers can express it without loss."""

    identifiers: tuple[str, ...]
    complete: bool
    certain: bool


def read_expression(word: str) -> Expression | None:
    """Return the licenses in ``word``, or None if it is not an expression."""
    if len(word) > 3 * LONGEST_NAME or "://" in word or identify(word) is not None:
        return None
    strict = re.search(_OPERATOR, word) is not None
    exception = re.search(_WITH, word) is not None
    operator = _OPERATOR if strict else _LOOSE_OPERATOR
    parts = re.split(operator, word.replace("(", "").replace(")", ""))
    if len(parts) < 2 and not exception:
        parts = word.split()  # two licenses without anything between them
        if len(parts) < 2:
            return None
    matches = [identify(re.split(_WITH, part)[0]) for part in parts]
    known = [match for match in matches if match is not None]
    if not known or (not strict and len(known) < len(parts)):
        return None
    return Expression(
        tuple(dict.fromkeys(match.identifier for match in known)),
        len(known) == len(parts) and not exception,
        all(match.certain for match in known),
    )
