"""The source that a path or address stands for. A new kind of source is a new row."""

import os

from cardlint.errors import CardlintError
from cardlint.kind import Kind
from cardlint.search.folder_source import FolderSource
from cardlint.search.json_lines_source import JsonLinesSource
from cardlint.search.source import Source

_JSON_LINES = (".jsonl", ".ndjson")


def source_of(text: str, kind: Kind | None = None) -> Source:
    """Return the source that ``text`` names. ``kind``: what its cards are, where nothing better tells.

    CardlintError where there is nothing.
    """
    if os.path.isfile(text) and text.lower().endswith(_JSON_LINES):
        return JsonLinesSource(text, kind)
    if os.path.lexists(text):
        return FolderSource(text, kind)
    raise CardlintError(f"{text}: no such file or folder")
