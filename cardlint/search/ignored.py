"""What .gitignore files leave out, by the rules of git that people use.

A pattern with a slash inside stands for a path below its file, one without for a name anywhere below; ``!`` takes back;
a slash at the end means folders. ``*`` stays within a name, ``**`` goes through folders.

Source: gitignore(5).
"""

import os
import re
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

FILE = ".gitignore"

_LONGEST_FILE = 1_000_000


class _Pattern(NamedTuple):
    expression: str
    of_names: bool  # else of paths below the file
    taken_back: bool


class _Group(NamedTuple):
    """Patterns in a row that all leave out, or all take back: one expression for all of them is as fast as for one."""

    names: re.Pattern[str] | None
    paths: re.Pattern[str] | None
    taken_back: bool


class Ignored:
    """The rules in force in a folder: its own and those of the folders around it, up to where a walk began."""

    __slots__ = ("_levels",)

    def __init__(self, levels: tuple[tuple[int, tuple[_Group, ...]], ...] = ()) -> None:
        self._levels = levels  # where paths below the file begin, and its rules; outermost first

    def within(self, folder: str) -> "Ignored":
        """Return the rules with those of the file in ``folder``, which lies where these are in force."""
        try:
            with open(os.path.join(folder, FILE), encoding="utf-8", errors="replace") as file:
                groups = _groups(file.read(_LONGEST_FILE))
        except OSError:
            return self
        return Ignored((*self._levels, (len(folder.rstrip(os.sep)) + 1, groups))) if groups else self

    def __call__(self, path: str, *, folder: bool = False) -> bool:
        """Return what the last fitting pattern says of ``path``, those of inner folders last.

        Nobody asks for what lies in a folder that is ignored: nothing there can be taken back.
        """
        end = "/" if folder else ""
        for start, groups in reversed(self._levels):
            below = path[start:].replace(os.sep, "/") + end
            name = below[below.rfind("/", 0, len(below) - 1) + 1 :]
            for names, paths, taken_back in reversed(groups):
                if (names is not None and names.fullmatch(name)) or (paths is not None and paths.fullmatch(below)):
                    return not taken_back
        return False


@lru_cache(maxsize=64)
def _groups(text: str) -> tuple[_Group, ...]:
    """Return the rules of a file. Repositories of one template have the same, which are compiled once."""
    patterns = [pattern for line in text.splitlines() if (pattern := _pattern(line)) is not None]
    return tuple(
        _Group(_any(row, of_names=True), _any(row, of_names=False), taken_back)
        for taken_back, found in groupby(patterns, key=lambda pattern: pattern.taken_back)
        for row in [list(found)]
    )


def _any(patterns: list[_Pattern], *, of_names: bool) -> re.Pattern[str] | None:
    expressions = [pattern.expression for pattern in patterns if pattern.of_names is of_names]
    return re.compile("|".join(dict.fromkeys(expressions))) if expressions else None


def _pattern(line: str) -> _Pattern | None:
    text = line.rstrip() if not line.endswith("\\ ") else line
    if not text or text.startswith("#"):
        return None
    taken_back = text.startswith("!")
    text = text[1:] if taken_back or text.startswith("\\") else text
    only_folders = text.endswith("/")
    text = text.rstrip("/")
    expression = _expression(text.lstrip("/")) + ("/" if only_folders else "/?")
    try:
        re.compile(expression)
    except re.error:
        return None
    return _Pattern(expression, "/" not in text, taken_back)


def _expression(text: str) -> str:
    parts = []
    for part in re.split(r"(\*\*/|/\*\*|\*+|\?|\[[^\]/]+\])", text):
        if part == "**/":
            parts.append("(?:.*/)?")
        elif part == "/**":
            parts.append("/.*")
        elif part.startswith("*"):
            parts.append("[^/]*")
        elif part == "?":
            parts.append("[^/]")
        elif part.startswith("[") and len(part) > 2:
            parts.append("[" + part[1:].replace("\\", "\\\\").replace("!", "^", 1 if part[1] == "!" else 0))
        else:
            parts.append(re.escape(part))
    return "".join(parts)
