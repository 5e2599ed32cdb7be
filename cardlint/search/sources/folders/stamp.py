"""Whether a card or a file next to it may have changed, according to the file system alone: no file is read.

As git does it: size, times and number of each file that a document is made of, and of its folder, whose time changes
when files come and go.
"""

import os
from collections.abc import Iterable
from time import time_ns

WEIGHTS = ".safetensors"
CONFIGURATIONS = frozenset(("config.json", "adapter_config.json", "model_index.json"))
"""In addition to the card and the weights, the files whose content decides about a document."""

FRESH = 2_000_000_000
"""Nanoseconds in which a file can change again without another time: the coarsest clock of a file system, that of FAT."""


def decides(name: str) -> bool:
    """Return whether the document of a card is made of the file ``name`` next to it: each has a size, and most a rule."""
    return not name.startswith(".")


def fresh_since() -> int:
    """Return the time, in nanoseconds, since which a change counts as fresh."""
    return time_ns() - FRESH


def state(status: os.stat_result, lately: int) -> str:
    """Return what differs after every change; empty where the last one is so fresh that another could look the same."""
    modified, changed = status.st_mtime_ns, status.st_ctime_ns
    if modified > lately or changed > lately:
        return ""
    return f"{status.st_size} {modified} {changed} {status.st_ino}"


def stamp(of_folder: str, files: Iterable[str], lately: int) -> str:
    """Return the stamp of the ``files`` of one card in a folder of that state. It is empty where it would prove nothing."""
    told = of_folder
    try:
        for path in files:
            found = state(os.stat(path), lately)
            if not found or not told:
                return ""
            told += f"/{found}"
    except OSError:
        return ""
    return told
