"""The content of the folders next to a card that belongs to the card: folders with their own card do not."""

import os
from collections.abc import Iterator

from cardlint.card.files import CARD_NAME

MOST = 20_000
"""The most files and folders that are visited for one card."""

_APART = ".git"


def places_below(folder: str) -> Iterator[str]:
    """Yield the path of ``folder`` and of every file and folder in it, sorted by name."""
    count = 0
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        if os.path.lexists(os.path.join(place, CARD_NAME)):
            continue
        yield place
        files, folders = _inside(place)
        for name in files:
            yield os.path.join(place, name)
        count += 1 + len(files)
        if count > MOST:
            return
        waiting += (os.path.join(place, name) for name in reversed(folders))


def _inside(folder: str) -> tuple[list[str], list[str]]:
    """Return the names of the files and of the folders in ``folder``; none if it no longer exists or cannot be read."""
    files: list[str] = []
    folders: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    files.append(entry.name)
                elif entry.name != _APART:
                    folders.append(entry.name)
    except OSError:
        return [], []
    return sorted(files), sorted(folders)
