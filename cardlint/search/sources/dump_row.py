"""A row of a dump of the Hub: the card and its further data, under any of the column names that dumps use."""

from collections.abc import Mapping
from typing import Any

from cardlint.card.kind import Kind
from cardlint.search.documents import beside, hub_facts
from cardlint.search.documents.entry import CardEntry

NAMES = {
    "id": ("id", "modelId", "datasetId", "repo_id", "repoId"),
    "card": ("card", "text", "readme", "content"),
    "downloads": ("downloads", "downloads_30d"),
    "likes": ("likes",),
    "created": ("created", "createdAt", "created_at"),
    "updated": ("updated", "lastModified", "last_modified", "updated_at"),
    "files": ("files", "siblings"),
    "config": ("config",),
    "gated": ("gated",),
    "parameters": ("parameters",),
    "size": ("size",),
}
"""The possible names of the data that we read; the first one that exists counts."""

COLUMNS = frozenset(
    (
        "kind",
        "repo_type",
        *(name for names in (*NAMES.values(), *hub_facts.COLUMNS.values()) for name in names),
    )
)
"""All columns of a dump that we read."""


def entry_of(row: Mapping[str, Any], path: str, kind: Kind | None) -> CardEntry | None:
    """Return the card in a row of a dump, or None if it has no id. A row without a card gives a card without text."""
    found = {name: next((row[key] for key in keys if row.get(key) is not None), None) for name, keys in NAMES.items()}
    id_ = found.pop("id")
    text = found.pop("card")
    if not isinstance(id_, str) or not id_:
        return None
    stated = row.get("kind") or row.get("repo_type")
    if isinstance(stated, str) and stated in {each.value for each in Kind}:
        kind = Kind(stated)
    kind = kind or (Kind.DATASET if row.get("datasetId") else Kind.MODEL)
    facts = {name: value for name, value in found.items() if value is not None}
    hub = row.get(hub_facts.FACT)
    hub = hub if isinstance(hub, dict) else hub_facts.facts_in(row)
    facts |= {hub_facts.FACT: hub} if hub else {}
    if isinstance(row.get(beside.FACT), dict):
        facts[beside.FACT] = row[beside.FACT]
    place = row.get("path")  # an index can have several cards with the same id, which its export distinguishes by path
    further = f"@{place}" if isinstance(place, str) else ""
    return CardEntry(f"{path}#{kind.value}/{id_}{further}", id_, text if isinstance(text, str) else "", kind, facts)
