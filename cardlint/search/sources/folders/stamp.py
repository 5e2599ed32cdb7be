"""Whether a card or a file next to it may have changed, according to the file system, without reading files.

Like git, it uses the size, times and inode number of each file from which a document is built, and of its folder, whose time changes
if files are added or removed.
"""

import os
from collections.abc import Iterable
from time import time_ns

WEIGHTS = ".safetensors"
CONFIGURATIONS = frozenset(("config.json", "adapter_config.json", "model_index.json"))
"""The files, in addition to the card and the weights, whose content is used for a document."""

FRESH = 2_000_000_000
"""Nanoseconds within which a file can change again with the same time: the resolution of FAT, the coarsest of any file system."""


def decides(name: str) -> bool:
    """Return whether the document of a card depends on the file ``name`` next to it: all sizes count, and rules read most files."""
    return not name.startswith(".")


def fresh_since() -> int:
    """Return the time, in nanoseconds, after which a change counts as recent."""
    return time_ns() - FRESH


def state(status: os.stat_result, lately: int) -> str:
    """Return a text that differs after every change; empty if the last change is so recent that another one could look the same."""
    modified, changed = status.st_mtime_ns, status.st_ctime_ns
    if modified > lately or changed > lately:
        return ""
    return f"{status.st_size} {modified} {changed} {status.st_ino}"


def stamp(of_folder: str, files: Iterable[str], lately: int) -> str:
    """Return the stamp of the ``files`` of one card in a folder with the state ``of_folder``; empty if a change could be missed."""
    states = of_folder
    try:
        for path in files:
            found = state(os.stat(path), lately)
            if not found or not states:
                return ""
            states += f"/{found}"
    except OSError:
        return ""
    return states
