"""What the .gitignore files of a folder leave out, by the rules of git that people use.

A pattern with a slash inside stands for a path below its file, one without for a name anywhere below; ``!`` takes back;
a slash at the end means folders. ``*`` stays within a name, ``**`` goes through folders.

Source: gitignore(5).
"""

import os
import re
from functools import cache
from typing import NamedTuple


class _Pattern(NamedTuple):
    expression: re.Pattern[str]
    taken_back: bool


class Ignored:
    """Tells of a path below ``root`` whether it is ignored. Every .gitignore is read once."""

    def __init__(self, root: str) -> None:
        self._root = os.path.abspath(root)
        self._known: dict[str, bool] = {self._root: False}
        self._patterns: dict[str, list[_Pattern]] = {}

    def __call__(self, path: str) -> bool:
        """Return whether ``path`` or a folder that holds it is ignored."""
        return self._folder(os.path.dirname(path)) or self._matches(path)

    def _folder(self, folder: str) -> bool:
        if folder not in self._known:
            parent = os.path.dirname(folder)
            self._known[folder] = parent == folder or self._folder(parent) or self._matches(folder + os.sep)
        return self._known[folder]

    def _matches(self, path: str) -> bool:
        """Return what the last fitting pattern says, those of inner folders last."""
        answer = False
        folder = os.path.dirname(path.rstrip(os.sep))
        chain = [folder]
        while folder != self._root and len(folder) > len(self._root):
            folder = os.path.dirname(folder)
            chain.append(folder)
        for folder in reversed(chain):
            patterns = self._of(folder)
            if not patterns:
                continue
            below = os.path.relpath(path, folder).replace(os.sep, "/") + ("/" if path.endswith(os.sep) else "")
            for pattern in patterns:
                if pattern.expression.fullmatch(below):
                    answer = not pattern.taken_back
        return answer

    def _of(self, folder: str) -> list[_Pattern]:
        if folder not in self._patterns:
            try:
                with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="replace") as file:
                    lines = file.read(1_000_000).splitlines()
            except OSError:
                lines = []
            self._patterns[folder] = [pattern for line in lines if (pattern := _pattern(line)) is not None]
        return self._patterns[folder]


@cache
def _pattern(line: str) -> _Pattern | None:
    text = line.rstrip() if not line.endswith("\\ ") else line
    if not text or text.startswith("#"):
        return None
    taken_back = text.startswith("!")
    text = text[1:] if taken_back or text.startswith("\\") else text
    only_folders = text.endswith("/")
    text = text.rstrip("/")
    anywhere = "" if "/" in text else "(?:.*/)?"
    expression = anywhere + _expression(text.lstrip("/")) + ("/" if only_folders else "/?")
    try:
        return _Pattern(re.compile(expression), taken_back)
    except re.error:
        return None


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
