"""Applications that run a model on the user's machine, which the Hub offers on model pages."""

from collections.abc import Callable, Mapping
from typing import Any

from tools.vocabulary_builder import pins
from tools.vocabulary_builder.packages import Archive, javascript

PACKAGES = (pins.TASKS,)


def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:  # noqa: ARG001
    """Return the vocabulary, without the code that decides where an application is shown."""
    apps = javascript(archives[pins.TASKS.key], "dist/commonjs/index.js", "it.LOCAL_APPS")
    return {
        "title": "Local applications that the Hub offers",
        "entries": {
            key: {"name": app["prettyLabel"], "documentation": app["docsUrl"], "task": app["mainTask"]}
            for key, app in apps.items()
        },
    }
