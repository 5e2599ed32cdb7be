"""Evaluation frameworks that a benchmark dataset can name in its ``eval.yaml``."""

from collections.abc import Callable, Mapping
from typing import Any

from tools.vocabulary_builder import pins
from tools.vocabulary_builder.packages import Archive, javascript

PACKAGES = (pins.TASKS,)


def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:  # noqa: ARG001
    """Return the vocabulary in the package."""
    frameworks = javascript(archives[pins.TASKS.key], "dist/commonjs/index.js", "it.EVALUATION_FRAMEWORKS")
    return {"title": "Evaluation frameworks that the Hub knows", "entries": frameworks}
