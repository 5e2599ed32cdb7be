"""Metrics that the ``evaluate`` library has a page for. The Hub takes any name; these are the usual ones."""

from collections.abc import Callable, Mapping
from typing import Any

from tools.vocabulary_builder.packages import Archive, Package

PACKAGES: tuple[Package, ...] = ()


def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:  # noqa: ARG001
    """The vocabulary, as the facts have it: the package does not hold the metrics."""
    known = facts("metrics")
    return {key: known[key] for key in ("title", "entries", "aliases")}
