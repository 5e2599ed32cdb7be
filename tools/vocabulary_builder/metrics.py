"""Metrics that have a page in the ``evaluate`` library. The Hub accepts any name; these are the usual ones."""

from collections.abc import Callable, Mapping
from typing import Any

from tools.vocabulary_builder.packages import Archive, Package

PACKAGES: tuple[Package, ...] = ()


def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:  # noqa: ARG001
    """Return the vocabulary in the facts, because the package does not contain the metrics."""
    known = facts("metrics")
    return {key: known[key] for key in ("title", "entries", "aliases")}
