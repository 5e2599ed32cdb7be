"""How the ``.gitignore`` files of a folder and its parents apply to a path."""

import os
import re
from functools import lru_cache
from itertools import groupby, islice

from cardlint.system.gitignore.pattern import FOLDER, Pattern, as_bytes, pattern_of
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.regular_file import read_start

FILE = ".gitignore"
REPOSITORY = ".git"
"""The sign of a git work tree: a folder, or in submodules and additional work trees a file."""

_LONGEST_FILE = 128 * 1024  # bytes; compiling more takes seconds, and real files are smaller
_MOST_GROUPS = 1_000  # each is tried on every path
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class _PatternGroup(NamedTuple):
    """Consecutive patterns that all exclude, or all include again: one expression for all is as fast as for one."""

    names: re.Pattern[str] | None
    paths: re.Pattern[str] | None
    taken_back: bool


class IgnoreRules:
    """The rules that apply in a folder: its own and those of its parents, up to the repository's."""

    __slots__ = ("_levels",)

    def __init__(self, levels: tuple[tuple[int, tuple[_PatternGroup, ...]], ...] = ()) -> None:
        self._levels = levels  # where paths below the file begin, and its rules; outermost first

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is ignored."""
        return not self._levels

    def enter(self, folder: str, *, has_file: bool, is_repository: bool) -> "IgnoreRules":
        """Return the rules that apply in the subfolder ``folder``: a nested repository has only its own."""
        rules = IgnoreRules() if is_repository else self
        return rules.within(folder) if has_file else rules

    def within(self, folder: str) -> "IgnoreRules":
        """Return the rules with those of the file in ``folder``, a subfolder, added."""
        try:
            # Git does not follow links there.
            content = read_start(os.path.join(folder, FILE), _LONGEST_FILE, follow=False)
        except (OSError, ValueError):
            return self
        if len(content) == _LONGEST_FILE:
            content = content[: content.rfind(b"\n") + 1]  # the last line may be cut
        groups = _groups(content)
        return IgnoreRules((*self._levels, (len(folder.rstrip(os.sep)) + 1, groups))) if groups else self

    def ignores(self, path: str, *, is_folder: bool = False) -> bool:
        """Return whether the last pattern that matches ``path`` excludes it; those of inner folders come last.

        Paths in an ignored folder are never queried: nothing there can be included again.
        """
        end = FOLDER if is_folder else ""
        for start, groups in reversed(self._levels):
            below = as_bytes(path[start:]).replace(os.sep, "/") + end
            name = below[below.rfind("/") + 1 :]
            for names, paths, taken_back in reversed(groups):
                if (names is not None and names.fullmatch(name)) or (paths is not None and paths.fullmatch(below)):
                    return not taken_back
        return False


def rules_above(folder: str) -> IgnoreRules:
    """Return the rules of the git work tree around ``folder``, without its own.

    If they exclude ``folder`` itself, none apply: the user named it explicitly.
    """
    rules = IgnoreRules()
    tree = _work_tree(folder)
    if tree is None or tree == folder:
        return rules
    place = tree
    for name in os.path.relpath(folder, tree).split(os.sep):
        rules = rules.within(place)
        place = os.path.join(place, name)
        if rules.ignores(place, is_folder=True):
            return IgnoreRules()
    return rules


def _work_tree(folder: str) -> str | None:
    """Return the innermost git work tree around ``folder``, or None if there is none."""
    while not os.path.lexists(os.path.join(folder, REPOSITORY)):
        outer = os.path.dirname(folder)
        if outer == folder:
            return None
        folder = outer
    return folder


@lru_cache(maxsize=64)
def _groups(content: bytes) -> tuple[_PatternGroup, ...]:
    """Return the rules of a file. Repositories of one template have the same, which are compiled once."""
    lines = content.removeprefix(_BYTE_ORDER_MARK).decode("latin-1").split("\n")
    patterns = [pattern for line in lines if (pattern := pattern_of(line.removesuffix("\r"))) is not None]
    rows = groupby(patterns, key=lambda pattern: pattern.taken_back)
    return tuple(
        _PatternGroup(_any(row, of_names=True), _any(row, of_names=False), taken_back)
        for taken_back, found in islice(rows, _MOST_GROUPS)
        for row in [list(found)]
    )


def _any(patterns: list[Pattern], *, of_names: bool) -> re.Pattern[str] | None:
    expressions = [pattern.expression for pattern in patterns if pattern.of_names is of_names]
    return re.compile("|".join(dict.fromkeys(expressions)), re.DOTALL) if expressions else None
