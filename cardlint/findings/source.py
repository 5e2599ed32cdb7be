"""The text of a card and the places in it.

Offsets are in code points of the decoded text, from 0, a byte order mark included. Lines and columns are from 1. Lines end at
``\\n`` and nowhere else, as in editors and on the Hub: ``str.splitlines`` also breaks at U+0085 and U+2028, and is not used.
"""

from bisect import bisect_right
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_LE
from enum import Enum
from itertools import accumulate, count, islice
from operator import add

from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

SIZE_LIMIT = 32 * 1024 * 1024
"""The largest card that is read, in bytes. The largest known real one, a list of benchmark results, has 29 MB."""

FULL_LIMIT = 2 * 1024 * 1024
"""The largest text that is checked in full, in code points. Most texts take fifty bytes of memory for each of them, and two seconds a
million; one that is all headings takes 350 bytes, so that no card needs a gigabyte. Cards that people wrote stay below a fifth of it."""

MOST_STRAYS = 10_000
"""Bytes of a card that are no UTF-8 and are looked at; a card with more was not written by people."""

_STRAY = pattern("[\udc80-\udcff]")  # what ``surrogateescape`` writes for a byte


class Span(NamedTuple):
    """A half-open range of the text, in code points."""

    start: int
    end: int


class Position(NamedTuple):
    """A point of the text, line and column from 1, the column in code points."""

    line: int
    column: int


class Fault(Enum):
    """Why the text of a card is not, or not in full, what the Hub reads of its bytes."""

    TOO_LARGE = "too large"
    BINARY = "binary"
    UTF_16 = "UTF-16"
    NOT_UTF_8 = "not UTF-8"
    LONG = "long"


def lower_ascii(text: str) -> str:
    """Return ``text`` with its ASCII letters in lower case: every character keeps its place, and a word is found ten times sooner.

    To put a text of other scripts into lower case takes as long as to search it for 50 words.
    """
    if text.isascii():
        return text.lower()
    return text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


class Source:
    """A card's text with its display path, and what was wrong with its bytes."""

    __slots__ = ("_starts", "content", "fault", "path", "text")

    def __init__(
        self, text: str, path: str = "README.md", fault: Fault | None = None, content: bytes | None = None
    ) -> None:
        self.text = text
        self.path = path
        self.fault = fault
        self.content = content  # the bytes, where the text is not all that they say
        self._starts: list[int] | None = None

    @classmethod
    def decode(cls, content: bytes, path: str) -> "Source":
        """Return the text of ``content``, decoded strictly as UTF-8.

        Anything else is a fault. A fault leaves as much text as can be trusted: none of a binary or UTF-16 file, and U+FFFD for each
        stray byte of one that is UTF-8 but for those, so that the rest is still checked.
        """
        if len(content) > SIZE_LIMIT:
            return cls("", path, Fault.TOO_LARGE)
        try:
            return cls(content.decode("utf-8"), path)
        except UnicodeDecodeError:
            if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) and not content.startswith(BOM_UTF32_LE):
                return cls("", path, Fault.UTF_16, content)
            if b"\0" in content:
                return cls("", path, Fault.BINARY)
            text = _STRAY.sub("\ufffd", content.decode("utf-8", errors="surrogateescape"))
            return cls(text, path, Fault.NOT_UTF_8, content)

    def encoded(self) -> bytes:
        """Return the bytes that stand for the text: those of the file, where it holds text."""
        return self.content if self.content is not None else self.text.encode()

    def strays(self) -> list[int]:
        """Return where a U+FFFD stands for a byte that is no UTF-8, in order; at most ``MOST_STRAYS`` places."""
        if self.fault is not Fault.NOT_UTF_8 or self.content is None:
            return []
        text = self.content.decode(errors="surrogateescape")
        return [found.start() for found in islice(_STRAY.finditer(text), MOST_STRAYS)]

    def beginning(self, end: int) -> "Source":
        """Return the text up to ``end`` alone, of a card too long to be checked in full; its bytes are still those of the whole."""
        return Source(self.text[:end], self.path, Fault.LONG, self.encoded())

    @property
    def is_unread(self) -> bool:
        """Whether nothing of the card's text can be checked, or so little that its rules would be wrong about the rest."""
        return (
            self.fault is not None
            and self.fault is not Fault.NOT_UTF_8
            and not (self.fault is Fault.LONG and self.text)
        )

    def slice(self, span: Span) -> str:
        """Return the text at ``span``."""
        return self.text[span[0] : span[1]]

    def position(self, offset: int) -> Position:
        """Return the line and column of ``offset``."""
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    def offset(self, line: int, column: int = 1) -> int:
        """Return the offset of a position; the inverse of ``position``."""
        return self._line_starts()[line - 1] + column - 1

    def line(self, number: int) -> str:
        """Return line ``number``, from 1, without its line end; empty after the last one."""
        starts = self._line_starts()
        if number > len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def line_span(self, offset: int) -> Span:
        """Return the span of the whole line that holds ``offset``, its line end included."""
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return Span(starts[line - 1], starts[line] if line < len(starts) else len(self.text))

    @property
    def line_end(self) -> str:
        """How the lines end, told by the first one."""
        return "\r\n" if self.text[: self.line_span(0).end].endswith("\r\n") else "\n"

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            lengths = map(len, self.text.split("\n"))
            self._starts = list(
                map(add, accumulate(lengths, initial=0), count())
            )  # each line end is one character more
            self._starts.pop()
        return self._starts
