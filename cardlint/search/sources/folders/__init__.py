"""Folders with cards on this disk, and individual cards."""

import os

from cardlint.search.sources.source import CardSource, SourceKind, WantedSource


def _is_place(path: str) -> bool:
    return os.path.lexists(path) and not os.path.isfile(path)


def _open(wanted: WantedSource) -> CardSource:
    from cardlint.search.backends.engine import index_at
    from cardlint.search.sources.folders.source import FolderSource

    scratch = index_at(wanted.for_index).location.scratch if wanted.for_index is not None else None
    return FolderSource(wanted.text, wanted.kind, scratch)


SOURCE = SourceKind(_open, is_place=_is_place, endings=(".md", ".markdown"), is_general=True)
