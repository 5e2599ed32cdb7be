"""The text of a card and the positions in it.

Offsets are in code points of the decoded text, from 0, including a byte order mark. Lines and columns are from 1. Lines end only
at ``\\n``, as in editors and on the Hub: ``str.splitlines`` also breaks at U+0085 and U+2028, and is not used.
"""

from bisect import bisect_right
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_LE
from enum import Enum
from itertools import accumulate, count, islice
from operator import add

from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple, new

SIZE_LIMIT = 32 * 1024 * 1024
"""The largest card that is read, in bytes. The largest known real one, a list of benchmark results, has 29 MB."""

FULL_LIMIT = 2 * 1024 * 1024
"""The largest text that is checked completely, in code points. Most texts take fifty bytes of memory per code point, and two seconds
per million; one that is all headings takes 350 bytes, so no card needs a gigabyte. Cards written by people are below a fifth of it."""

MOST_STRAYS = 10_000
"""Maximum number of bytes that are not UTF-8 and are examined; a card with more was not written by people."""

_STRAY = pattern("[\udc80-\udcff]")  # what ``surrogateescape`` writes for a byte


class Span(NamedTuple):
    """A half-open range of the text, in code points."""

    start: int
    end: int


class Position(NamedTuple):
    """A point in the text: line and column from 1, the column in code points."""

    line: int
    column: int


class Fault(Enum):
    """Why the text of a card is not, or not completely, what the Hub reads from its bytes."""

    TOO_LARGE = "too large"
    BINARY = "binary"
    UTF_16 = "UTF-16"
    NOT_UTF_8 = "not UTF-8"
    LONG = "long"


def lower_ascii(text: str) -> str:
    """Return ``text`` with its ASCII letters in lower case: every character keeps its offset, and words are found ten times faster.

    Converting text in other scripts to lower case takes as long as searching it for 50 words.
    """
    if text.isascii():
        return text.lower()
    return text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


class Source:
    """A card's text with its display path, and what is wrong with its bytes."""

    __slots__ = ("_starts", "content", "fault", "path", "text")

    def __init__(
        self, text: str, path: str = "README.md", fault: Fault | None = None, content: bytes | None = None
    ) -> None:
        self.text = text
        self.path = path
        self.fault = fault
        self.content = content  # the bytes, if the text does not represent all of them
        self._starts: list[int] | None = None

    @classmethod
    def decode(cls, content: bytes, path: str) -> "Source":
        """Return the text of ``content``, decoded strictly as UTF-8.

        Anything else is a fault. A fault leaves as much text as can be trusted: none of a binary or UTF-16 file; in a file that is
        UTF-8 except for stray bytes, U+FFFD replaces each of them, so that the rest is still checked.
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
        """Return the bytes of the text: those of the file if they were kept."""
        return self.content if self.content is not None else self.text.encode()

    def strays(self) -> list[int]:
        """Return the offsets at which U+FFFD replaces a byte that is not UTF-8, in order, at most ``MOST_STRAYS``."""
        if self.fault is not Fault.NOT_UTF_8 or self.content is None:
            return []
        text = self.content.decode(errors="surrogateescape")
        return [found.start() for found in islice(_STRAY.finditer(text), MOST_STRAYS)]

    def beginning(self, end: int) -> "Source":
        """Return only the text up to ``end``, for a card too long to be checked completely; it keeps the bytes of the entire card."""
        return Source(self.text[:end], self.path, Fault.LONG, self.encoded())

    @property
    def is_unread(self) -> bool:
        """Whether none of the card's text can be checked, or so little that rules would be wrong about the rest."""
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
        starts = self._starts or self._line_starts()
        line = bisect_right(starts, offset)
        return new(Position, (line, offset - starts[line - 1] + 1))

    def offset(self, line: int, column: int = 1) -> int:
        """Return the offset of a position; the inverse of ``position``."""
        return self._line_starts()[line - 1] + column - 1

    def line(self, number: int) -> str:
        """Return line ``number``, from 1, without its line ending; empty after the last one."""
        start, end = self.line_bounds(number)
        return self.text[start:end]

    def line_bounds(self, number: int) -> tuple[int, int]:
        """Return where line ``number``, from 1, starts and where its line ending does; twice the end of the text after the last line."""
        text, starts = self.text, self._line_starts()
        if number > len(starts):
            return len(text), len(text)
        start = starts[number - 1]
        end = starts[number] if number < len(starts) else len(text)
        while end > start and text[end - 1] in "\r\n":
            end -= 1
        return start, end

    def line_span(self, offset: int) -> Span:
        """Return the span of the line that contains ``offset``, including its line ending."""
        starts = self._starts or self._line_starts()
        line = bisect_right(starts, offset)
        return new(Span, (starts[line - 1], starts[line] if line < len(starts) else len(self.text)))

    @property
    def line_end(self) -> str:
        """How the lines end, judging by the first one."""
        return "\r\n" if self.text[: self.line_span(0).end].endswith("\r\n") else "\n"

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            lengths = map(len, self.text.split("\n"))
            # Each line ending is one more character.
            self._starts = list(map(add, accumulate(lengths, initial=0), count()))
            self._starts.pop()
        return self._starts
