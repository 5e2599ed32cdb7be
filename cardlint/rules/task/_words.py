"""Which task was meant by a ``pipeline_tag`` that is not a task of the Hub."""

import re
from enum import Enum
from typing import Any

from cardlint.card.card import Card
from cardlint.card.schema.violation import Violation
from cardlint.findings.diagnostic import Applicability, Fix
from cardlint.rule_kit import edits
from cardlint.vocabulary import vocabulary
from cardlint.vocabulary.words import LONGEST_WORD_TO_COMPARE

_SEPARATORS = r"\s*(?:[,;/|+&]|\band\b|\bor\b)\s*"
_LONGEST_LIST = 300  # characters
_LIKENESS_OF_A_SLIP = 0.9  # 1 is for equal words; no two tasks are this similar


class TaskFault(Enum):
    """Why a word is not a task."""

    RETIRED = "retired"
    SUBTASK = "subtask"
    UNKNOWN = "unknown"


def reason_for(word: str) -> TaskFault:
    """Return why ``word`` is not a task of the Hub."""
    if vocabulary("tasks").retired(word) is not None:
        return TaskFault.RETIRED
    if word in vocabulary("subtasks") and lookalike(word) in (None, "subtask"):
        return TaskFault.SUBTASK
    return TaskFault.UNKNOWN


def several(word: str) -> tuple[str, ...]:
    """Return the tasks in ``text-generation, translation``; none if ``word`` is not a list of several words, or has no task."""
    if len(word) > _LONGEST_LIST:
        return ()
    parts = [part for part in re.split(_SEPARATORS, word.strip(" ,;[]")) if part]
    parts = parts if len(parts) > 1 else word.split()
    tasks = vocabulary("tasks")
    if len(parts) < 2 or tasks.alias(word) is not None:
        return ()
    named = [part.strip() if part.strip() in tasks else tasks.alias(part) for part in parts]
    are_words = re.search(_SEPARATORS, word) is None  # of one name, unless each is a task
    return () if are_words and None in named else tuple(dict.fromkeys(each for each in named if each is not None))


def lookalike(word: str) -> str | None:
    """Return the kind of a word that people mistake for a task: a library's alias, a tag or a sub-task; or None."""
    details: dict[str, Any] = vocabulary("tasks").data["lookalikes"].get(word, {})
    return details.get("kind")


def correction(card: Card, violation: Violation, task: str, applicability: Applicability) -> Fix | None:
    """Return the fix that replaces the word with ``task``."""
    if violation.node is None:
        return None
    return Fix(f"replace with `{task}`", (edits.replace(card.source, violation.node, task),), applicability)


def loosely(word: str) -> str:
    """Return ``word`` in lower case, with hyphens for spaces and underscores."""
    return "-".join(word.lower().replace("_", " ").replace("-", " ").split())


def is_slip(word: str, task: str) -> bool:
    """Return whether ``word`` differs from ``task`` by a letter or two, so that no other task was meant."""
    from difflib import SequenceMatcher  # slow to import, and most cards name a task

    return len(word) <= LONGEST_WORD_TO_COMPARE and SequenceMatcher(None, word, task).ratio() >= _LIKENESS_OF_A_SLIP
