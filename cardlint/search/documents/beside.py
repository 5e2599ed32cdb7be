"""The data from the files next to a card, kept with it, so that the document can be rebuilt when they are gone."""

from collections.abc import Mapping
from typing import Any

from cardlint.search.documents.entry import CardEntry

FACT = "beside"
"""The name of the fact with the values computed from the files, by field."""

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
"""The functions of `computed` that may read files next to the card."""


def stored_facts(entry: CardEntry) -> Mapping[str, Any] | None:
    """Return the values from files that no longer exist; None if there are files now, or if there never were any."""
    values = entry.facts.get(FACT)
    return values if entry.repository is None and isinstance(values, Mapping) else None


def has_files(entry: CardEntry) -> bool:
    """Return whether there are files next to the card now."""
    repository = entry.repository
    return repository is not None and (repository.known or "files" in entry.facts)
