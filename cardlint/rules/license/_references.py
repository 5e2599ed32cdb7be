"""Values of ``license`` that name no license: they refer to a file or to another place, or are a placeholder."""

import re

from cardlint.card.card import Card
from cardlint.rule_kit.license_names import LONGEST_NAME
from cardlint.rule_kit.suggestions import license_file
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

_PLACEHOLDERS = frozenset(("license", "licence", "License", "Licence"))  # what trainers write
_FILE = pattern(r"(?:un)?licen[cs]e|copying|\S+\.(?:md|txt|pdf|html|rst)", re.IGNORECASE)
_REFERENCE = pattern(
    r"(?:(?:please|kindly)\s+)?(?:(?:see|refer|check|read|consult|cf\.?|according to|as (?:in|per)|same as|in)\b.*"
    r"|licen[cs]e:?\s+(?:see|(?:is )?in|as in)\b.*|\w*\s*licen[cs]e (?:file|text)(?: .*)?|.*\b(?:below|above)|file|link)",
    re.IGNORECASE,
)
_NAMED_FILE = pattern(
    r"(?:^|(?<=[\s`'\"(\[/]))(?P<name>(?:UN)?LICEN[CS]E(?:[.-]\w+)?|COPYING(?:\.\w+)?|(?i:licen[cs]e\.\w+))(?=[\s`'\")\].,]|$)"
)
_ANY_FILE = pattern(r"\b(?:files?|licen[cs]e|copying)\b", re.IGNORECASE)


class Reference(NamedTuple):
    """Where a value refers to. ``file`` is the name of a file, if it names one or the repository has one."""

    file: str | None
    is_to_file: bool


def is_placeholder(card: Card, word: str) -> bool:
    """Return whether ``word`` is what trainers write if nobody says which license it is."""
    return word in _PLACEHOLDERS and not (card.repository is not None and card.repository.has(word))


def reference(card: Card, word: str) -> Reference | None:
    """Return what ``word`` refers to instead of naming a license; None if it does not refer to anything."""
    if len(word) > LONGEST_NAME:
        return None
    bare = word.strip().strip("()[]")
    if _FILE.fullmatch(bare):
        return Reference(bare, is_to_file=True)
    if not _REFERENCE.fullmatch(bare):
        return None
    named = _NAMED_FILE.search(bare)
    is_to_file = named is not None or _ANY_FILE.search(bare) is not None
    found = license_file.find(card) if is_to_file else None
    return Reference(found or (named["name"] if named is not None else None), is_to_file)
