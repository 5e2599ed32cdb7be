"""The source for a path or address. Each kind of source is a folder next to this file, and declares what it accepts."""

import os
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from cardlint.card.kind import Kind
from cardlint.search import sources
from cardlint.search.sources.source import CardSource, SourceKind, WantedSource
from cardlint.system.errors import CardlintError


def source_of(text: str, kind: Kind | None = None, index: str | None = None) -> CardSource:
    """Return the source that ``text`` names.

    ``kind``: the kind of its cards, if nothing more specific is known. ``index``: the address of the index, next to which sources
    store what they download; by default that of the user. Raises CardlintError if there is no such source.
    """
    found = next((each for each in source_kinds() if each.takes(text)), None)
    if found is not None:
        return found.open(WantedSource(text, kind, index))
    if os.path.isfile(text):
        cards, dumps = (_endings(is_general=is_general) for is_general in (True, False))
        raise CardlintError(
            f"{text}: neither a card nor a dump", f"cards end with {_any(cards)}, dumps with {_any(dumps)}"
        )
    raise CardlintError(f"{text}: no such file or folder")


def is_name(text: str) -> bool:
    """Return whether ``text`` is the name or address of a source, not a path."""
    return any(each.is_name(text) for each in source_kinds())


@cache
def source_kinds() -> tuple[SourceKind, ...]:
    """Return all kinds of sources, the most general ones last. The sources themselves are not imported."""
    folders = (each.name for each in iter_modules(sources.__path__, f"{sources.__name__}.") if each.ispkg)
    return tuple(sorted((import_module(folder).SOURCE for folder in folders), key=lambda each: bool(each.is_general)))


def _endings(*, is_general: bool) -> list[str]:
    return [ending for each in source_kinds() if each.is_general is is_general for ending in each.endings]


def _any(endings: Iterable[str]) -> str:
    *others, last = endings
    return f"{', '.join(others)} or {last}"
