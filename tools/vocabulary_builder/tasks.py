"""Tasks, in the order of the Hub, which determines the task if there are several task tags."""

from collections.abc import Callable, Mapping
from typing import Any

from tools.vocabulary_builder import pins
from tools.vocabulary_builder.packages import Archive, javascript

PACKAGES = (pins.TASKS,)

_MODULE = "dist/commonjs/index.js"
_EXPRESSION = (
    "{tasks: it.PIPELINE_DATA, pages: it.TASKS_DATA,"
    " libraries: it.TASKS_MODEL_LIBRARIES, modalities: it.MODALITY_LABELS}"
)


def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:
    """Return the vocabulary. Every subtask is also an alias of its task, because cards confuse the two."""
    package = javascript(archives[pins.TASKS.key], _MODULE, _EXPRESSION)
    known = facts("tasks")
    tasks = package["tasks"]
    entries = {
        key: _details(task, package["pages"].get(key) or {}, package["libraries"][key]) for key, task in tasks.items()
    }
    lookalikes: dict[str, Any] = dict(known["lookalikes"])
    for key, task in tasks.items():
        for subtask in task.get("subtasks", []):
            if subtask["type"] not in entries:
                lookalikes.setdefault(subtask["type"], {"id": key, "kind": "subtask"})
    return {
        "title": "Tasks that the Hub knows, in its own order, from specific to general",
        "entries": entries,
        "aliases": {word: details["id"] for word, details in lookalikes.items() if details["id"]},
        "retired": known["retired"],
        "lookalikes": {word: _without_id(details) for word, details in lookalikes.items()},
        "modalities": package["modalities"],
    }


def _details(task: dict[str, Any], page: dict[str, Any], libraries: list[str]) -> dict[str, Any]:
    details = {
        "name": task["name"],
        "modality": task["modality"],
        "hidden_in_models": bool(task.get("hideInModels")),
        "hidden_in_datasets": bool(task.get("hideInDatasets")),
        "subtasks": [subtask["type"] for subtask in task.get("subtasks", [])],
        "libraries": libraries,
        "metrics": [metric["id"] for metric in page.get("metrics", [])],
        "summary": page.get("summary", ""),
    }
    if "canonicalId" in page:
        details["canonical"] = page["canonicalId"]
    return details


def _without_id(details: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in details.items() if key != "id"}
