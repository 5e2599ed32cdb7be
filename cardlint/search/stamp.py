"""Whether a card or what lies beside it may have changed, told by the file system alone: nothing is read.

As git does it: size, times and number of each file that a document is made of. The time of the folder changes when
files come and go.
"""

import os
from collections.abc import Iterable
from time import time_ns

WEIGHTS = ".safetensors"
CONFIGURATIONS = frozenset(("config.json", "adapter_config.json", "model_index.json"))
"""Beside the card and the weights, the files whose text decides about a document."""

FRESH = 2_000_000_000
"""Nanoseconds in which a file can change again without another time: the coarsest clock of a file system, that of FAT."""


def decides(name: str) -> bool:
    """Return whether the document of a card is made of the file ``name`` beside it."""
    return name in CONFIGURATIONS or name.endswith(WEIGHTS)


def stamp(folder: str, files: Iterable["os.DirEntry[str]"]) -> str:
    """Return the stamp of ``files``, those of one card, and of ``folder``, which holds them.

    It is empty where it would prove nothing: a file is gone, or changed so lately that it could change again unseen.
    """
    lately = time_ns() - FRESH
    told = ""
    try:
        status = os.stat(folder)
        for file in (None, *files):
            if file is not None:
                status = file.stat()
            changed, modified = status.st_ctime_ns, status.st_mtime_ns
            if changed > lately or modified > lately:
                return ""
            told += f"{status.st_size} {modified} {changed} {status.st_ino}/"
    except OSError:
        return ""
    return told
