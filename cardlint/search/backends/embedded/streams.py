"""The words of every document in order, in one file, for phrases: finding consecutive words is a search in a few thousand bytes.

A text index without positions is half as large and twice as fast to build, and this answers phrases exactly. There are two files
that are only appended to: the texts, and the offsets where each text ends. The next update truncates what an interrupted one left.
"""

import mmap
import os
import sys
from array import array
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from cardlint.system.regular_file import open_regular, read_start

TEXTS, ENDS = "streams.bin", "streams.end"
FIELD_END = b"\x1e"
_END_BYTES = 8


class Streams:
    """A snapshot of the first ``count`` documents, for reading. Raises OSError, or ValueError if the files have fewer documents."""

    def __init__(self, folder: str, count: int) -> None:
        self._ends: array[int] = array("Q")
        self._ends.frombytes(read_start(os.path.join(folder, ENDS), count * _END_BYTES, follow=False))
        self._map: mmap.mmap | bytes = b""
        descriptor = open_regular(os.path.join(folder, TEXTS), follow=False)
        try:
            size = self._ends[-1] if self._ends else 0
            if len(self._ends) < count or size > os.fstat(descriptor).st_size:
                raise ValueError("the texts of the index are cut off")
            if size:
                self._map = mmap.mmap(descriptor, size, access=mmap.ACCESS_READ)
        finally:
            os.close(descriptor)

    def holding(self, numbers: Iterable[int], text: str, stream: int | None) -> list[int]:
        """Return the documents among ``numbers`` that have ``text`` in the given stream, or in any if ``stream`` is None."""
        wanted = text.encode()
        ends, content = self._ends, self._map
        found = []
        for number in numbers:
            whole = content[ends[number - 1] if number else 0 : ends[number]]
            if wanted in whole and (stream is None or wanted in whole.split(FIELD_END, stream + 1)[stream]):
                found.append(number)
        return found

    def close(self) -> None:
        """Close the file."""
        if isinstance(self._map, mmap.mmap):
            self._map.close()


class StreamsWriter:
    """Appends documents. ``count`` documents are in the text index; anything after them in the files is truncated."""

    def __init__(self, folder: str, count: int) -> None:
        self._texts, self._ends = (_opened(os.path.join(folder, name)) for name in (TEXTS, ENDS))
        try:
            self._end = self._cut(count)
        except BaseException:
            self.close()
            raise

    def _cut(self, count: int) -> int:
        """Remove everything after the first ``count`` documents; return where their texts end."""
        end = 0
        if count:
            self._ends.seek((count - 1) * _END_BYTES)
            content = self._ends.read(_END_BYTES)
            end = int.from_bytes(content, sys.byteorder)
            if len(content) < _END_BYTES or end > os.fstat(self._texts.fileno()).st_size:
                raise ValueError("the texts of the index are cut off")
        self._ends.truncate(count * _END_BYTES)
        self._ends.seek(count * _END_BYTES)
        self._texts.truncate(end)
        self._texts.seek(end)
        return end

    def add(self, streams: Sequence[str]) -> None:
        """Append the words of one document, one text per field."""
        content = FIELD_END.join(stream.encode() for stream in streams)
        self._texts.write(content)
        self._end += len(content)
        self._ends.write(self._end.to_bytes(_END_BYTES, sys.byteorder))

    def flush(self) -> None:
        """Make the added documents durable."""
        for file in (self._texts, self._ends):
            file.flush()
            os.fsync(file.fileno())

    def close(self) -> None:
        """Close the files."""
        self._texts.close()
        self._ends.close()


def _opened(path: str) -> BinaryIO:
    """Open a file for reading and writing, and create it if it does not exist. A link is not followed."""
    flags = (
        os.O_RDWR
        | os.O_CREAT
        | getattr(os, "O_NOFOLLOW", 0)
        | getattr(os, "O_NONBLOCK", 0)
        | getattr(os, "O_BINARY", 0)
    )
    return os.fdopen(os.open(path, flags, 0o600), "r+b")
