"""Cards in a JSON Lines file, such as a dump of the Hub: one object per line, with the card's text and further data."""

import json
import os
from collections.abc import Iterator

from cardlint.card.kind import Kind
from cardlint.search.documents.entry import CardEntry
from cardlint.search.sources.bounded_lines import LONGEST_LINE, bounded_lines
from cardlint.search.sources.dump_row import NAMES, entry_of
from cardlint.search.sources.source import Candidate
from cardlint.system.errors import CardlintError
from cardlint.system.regular_file import open_regular, reason


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
            what = "one line is not a card" if unread == 1 else f"{unread:,} lines are not cards, the first"
            self.problems.append(f"{self.path}: {what}, {first}")

    def _entry(self, line: bytes) -> CardEntry | str:
        """Return the card in a line, or the reason why there is none."""
        if len(line) > LONGEST_LINE:
            return f"it is longer than {LONGEST_LINE // 2**20} MiB"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            return "it is not JSON"
        if not isinstance(row, dict):
            return "it is not an object"
        return entry_of(row, self.path, self.kind) or f"it has no {' and no '.join(NAMES['id'][:2])}"
