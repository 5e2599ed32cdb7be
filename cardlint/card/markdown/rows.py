"""Table rows: where their cells are, and what makes a line a table header."""

from cardlint.findings.source import Span
from cardlint.system.cached_property import cached_property
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import new

_DASHES = pattern(r":?-++:?")
_PIPE = pattern(r"(?<!\\)\|")


class Table:
    """A table. Rows have the spans of their cells, without surrounding white space; the header is not a row.

    The rows are read when they are first needed: most tables are looked at only for their header.
    """

    def __init__(self, text: str, lines: list[tuple[int, int]]) -> None:
        """``lines`` begin with the header, and do not include the dashes below it."""
        self._text = text
        self._lines = lines
        start, end = lines[-1]
        self.span = Span(lines[0][0], start + len(text[start:end].rstrip()))
        self.header = cells(text, *lines[0])

    @cached_property
    def rows(self) -> tuple[tuple[Span, ...], ...]:
        """The cells of the lines below the header."""
        return tuple([cells(self._text, *line) for line in self._lines[1:]])

    def is_even(self) -> bool:
        """Return whether every row has as many cells as the header, as far as their pipes show without reading the cells."""
        shapes = set()
        for start, end in self._lines:
            line = self._text[start:end].strip(" \t")
            shapes.add((line.count("|"), line[:1] == "|", line[-1:] == "|", "\\|" in line))
        return len(shapes) == 1 and not shapes.pop()[-1]


def cells(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the cells of the line ``text[start:end]``, without surrounding white space."""
    line = text[start:end].lstrip(" \t")
    at = end - len(line)
    line = line.rstrip(" \t")
    parts = line.split("|") if "\\|" not in line else _PIPE.split(line)
    if not parts[0]:  # pipes at the ends of a row are optional
        del parts[0]
        at += 1
    if parts and not parts[-1]:
        del parts[-1]
    found = []
    for part in parts:
        end = at + len(part)
        content = part.lstrip(" \t")
        at = end - len(content)
        found.append(new(Span, (at, at + len(content.rstrip(" \t")))))
        at = end + 1
    return tuple(found)


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
