"""Removes unfinished files that interrupted writers left in the folder of an index, but only files that cardlint can have written.

A file is removed if cardlint gives files this name in this folder. So files of others stay, and links are not followed. The caller
holds the lock, in a folder that is marked as ours.
"""

import os
from contextlib import suppress

from cardlint.search.folder import manifest_file, source_list
from cardlint.search.folder.files import UNFINISHED
from cardlint.system.lazy_pattern import pattern

_UNFINISHED = frozenset(f"{name}{UNFINISHED}" for name in (manifest_file.FILE, source_list.FILE))
_UNFINISHED_OF_SOURCES = pattern(r"(folders-[0-9a-f]{16}\.json|fetched\.jsonl)\.[0-9]+")


def remove_unfinished(folder: str) -> None:
    """Remove the unfinished files in ``folder``. Files that cannot be removed stay."""
    for name in os.listdir(folder):
        if name in _UNFINISHED or _UNFINISHED_OF_SOURCES.fullmatch(name):
            with suppress(OSError):
                os.unlink(os.path.join(folder, name))
