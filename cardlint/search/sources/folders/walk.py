"""Finds the cards below a folder, each with its stamp. Every folder is visited once, and only relevant files are examined.

Files that .gitignore excludes are skipped, unless the configuration says otherwise.
"""

import os
from collections.abc import Iterator
from itertools import chain

from cardlint.card.files import CARD_NAME
from cardlint.search.sources.folders.below import places_below
from cardlint.search.sources.folders.memory import FolderMemory
from cardlint.search.sources.folders.stamp import decides, fresh_since, stamp, state
from cardlint.system.errors import CardlintError
from cardlint.system.gitignore.rules import IgnoreRules, rules_above


def stamped_cards(root: str, index: str | None = None, *, respect_gitignore: bool = True) -> Iterator[tuple[str, str]]:
    """Yield every card below ``root`` with its stamp, sorted by folder. Raises CardlintError if there is no card.

    ``index``: the folder of an index, in which the walk is remembered. ``respect_gitignore``: skip what git ignores.
    """
    memory = FolderMemory(root, index)
    met = False
    lately = fresh_since()
    waiting = [(os.path.join(root, ""), rules_above(root) if respect_gitignore else IgnoreRules())]
    while waiting:
        folder, rules = waiting.pop()
        try:
            status = os.stat(folder)  # before listing it, so that a change in between changes the state
        except OSError:
            continue
        now = state(status, lately)
        files, folders, has_rules, is_repository = memory.listing(folder, status.st_dev, now)
        if respect_gitignore:
            rules = rules.enter(folder, has_file=has_rules, is_repository=is_repository)
        if files:
            met = True
            if not rules.ignores(folder + CARD_NAME):
                beside = (path for name in reversed(folders) for path in places_below(folder + name))
                yield folder + CARD_NAME, stamp(now, chain((folder + name for name in files), beside), lately)
        for name in folders:
            if rules.ignores(folder + name, is_folder=True):
                met = True  # there may be cards in this folder
            else:
                waiting.append((folder + name + os.sep, rules))
    if not met:
        raise CardlintError(f"{root}: no {CARD_NAME} in this folder", f"a card must be named {CARD_NAME}")
    memory.keep()


def stamp_of(card: str) -> str:
    """Return the stamp of an individual card, which may have any name."""
    folder, name = os.path.split(card)
    try:
        lately = fresh_since()
        now = state(os.stat(folder), lately)
        beside = [
            os.path.join(folder, other) for other in sorted(os.listdir(folder)) if decides(other) and other != name
        ]
    except OSError:
        return ""
    below = (path for place in beside if os.path.isdir(place) for path in places_below(place))
    return stamp(now, chain((card, *beside), below), lately)
