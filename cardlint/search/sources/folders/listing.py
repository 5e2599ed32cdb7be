"""Lists the content of a folder that is relevant for finding cards."""

import os

from cardlint.card.files import CARD_NAME, SKIPPED
from cardlint.search.sources.folders.stamp import decides
from cardlint.system.gitignore.rules import FILE, REPOSITORY
from cardlint.system.named_tuple import NamedTuple


class Listing(NamedTuple):
    """The names in a folder, without hidden folders, links to folders and virtual environments."""

    files: list[str]  # the card, and the relevant files next to it; empty if there is no card
    folders: list[str]  # the folders to visit, in reverse order
    has_rules: bool  # whether there is a .gitignore
    is_repository: bool = False


def listed(folder: str) -> Listing:
    """Return the content of ``folder``; empty if it no longer exists or cannot be read."""
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
