"""Cards in a file of JSON lines, such as a dump of the Hub: an object a line, with the card's text and what is known
beside it.
"""

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from cardlint.card.kind import Kind
from cardlint.search.documents import beside, hub_facts
from cardlint.search.documents.entry import CardEntry
from cardlint.search.sources.source import Candidate
from cardlint.system.errors import CardlintError
from cardlint.system.regular_file import open_regular, reason

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes of a line that is read: the largest card, each of whose characters JSON may write as two. A longer one is skipped."""

_NAMES = {
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
"""What a line may call what we want to know; the first that is there counts."""

COLUMNS = frozenset(
    (
        "kind",
        "repo_type",
        *(name for names in (*_NAMES.values(), *hub_facts.COLUMNS.values()) for name in names),
    )
)
"""All that we look at in a row of a dump."""


class JsonLinesSource:
    """The cards of one file."""

    costly = False

    def __init__(self, path: str, kind: Kind | None = None) -> None:
        self.path = os.path.abspath(path)
        self.name = self.path
        self.kind = kind
        self.problems: list[str] = []

    def candidates(self) -> Iterator[Candidate]:
        self.problems = []
        number = unread = 0
        first = ""
        try:
            with open(open_regular(self.path), "rb") as file:
                for line in bounded_lines(file):
                    number += 1
                    if not line.strip():
                        continue
                    entry = self._entry(line)
                    if isinstance(entry, str):
                        unread += 1
                        first = first or f"line {number}: {entry}"
                    else:
                        yield Candidate(entry.path, "", lambda entry=entry: entry)  # type: ignore[misc]
        except OSError as error:
            raise CardlintError(f"{self.path}: {reason(error)}") from error
        if unread:
            what = "one line is no card" if unread == 1 else f"{unread:,} lines are no cards, the first"
            self.problems.append(f"{self.path}: {what}, {first}")

    def _entry(self, line: bytes) -> CardEntry | str:
        """Return the card in a line, or why there is none."""
        if len(line) > LONGEST_LINE:
            return f"it is longer than {LONGEST_LINE // 2**20} MiB"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            return "it is not JSON"
        if not isinstance(row, dict):
            return "it is not an object"
        return entry_of(row, self.path, self.kind) or f"it has no {' and no '.join(_NAMES['id'][:2])}"


def bounded_lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines; of one that is too long the beginning, with one byte more than is allowed."""
    while line := file.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE + 1)


def entry_of(row: Mapping[str, Any], path: str, kind: Kind | None) -> CardEntry | None:
    """Return the card in a row of a dump, or None where it has no id. A row without a card is a card without text."""
    told = {name: next((row[key] for key in keys if row.get(key) is not None), None) for name, keys in _NAMES.items()}
    id_ = told.pop("id")
    text = told.pop("card")
    if not isinstance(id_, str) or not id_:
        return None
    stated = row.get("kind") or row.get("repo_type")
    if isinstance(stated, str) and stated in {each.value for each in Kind}:
        kind = Kind(stated)
    kind = kind or (Kind.DATASET if row.get("datasetId") else Kind.MODEL)
    facts = {name: value for name, value in told.items() if value is not None}
    hub = row.get(hub_facts.FACT)
    hub = hub if isinstance(hub, dict) else hub_facts.facts_in(row)
    facts |= {hub_facts.FACT: hub} if hub else {}
    if isinstance(row.get(beside.FACT), dict):
        facts[beside.FACT] = row[beside.FACT]
    place = row.get("path")  # an index can have several cards of one id, and its export tells them apart so
    further = f"@{place}" if isinstance(place, str) else ""
    return CardEntry(f"{path}#{kind.value}/{id_}{further}", id_, text if isinstance(text, str) else "", kind, facts)
