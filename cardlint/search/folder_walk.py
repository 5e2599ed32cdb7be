"""The cards below a folder, each with its stamp: one listing of every folder, and of files only what decides.

Hidden folders, links to folders, virtual environments and what .gitignore names are passed over.
"""

import os
from collections.abc import Iterator

from cardlint.errors import CardlintError
from cardlint.files import _SKIPPED, CARD_NAME
from cardlint.search.ignored import FILE as IGNORE_FILE
from cardlint.search.ignored import Ignored
from cardlint.search.stamp import decides, stamp


def stamped_cards(root: str) -> Iterator[tuple[str, str]]:
    """Yield every card below ``root`` and its stamp, sorted by folder. CardlintError where there never was one."""
    met = False
    waiting = [(root, Ignored())]
    while waiting:
        folder, ignored = waiting.pop()
        card, files, folders, has_rules = _listed(folder)
        if has_rules:
            ignored = ignored.within(folder)
        met = met or card is not None
        if card is not None and not ignored(card.path):
            yield card.path, stamp(folder, files)
        for below in sorted(folders, reverse=True):
            if ignored(below, folder=True):
                met = True  # there may be cards in it
            else:
                waiting.append((below, ignored))
    if not met:
        raise CardlintError(f"{root}: no {CARD_NAME} in this folder", f"a card is called exactly {CARD_NAME}")


def stamp_of(card: str) -> str:
    """Return the stamp of a single card, whatever its name."""
    folder, name = os.path.split(card)
    try:
        with os.scandir(folder) as entries:
            return stamp(folder, [entry for entry in entries if entry.name == name or decides(entry.name)])
    except OSError:
        return ""


def _listed(folder: str) -> "tuple[os.DirEntry[str] | None, list[os.DirEntry[str]], list[str], bool]":
    """Return the card in ``folder``, what its document is made of, the folders below, and whether there is .gitignore."""
    card = None
    files: list[os.DirEntry[str]] = []
    folders: list[str] = []
    has_rules = False
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if entry.is_dir(follow_symlinks=False):
                    if not name.startswith(".") and name not in _SKIPPED:
                        folders.append(entry.path)
                elif name == CARD_NAME and not entry.is_dir():
                    card = entry
                    files.append(entry)
                elif decides(name):
                    files.append(entry)
                elif name == IGNORE_FILE:
                    has_rules = True
    except OSError:  # it went while we came, or is not ours to read: as if it were not there
        return None, [], [], False
    return card, files, folders, has_rules
