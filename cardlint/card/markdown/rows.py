"""Table rows: where their cells are, and what makes a line a table header."""

from cardlint.card.markdown.elements import Table
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern

_DASHES = pattern(r":?-++:?")


def table(text: str, lines: list[tuple[int, int]]) -> Table:
    """Return the table with these lines, the first of which is the header."""
    header, *rows = lines
    first, last = lines[0][0], lines[-1]
    span = Span(first, last[0] + len(text[slice(*last)].rstrip()))
    return Table(span, cells(text, *header), tuple(cells(text, *row) for row in rows))


def cells(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the cells of the line ``text[start:end]``, without surrounding white space."""
    line = text[start:end]
    at = end - len(line.lstrip(" \t"))
    stop = start + len(line.rstrip(" \t"))
    if at >= stop:
        return ()
    bounds = [at - 1]
    pipe = text.find("|", at, stop)
    while pipe >= 0:
        if text[pipe - 1] != "\\" or pipe == at:
            bounds.append(pipe)
        pipe = text.find("|", pipe + 1, stop)
    bounds.append(stop)
    first = 1 if bounds[1] == at else 0  # pipes at the ends of a row are optional
    last = len(bounds) - (2 if bounds[-2] == stop - 1 and len(bounds) > 2 else 1)
    return tuple([_trimmed(text, bounds[index] + 1, bounds[index + 1]) for index in range(first, last)])


def is_header_of(text: str, header: tuple[int, int], delimiters: tuple[int, int]) -> bool:
    """Return whether a line above a line of dashes is a table header: it has the same number of columns."""
    if text.find("|", *header) < 0:
        return False
    line = text[slice(*delimiters)].strip(" \t")
    parts = [part.strip(" \t") for part in line.split("|")]
    if not parts[0]:
        del parts[0]
    if parts and not parts[-1]:
        del parts[-1]
    return all(_DASHES.fullmatch(part) for part in parts) and 0 < len(parts) == len(cells(text, *header))


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " \t":
        start += 1
    while start < end and text[end - 1] in " \t":
        end -= 1
    return Span(start, end)
