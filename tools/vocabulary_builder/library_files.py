"""The files that identify a library, and what its models are for. No package contains this; the entire file consists of facts."""

from collections.abc import Callable, Mapping
from typing import Any

from tools.vocabulary_builder.packages import Archive, Package

PACKAGES: tuple[Package, ...] = ()


def build(_archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:
    """Return the vocabulary, the most specific signature first: the first one that matches determines the library."""
    known = facts("library_files")
    return {"title": known["title"], "entries": known["entries"], "tasks": known["tasks"]}
