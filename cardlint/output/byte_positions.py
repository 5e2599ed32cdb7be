"""Positions in the text with the column in bytes, as editors with UTF-8 buffers count them."""

from cardlint.findings.source import Position, Source


class BytePositions:
    """Counts bytes from the previous position, so that a long line is not counted again for every diagnostic."""

    __slots__ = ("_column", "_line", "_offset", "_source")

    def __init__(self, source: Source) -> None:
        self._source = source
        self._line = 1
        self._offset = 0
        self._column = 1

    def position(self, offset: int) -> Position:
        """Return the position of ``offset``, with the column in bytes from 1."""
        line, column = self._source.position(offset)
        if self._source.text.isascii():
            return Position(line, column)
        if line != self._line:
            self._line, self._offset, self._column = line, offset - column + 1, 1
        if offset >= self._offset:
            self._column += self._bytes(self._offset, offset)
        else:
            self._column -= self._bytes(offset, self._offset)
        self._offset = offset
        return Position(line, self._column)

    def _bytes(self, start: int, end: int) -> int:
        return len(self._source.text[start:end].encode("utf-8", errors="surrogatepass"))
