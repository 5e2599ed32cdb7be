"""Libraries that the Hub knows: their names, what counts as a download, and their tasks."""

import ast
from collections.abc import Callable, Mapping
from typing import Any

from tools.vocabulary_builder import pins
from tools.vocabulary_builder.packages import Archive, javascript

PACKAGES = (pins.TASKS, pins.TRANSFORMERS)

_HUB_DOCUMENTATION = "https://huggingface.co/docs"
_MODULE = "dist/commonjs/index.js"
_EXPRESSION = (
    "{all: it.MODEL_LIBRARIES_UI_ELEMENTS, shown: it.ALL_DISPLAY_MODEL_LIBRARY_KEYS, tasks: it.LIBRARY_TASK_MAPPING}"
)


def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:
    """Return the vocabulary. ``formats`` are not libraries for the Hub, although many cards declare them as one."""
    package = javascript(archives[pins.TASKS.key], _MODULE, _EXPRESSION)
    known = facts("libraries")
    shown = set(package["shown"])
    tasks, aliases = _pipelines(archives[pins.TRANSFORMERS.key])
    return {
        "title": "Libraries that the Hub knows; a card can name others",
        "entries": {
            key: _details(library, key in shown, package["tasks"].get(key, []))
            for key, library in package["all"].items()
        },
        "aliases": known["aliases"],
        "formats": known["formats"],
        "transformers_pipelines": {"tasks": tasks, "aliases": aliases},
    }


def _details(library: dict[str, Any], shown: bool, tasks: list[str]) -> dict[str, Any]:
    docs = library.get("docsUrl", "")
    details = {
        "name": library["prettyLabel"],
        "repository": library["repoUrl"],
        "documentation": docs if docs.startswith(_HUB_DOCUMENTATION) else None,
        "downloads": library.get("countDownloads"),
        "tasks": tasks,
    }
    return {"display": shown} | {key: value for key, value in details.items() if value}


def _pipelines(archive: Archive) -> tuple[list[str], dict[str, str]]:
    """Return the tasks of ``transformers.pipeline`` and its aliases, read from the source code, because importing it requires PyTorch."""
    tree = ast.parse(archive.read("transformers/pipelines/__init__.py"))
    values = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    supported = values["SUPPORTED_TASKS"]
    tasks = [ast.literal_eval(key) for key in supported.keys if key] if isinstance(supported, ast.Dict) else []
    return sorted(tasks), ast.literal_eval(values["TASK_ALIASES"])
