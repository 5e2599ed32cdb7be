"""Fits text into the columns of a terminal: a line is cut around what matters, prose is wrapped between words."""

import os
from collections.abc import Iterator
from typing import TextIO

from cardlint.output.terminal import width

UNKNOWN = 80
"""Columns of what is not a terminal."""

_FEWEST, _MOST = 20, 1_000
_CONTEXT = 20  # cells before the marked range, in a line that is cut


def columns(stream: TextIO) -> int:
    """Return how wide ``stream`` is: what COLUMNS says, or the terminal itself, or 80."""
    word = os.environ.get("COLUMNS", "")
    if word.isdecimal() and int(word):
        found = int(word)
    else:
        try:
            found = os.get_terminal_size(stream.fileno()).columns or UNKNOWN
        except (OSError, ValueError):  # not a terminal, or not even a file
            found = UNKNOWN
    return min(max(found, _FEWEST), _MOST)


def fits_as_it_is(text: str, cells: int) -> bool:
    """Return whether ``text``, like most lines, needs neither measuring nor escapes to be shown in ``cells``."""
    return len(text) <= cells and text.isascii() and text.isprintable()


def cut_around(before: str, marked: str, after: str, cells: int) -> tuple[str, str, str]:
    """Return the three parts of a line so that together they take at most ``cells``, each cut where it is farthest from the mark."""
    if 2 * (len(before) + len(marked) + len(after)) <= cells or width(before + marked + after) <= cells:
        return before, marked, after  # no character takes more than two cells: most lines need not be measured
    if width(before) + min(width(marked) + 1, cells // 2) > cells:
        before = _cut_start(before, min(_CONTEXT, cells // 4))
    room = cells - width(before)
    if width(marked) + bool(after) > room:
        return before, cut_end(marked + after, room), ""
    return before, marked, cut_end(after, room - width(marked))


def cut_end(text: str, cells: int) -> str:
    """Return ``text``, or as much of its beginning as takes ``cells`` with the ellipsis that stands for the rest."""
    if 2 * len(text) <= cells or width(text) <= cells:
        return text
    end = min(len(text), cells)
    while end > 0 and width(text[:end]) > cells - 1:
        end -= 1
    return text[:end] + "…"


def _cut_start(text: str, cells: int) -> str:
    if width(text) <= cells:
        return text
    start = max(0, len(text) - cells)
    while start < len(text) and width(text[start:]) > cells - 1:
        start += 1
    return "…" + text[start:]


def wrap(text: str, cells: int, indent: str = "") -> Iterator[str]:
    """Yield the lines of a paragraph, all but the first behind ``indent``. A word that is longer than a line stays in one piece."""
    line = ""
    for word in text.split(" "):
        if line.strip() and width(line) + 1 + width(word) > cells:
            yield line
            line = indent + word
        else:
            line = f"{line} {word}" if line else word
    yield line
