"""Removes an embedded index, but only files that cardlint can have written.

A file is removed if cardlint gives files this name in this folder; a folder is removed if it is empty afterwards. So files of
others stay, and links are not followed. The caller holds the lock, in a folder that is marked as ours.
"""

import os
import stat
from collections.abc import Callable
from contextlib import suppress

from cardlint.search.backends.embedded.stored_text import FOLDER as TEXT
from cardlint.system.lazy_pattern import pattern

_OF_GENERATION = pattern(r"catalogue\.sqlite(-wal|-shm|-journal)?")
_OF_TEXT = pattern(
    r"segments\.json(\.new)?|[0-9a-z]{16}\.words|streams\.(bin|end)"
    r"|_MAIN_[0-9]+\.toc(\.[0-9.]+)?|MAIN_[0-9a-z]{16}\.(trm|pst|vps|seg)|MAIN_[0-9a-z]{16}\.[\w.]+\.col|MAIN_WRITELOCK"
)
"""The second line matches the text index of format 1, which consisted of Whoosh's own files."""

_LEFT_BY_WHOOSH = "MAIN.tmp"
_OF_LEFT_BY_WHOOSH = pattern(r"[0-9a-z]+\.(ctmp|run)")


def remove_generation(path: str) -> None:
    """Remove the files of a generation that are ours, and its folders. Anything that cannot be removed stays."""
    text = os.path.join(path, TEXT)
    _remove_folder(os.path.join(text, _LEFT_BY_WHOOSH), _OF_LEFT_BY_WHOOSH.fullmatch)
    _remove_folder(text, _OF_TEXT.fullmatch)
    _remove_folder(path, _OF_GENERATION.fullmatch)


def _remove_folder(path: str, is_ours: Callable[[str], object]) -> None:
    with suppress(OSError):
        if not stat.S_ISDIR(os.lstat(path).st_mode):  # a link to a folder is not a folder
            return
        for name in os.listdir(path):
            if is_ours(name):
                with suppress(OSError):
                    os.unlink(os.path.join(path, name))
        os.rmdir(path)
