"""What lies in the folders next to a card, as far as it belongs to the card: folders with a card of their own do not."""

import os
from collections.abc import Iterator

from cardlint.card.files import CARD_NAME

MOST = 20_000
"""Files and folders that are looked at for one card."""

_APART = ".git"


def places_below(folder: str) -> Iterator[str]:
    """Yield the path of ``folder`` and of every file and folder in it, in the order of their names."""
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
    """Return the names of the files and of the folders in ``folder``; none where it is gone or not ours to read."""
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
