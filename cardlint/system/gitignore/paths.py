"""The paths below one folder that git ignores."""

import os
from collections.abc import Iterable

from cardlint.system.folder_walk import Folder
from cardlint.system.gitignore.rules import FILE, REPOSITORY, IgnoreRules, rules_above
from cardlint.system.named_tuple import NamedTuple


class _Waiting(NamedTuple):
    """A folder that a walk has not visited yet: its absolute path, and the rules that apply around it."""

    place: str
    around: IgnoreRules


class IgnoredPaths:
    """Decides for paths below ``root``, a folder that the user names. The rules of each folder are read once."""

    def __init__(self, root: str) -> None:
        self._root = os.path.abspath(root)
        self._rules: dict[str, IgnoreRules | None] = {}  # by folder; None if the folder itself is ignored
        self._waiting: dict[str, _Waiting] = {}  # by the walk's path
        self.found_any = False
        """Whether any queried path was ignored."""

    def __contains__(self, path: str) -> bool:
        """Return whether the file or folder at ``path`` is ignored, or a folder on the way to it."""
        path = os.path.abspath(path)
        # The folder itself was named, and `..` may lead out of it.
        if not path.startswith(os.path.join(self._root, "")):
            return False
        rules = self._rules_in(os.path.dirname(path))
        is_folder = os.path.isdir(path) and not os.path.islink(path)
        return self._note(rules is None or rules.ignores(path, is_folder=is_folder))

    def prune(self, folder: Folder, files: Iterable[str]) -> list[str]:
        """Return the names in ``files``, files in ``folder``, that are not ignored.

        Removes the ignored folders from ``folder.folders``, so that a walk does not enter them. A folder that the walk enters after
        that is not looked up on disk again, unless it has its own rules.
        """
        waiting = self._waiting.pop(folder.path, None)
        if waiting is None:
            place = os.path.abspath(folder.path)
            rules = self._rules_in(place) or IgnoreRules()
        else:
            place = waiting.place
            is_repository = REPOSITORY in folder.folders or REPOSITORY in folder.files
            rules = waiting.around.enter(place, has_file=FILE in folder.files, is_repository=is_repository)
        start = os.path.join(place, "")
        if not rules.is_empty:
            files = [name for name in files if not self._note(rules.ignores(start + name))]
            kept = [name for name in folder.folders if not self._note(rules.ignores(start + name, is_folder=True))]
            folder.folders[:] = kept
        for name in folder.folders:
            self._waiting[os.path.join(folder.path, name)] = _Waiting(start + name, rules)
        return list(files)

    def _rules_in(self, folder: str) -> IgnoreRules | None:
        """Return the rules that apply in ``folder``, reading those of all folders on the way."""
        unread = []
        while folder not in self._rules and folder != self._root:
            unread.append(folder)
            folder = os.path.dirname(folder)
        if folder not in self._rules:
            self._rules[folder] = _enter(folder, rules_above(folder))
        rules = self._rules[folder]
        for inner in reversed(unread):
            if rules is not None:
                rules = None if rules.ignores(inner, is_folder=True) else _enter(inner, rules)
            self._rules[inner] = rules
        return rules

    def _note(self, is_ignored: bool) -> bool:
        self.found_any |= is_ignored
        return is_ignored


def _enter(folder: str, around: IgnoreRules) -> IgnoreRules:
    is_repository = os.path.lexists(os.path.join(folder, REPOSITORY))
    return around.enter(folder, has_file=True, is_repository=is_repository)
