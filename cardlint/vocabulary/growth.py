"""Vocabularies to which the Hub adds identifiers, so that a word can be newer than the list that cardlint has of it."""

import re
from functools import cache
from typing import Any

from cardlint.system.named_tuple import NamedTuple
from cardlint.system.resources import load_json

LONGEST = 60
"""In characters. The longest identifier of a vocabulary that grows has 39."""


class Growth(NamedTuple):
    """How the identifiers of a growing vocabulary are written, and the words that are never one."""

    pattern: re.Pattern[str]
    never: frozenset[str]

    def admits(self, word: str) -> bool:
        """Return whether ``word`` is written like an identifier."""
        return len(word) <= LONGEST and word not in self.never and self.pattern.fullmatch(word) is not None


@cache
def growth(name: str) -> Growth | None:
    """Return how the vocabulary ``name`` grows; None if the Hub does not extend it, as with licenses and colors."""
    facts: dict[str, Any] = load_json("schemas/facts/growing.json")
    entry = facts["entries"].get(name)
    return Growth(re.compile(entry["pattern"]), frozenset(facts["never"])) if entry is not None else None
