"""Text in the last column of what a command prints for people: wrapped in a terminal, on one line where programs may read it."""

from collections.abc import Iterator
from typing import TextIO

from cardlint.output.fit import columns, wrap
from cardlint.output.terminal import width

_NARROWEST = 24
"""Cells of a column that is worth wrapping; if there are fewer, the text is below the other columns."""

_INDENT = "    "


def terminal_width(stream: TextIO) -> int | None:
    """Return the columns of the terminal that ``stream`` writes to, or None if it is not a terminal."""
    return columns(stream) if stream.isatty() else None


def paragraph(text: str, at: int, cells: int | None) -> Iterator[str]:
    """Yield the lines of ``text``, which begins in the column ``at`` of a terminal with ``cells`` columns.

    All but the first begin with the spaces that put them below it. If the column is too narrow, the first line is empty.
    """
    if cells is None or at + width(text) <= cells:
        yield text
        return
    room = cells - at
    if room < max(_NARROWEST, *map(width, text.split(" "))):
        yield ""
        yield from (f"{_INDENT}{line}" for line in wrap(text, cells - len(_INDENT)))
    else:
        first, *rest = wrap(text, room)
        yield first
        yield from (f"{'':{at}}{line}" for line in rest)
