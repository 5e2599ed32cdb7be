"""The data from the files next to a card, kept with it, so that the document can be rebuilt when they are gone."""

from collections.abc import Mapping
from typing import Any

from cardlint.search.documents.entry import CardEntry

FACT = "beside"
"""The name of the fact: what is computed from the files, by name, each with its values."""

FROM_FILES = frozenset(
    (
        "task",
        "task_source",
        "modality",
        "library",
        "relation",
        "parameters",
        "dtypes",
        "file_formats",
        "size",
        "rules",
        "severities",
    )
)
"""The functions of `computed` that may look next to the card."""


def stored_facts(entry: CardEntry) -> Mapping[str, Any] | None:
    """Return what the files gave when they were there; None where they are there now, or where there were none."""
    told = entry.facts.get(FACT)
    return told if entry.repository is None and isinstance(told, Mapping) else None


def has_files(entry: CardEntry) -> bool:
    """Return whether files next to the card are there now."""
    repository = entry.repository
    return repository is not None and (repository.known or "files" in entry.facts)
