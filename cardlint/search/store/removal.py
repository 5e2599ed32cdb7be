"""Removes what older and interrupted writers left in the folder of an index: only what we ourselves can have written.

A file goes when its name is one that a cardlint gives to it at that place, and a generation as its engine removes it. So whatever
else somebody put there stays, and no link is followed. The caller holds the lock, in a folder that is marked as ours.
"""

import os
from contextlib import suppress

from cardlint.search import manifest
from cardlint.search.backends.engine import Engine
from cardlint.search.folder import UNFINISHED
from cardlint.search.manifest import GENERATION, Manifest
from cardlint.search.store import source_list
from cardlint.system.lazy_pattern import pattern

_UNFINISHED = frozenset((f"{manifest.FILE}{UNFINISHED}", f"{source_list.FILE}{UNFINISHED}"))
_UNFINISHED_OF_SOURCES = pattern(r"(folders-[0-9a-f]{16}\.json|fetched\.jsonl)\.[0-9]+")


def remove_leftovers(folder: str, kept: Manifest | None, engine: Engine) -> None:
    """Remove the generations that are not ``kept``, replaced ones and those of interrupted builds, and unfinished files."""
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if name in _UNFINISHED or _UNFINISHED_OF_SOURCES.fullmatch(name):
            _remove_file(path)
        elif GENERATION.fullmatch(name) and (kept is None or name != kept.generation):
            engine.remove(path)


def _remove_file(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)
