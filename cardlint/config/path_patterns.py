"""Globs over the paths of cards, as ``.gitignore`` and per-file settings write them.

``*`` and ``?`` stay within one name, ``**`` crosses folders. A pattern without a slash matches a name at any depth;
one that matches a folder matches everything below it.

A glob becomes a regular expression that never backtracks: the part between two stars is matched as early as possible, which is
always right if a star follows it, and an atomic group keeps it there. So the time grows with the length of the path times
the length of the glob, wherever its stars are.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator

from cardlint.findings.quoting import quote
from cardlint.system.errors import CardlintError

_STAR, _STARS, _FOLDERS = "*", "**", "**/"
_LONGEST = 1_000
_END = "(?=/|\\Z)"  # of the path, or of a folder that it leads through

_RANGE = re.compile(r"(.)(?:-(.))?", re.DOTALL)


class GlobError(CardlintError):
    """A glob that is malformed, or that cannot match any path."""


def matcher(patterns: Iterable[str], folder: str) -> Callable[[str], bool]:
    """Return the test whether a path matches one of ``patterns``, which are relative to ``folder``. Raises GlobError."""
    expression = "|".join(dict.fromkeys(map(_expression, patterns)))
    matches = re.compile(f"(?:{expression}){_END}", re.DOTALL).match if expression else None
    base = os.path.abspath(folder)

    def match(path: str) -> bool:
        return matches is not None and matches(relative(path, base)) is not None

    return match


def relative(path: str, folder: str) -> str:
    """Return ``path`` relative to ``folder``, with slashes on every system."""
    absolute = os.path.abspath(path)
    try:
        return os.path.relpath(absolute, folder).replace(os.sep, "/")
    except ValueError:  # another drive
        return absolute.replace(os.sep, "/")


def _expression(pattern: str) -> str:
    """Return the regular expression of one glob. Raises GlobError."""
    try:
        return _parse(pattern)
    except ValueError as error:
        raise GlobError(f"the glob {quote(pattern)} is not valid: {error}") from error


def _parse(pattern: str) -> str:
    text = pattern.replace(os.sep, "/").strip()
    if len(text) > _LONGEST:
        raise ValueError(f"it has {len(text):,} characters; at most {_LONGEST:,} are allowed")
    is_name = "/" not in text.rstrip("/")
    text = text.removeprefix("./").strip("/")
    if text in ("", "."):
        raise ValueError("it matches no path; write `**` to match all paths")
    parts: list[list[str]] = [[""]]  # between ``**``; each has its pieces, between ``*``
    starts = ["(?:.*?/)??" if is_name else ""]  # what comes before each part
    for token in _tokens(text):
        if token in (_STARS, _FOLDERS):
            parts.append([""])
            starts.append(".*?" if token == _STARS else "(?:.*?/)??")
        elif token == _STAR:
            parts[-1].append("")
        else:
            parts[-1][-1] += token
    *inner, last = [start + _part(pieces) for start, pieces in zip(starts, parts, strict=True)]
    end = "" if parts[-1] != [""] or len(parts) == 1 else ".*"  # a ``**`` at the end matches the rest
    return "".join(f"(?>{part})" for part in inner) + last + end


def _part(pieces: list[str]) -> str:
    """Return the expression of pieces with stars between: all but the last piece match as early as possible."""
    first, *others = pieces
    *inner, last = others or [""]
    found = first + "".join(f"(?>[^/]*?{piece})" for piece in inner)
    return f"{found}[^/]*?{last}" if others else first


def _tokens(text: str) -> Iterator[str]:
    """Yield a star, two stars, or an expression for one character. Raises ValueError."""
    at = 0
    while at < len(text):
        character = text[at]
        if character == "*":
            start = at
            while text[at : at + 1] == "*":
                at += 1
            if at - start == 1:
                yield _STAR
            elif text.startswith("/", at) and (start == 0 or text[start - 1] == "/"):
                yield _FOLDERS
                at += 1
            else:
                yield _STARS
        elif character == "[":
            expression, at = _class(text, at)
            yield expression
        else:
            yield "[^/]" if character == "?" else re.escape(character)
            at += 1


def _class(text: str, at: int) -> tuple[str, int]:
    """Return the expression for the brackets that open ``at``, and where they end. Raises ValueError."""
    is_denied = text[at + 1 : at + 2] in ("!", "^")
    start = at + 1 + is_denied
    end = text.find("]", start + 1)
    if end < 0:
        raise ValueError("a `[` is not closed; write `[[]` for the character itself")
    listed = ""
    for first, last in _RANGE.findall(text[start:end]):
        if last and first > last:
            raise ValueError(f"the range `{first}-{last}` is reversed; write `{last}-{first}`")
        listed += re.escape(first) + (f"-{re.escape(last)}" if last else "")
    return f"(?!/)[{'^' if is_denied else ''}{listed}]", end + 1
