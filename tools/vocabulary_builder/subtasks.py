"""Subtasks: the values of ``task_ids`` in a dataset card, each with the task or tasks to which it belongs."""

from collections.abc import Callable, Mapping
from typing import Any

from tools.vocabulary_builder import pins
from tools.vocabulary_builder.packages import Archive, javascript

PACKAGES = (pins.TASKS,)


def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:
    """Return the vocabulary, in the order of the Hub."""
    tasks = javascript(archives[pins.TASKS.key], "dist/commonjs/index.js", "it.PIPELINE_DATA")
    entries: dict[str, Any] = {}
    for key, task in tasks.items():
        for subtask in task.get("subtasks", []):
            entries.setdefault(subtask["type"], {"name": subtask["name"], "tasks": []})["tasks"].append(key)
    return {
        "title": "Subtasks that the Hub knows, by task",
        "entries": entries,
        "aliases": facts("subtasks")["aliases"],
    }
