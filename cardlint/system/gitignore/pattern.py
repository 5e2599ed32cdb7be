"""A line of .gitignore as a regular expression that matches exactly the paths that git matches.

git compares bytes: lines and paths are text in which every character is one byte (`as_bytes`), so ``?`` matches half of
an ``é`` here as well. Paths are relative to the folder of the file; that of a folder ends with `FOLDER`. Every expression
is fast on any input: atomic groups never backtrack to a later match.

Source: gitignore(5), and dir.c and wildmatch.c of git 2.39, whose corner cases people's files rely on.
"""

import os
import re
from collections.abc import Iterator

from cardlint.system.named_tuple import NamedTuple

FOLDER = "\0"
"""A character that no name contains."""

_WILD = frozenset("*?[\\")
# `string` takes 2 ms to import.
_UPPER, _LOWER, _DIGITS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
)
_CLASSES = {
    "alnum": _UPPER + _LOWER + _DIGITS,
    "alpha": _UPPER + _LOWER,
    "blank": " \t",
    "cntrl": "".join(map(chr, [*range(32), 127])),
    "digit": _DIGITS,
    "graph": "".join(map(chr, range(33, 127))),
    "lower": _LOWER,
    "print": "".join(map(chr, range(32, 127))),
    "punct": "".join(each for each in map(chr, range(33, 127)) if not each.isalnum()),
    "space": " \t\n\r\f\v",
    "upper": _UPPER,
    "xdigit": _DIGITS + "abcdefABCDEF",
}
_STAR, _STARS, _FOLDERS = "*", "**", "**/"


class Pattern(NamedTuple):
    """The meaning of one line. ``of_names``: it matches the last name of a path, anywhere; otherwise the path."""

    expression: str
    of_names: bool
    taken_back: bool


class _Never(Exception):
    """The pattern matches nothing, such as one that ends inside brackets."""


def as_bytes(path: str) -> str:
    """Return ``path`` with one character for each of its bytes."""
    return path if path.isascii() else os.fsencode(path).decode("latin-1")


def pattern_of(line: str) -> Pattern | None:
    """Return the meaning of ``line``, without its line end; None if it has none."""
    if line.startswith("#"):
        return None
    text = _without_trailing_spaces(line)
    taken_back = text.startswith("!")
    text = text[1:] if taken_back else text
    only_folders = text.endswith("/")
    text = text[:-1] if only_folders else text
    of_names = "/" not in text
    try:
        expression = _expression(text.removeprefix("/"))
    except _Never:
        return None
    end = FOLDER if only_folders else f"{FOLDER}?"
    return Pattern(expression + end, of_names, taken_back) if text else None


def _without_trailing_spaces(line: str) -> str:
    """Return ``line`` without trailing spaces; one after a backslash stays."""
    end = 0
    at = 0
    while at < len(line):
        if line[at] == "\\":
            at += 1
            if at == len(line):
                return line
        elif line[at] == " ":
            at += 1
            continue
        at += 1
        end = at
    return line[:end]


def _expression(text: str) -> str:
    """Return the expression for a pattern: its parts between ``**``, each but the last matching as early as possible."""
    parts = [""]
    starts = [""]
    pieces: list[list[str]] = [[]]  # lists, because appending to a long string would copy it every time
    for token in _tokens(text):
        if token in (_STARS, _FOLDERS):
            parts[-1] = _pieces(["".join(piece) for piece in pieces], last=False)
            starts.append("(?:.*?/)??" if token == _FOLDERS else ".*?")
            parts.append("")
            pieces = [[]]
        elif token == _STAR:
            pieces.append([])
        else:
            pieces[-1].append(token)
    parts[-1] = _pieces(["".join(piece) for piece in pieces], last=True)
    *inner, (last_start, last) = zip(starts, parts, strict=True)
    return "".join(f"(?>{start}{part})" for start, part in inner) + last_start + last


def _pieces(pieces: list[str], *, last: bool) -> str:
    """Return pieces joined by stars, which stay within a name."""
    first, *others = pieces
    if not others:
        return first
    *inner, end = others
    found = first + "".join(f"(?>[^/]*?{piece})" for piece in inner)
    return f"{found}[^/]*{end}" if last else f"{found}(?>[^/]*?{end})"


def _tokens(text: str) -> Iterator[str]:
    """Yield a star, a ``**`` that matches folders, or an expression for one character.

    ``**`` matches folders between slashes, at either end, and directly after a beginning without wildcards.
    """
    wild = next((place for place, character in enumerate(text) if character in _WILD), len(text))
    at = 0
    while at < len(text):
        character = text[at]
        if character == "*":
            start = at
            while text[at : at + 1] == "*":
                at += 1
            opened = start == wild or start == 0 or text[start - 1] == "/"
            if at - start == 1 or not opened or not (at == len(text) or text.startswith(("/", "\\/"), at)):
                yield _STAR
            elif text[at : at + 1] == "/":
                at += 1
                yield _FOLDERS
            else:
                yield _STARS
        elif character == "[":
            expression, at = _brackets(text, at + 1)
            yield expression
        elif character == "\\":
            if at + 1 == len(text):
                raise _Never
            yield re.escape(text[at + 1])
            at += 2
        else:
            yield f"[^/{FOLDER}]" if character == "?" else re.escape(character)
            at += 1


def _brackets(text: str, at: int) -> tuple[str, int]:
    """Return the expression for one of the characters in the brackets whose content begins ``at``, and where they end."""

    def here() -> str:
        if at >= len(text):
            raise _Never
        return text[at]

    denied = here() in "!^"
    at += denied
    fitting: set[int] = set()
    before = ""  # what a range may begin with
    first = True
    while first or here() != "]":
        first = False
        character = here()
        if character == "\\":
            at += 1
            character = here()
            fitting.add(ord(character))
        elif character == "-" and before and at + 1 < len(text) and text[at + 1] != "]":
            at += 1
            if here() == "\\":
                at += 1
            fitting.update(range(ord(before), ord(here()) + 1))
            character = ""
        elif character == "[" and text[at + 1 : at + 2] == ":":
            end = text.find("]", at + 2)
            if end < 0:
                raise _Never
            if end - at - 3 < 0 or text[end - 1] != ":":  # not a class after all
                fitting.add(ord("["))
            else:
                name = text[at + 2 : end - 1]
                if name not in _CLASSES:
                    raise _Never
                fitting.update(map(ord, _CLASSES[name]))
                at = end
                character = ""
        else:
            fitting.add(ord(character))
        before = character
        at += 1
    wanted = ({*range(1, 256)} - fitting if denied else fitting) - {ord("/")}
    listed = "".join(rf"\x{first:02x}-\x{last:02x}" for first, last in _ranges(sorted(wanted)))
    return (f"[{listed}]" if listed else "(?!)"), at + 1


def _ranges(codes: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of every contiguous range of ``codes``: a short expression compiles faster."""
    ends = [place for place, code in enumerate(codes) if codes[place + 1 : place + 2] != [code + 1]]
    start = 0
    for end in ends:
        yield codes[start], codes[end]
        start = end + 1
