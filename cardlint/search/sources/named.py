"""The source that a path or address stands for. A new kind of source is a new branch, which imports it."""

import os

from cardlint.card.kind import Kind
from cardlint.search.address import default_address
from cardlint.search.backends.engine import index_at
from cardlint.search.sources.folders import FolderSource
from cardlint.search.sources.hub_cache import HubCacheSource, is_hub_cache
from cardlint.search.sources.source import HUB_CACHE, SCHEME, CardSource
from cardlint.system.errors import CardlintError

_JSON_LINES = (".jsonl", ".ndjson")
_PARQUET = ".parquet"
_CARDS = (".md", ".markdown")


def source_of(text: str, kind: Kind | None = None, index: str | None = None) -> CardSource:
    """Return the source that ``text`` names. ``kind``: what its cards are, where nothing better tells.
    ``index``: the address of the index, beside which sources keep what they fetch; unless said, the user's own.

    CardlintError where there is nothing.
    """
    if text.startswith(SCHEME):
        from cardlint.search.sources.hub import HubSource

        return HubSource(text, index or default_address())
    if text == HUB_CACHE:
        return HubCacheSource()
    if is_hub_cache(text):
        return HubCacheSource(text)
    if os.path.isfile(text) and text.lower().endswith(_JSON_LINES):
        from cardlint.search.sources.json_lines import JsonLinesSource

        return JsonLinesSource(text, kind)
    if os.path.isfile(text) and text.lower().endswith(_PARQUET):
        from cardlint.search.sources.parquet import ParquetSource

        return ParquetSource(text, kind)
    if os.path.isfile(text) and not text.lower().endswith(_CARDS):
        raise CardlintError(
            f"{text}: neither a card nor a dump",
            f"cards end with {' or '.join(_CARDS)}, dumps with {', '.join(_JSON_LINES)} or {_PARQUET}",
        )
    if os.path.lexists(text):
        return FolderSource(text, kind, index_at(index).location.scratch if index is not None else None)
    raise CardlintError(f"{text}: no such file or folder")
