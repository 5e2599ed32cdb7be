"""Globs over the paths of cards, as ``.gitignore`` and per-file settings write them.

``*`` and ``?`` stay within one name, ``**`` crosses folders. A pattern without a slash matches a name at any depth;
one that matches a folder matches all that lies below it.
"""

import os
import re
from collections.abc import Callable, Iterable


def matcher(patterns: Iterable[str], folder: str) -> Callable[[str], bool]:
    """Return whether a path matches one of ``patterns``, which count from ``folder``."""
    expression = "|".join(_expression(pattern) for pattern in patterns)
    matches = re.compile(f"(?:{expression})(?:/.*)?", re.DOTALL).fullmatch if expression else None
    base = os.path.abspath(folder)

    def match(path: str) -> bool:
        return matches is not None and matches(relative(path, base)) is not None

    return match


def relative(path: str, folder: str) -> str:
    """Return ``path`` as it is seen from ``folder``, with slashes on every system."""
    whole = os.path.abspath(path)
    try:
        return os.path.relpath(whole, folder).replace(os.sep, "/")
    except ValueError:  # another drive
        return whole.replace(os.sep, "/")


def _expression(pattern: str) -> str:
    """Return the regular expression of one glob."""
    text = pattern.replace(os.sep, "/").strip()
    anywhere = "/" not in text.rstrip("/")
    text = text.removeprefix("./").strip("/")
    parts = ["(?:.*/)?"] if anywhere else []
    at = 0
    while at < len(text):
        if text.startswith("**/", at):
            parts.append("(?:.*/)?")
            at += 3
        elif text.startswith("**", at):
            parts.append(".*")
            at += 2
        elif text[at] == "*":
            parts.append("[^/]*")
            at += 1
        elif text[at] == "?":
            parts.append("[^/]")
            at += 1
        elif text[at] == "[" and (end := text.find("]", at + 2)) > 0:
            inside = text[at + 1 : end].replace("\\", "\\\\")
            parts.append(f"[^{inside[1:]}]" if inside[0] == "!" else f"[{inside}]")
            at = end + 1
        else:
            parts.append(re.escape(text[at]))
            at += 1
    return "".join(parts)
