"""What a folder holds, as far as the search for cards goes."""

import os

from cardlint.card.files import CARD_NAME, SKIPPED
from cardlint.search.sources.folders.stamp import decides
from cardlint.system.gitignore.rules import FILE, REPOSITORY
from cardlint.system.named_tuple import NamedTuple


class Listing(NamedTuple):
    """Names in a folder. Hidden folders, links to folders and virtual environments are not among them."""

    files: list[str]  # the card, and the files next to it that matter; empty if there is no card
    folders: list[str]  # those to go into, the last first
    has_rules: bool  # whether there is a .gitignore
    is_repository: bool = False


def listed(folder: str) -> Listing:
    """Return what is in ``folder``: nothing where it went while we came, or is not ours to read."""
    files: list[str] = []
    folders: list[str] = []
    has_card = has_rules = is_repository = False
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                is_repository |= name == REPOSITORY
                if entry.is_dir(follow_symlinks=False):
                    if not name.startswith(".") and name not in SKIPPED:
                        folders.append(name)
                elif name == CARD_NAME:
                    has_card = True
                    files.append(name)
                elif name == FILE:
                    has_rules = True
                elif decides(name):
                    files.append(name)
    except OSError:
        return Listing([], [], False)
    return Listing(sorted(files) if has_card else [], sorted(folders, reverse=True), has_rules, is_repository)
