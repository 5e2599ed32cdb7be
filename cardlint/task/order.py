"""The tasks of the Hub in the Hub's own order, which decides between several, and the retired tasks."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from cardlint.system.resources import load_json


@cache
def rank() -> Mapping[str, int]:
    """Return each task with its place in the Hub's order, most specific first."""
    return {task: place for place, task in enumerate(_tasks()["entries"])}


def retired_task(word: object) -> str | None:
    """Return the task that replaces ``word`` if that is a retired task; otherwise None."""
    details = _tasks()["retired"].get(word) if isinstance(word, str) else None
    replacement: str | None = details["replacement"] if details else None
    return replacement


def _tasks() -> Mapping[str, Any]:
    data: Mapping[str, Any] = load_json("schemas/vocab/tasks.json")
    return data
