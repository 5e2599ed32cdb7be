"""The words of every document in their order, in one file: whether words stand in a row is a search in a few thousand
bytes.

A text index without positions is half as large and twice as fast to build, and this answers phrases exactly. Two files
only ever grow: the texts, and where each ends. What an interrupted update left behind is cut off by the next one.
"""

import mmap
import os
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence

TEXTS, ENDS = "streams.bin", "streams.end"
FIELD_END = b"\x1e"
_END_BYTES = 8


class Streams:
    """A snapshot for reading."""

    def __init__(self, folder: str) -> None:
        self._ends: array[int] = array("Q")
        with open(os.path.join(folder, ENDS), "rb") as file:
            content = file.read()
        self._ends.frombytes(content[: len(content) // _END_BYTES * _END_BYTES])
        self._map: mmap.mmap | bytes = b""
        with open(os.path.join(folder, TEXTS), "rb") as file:
            # A writer, or one that was killed, may have written an end before its text: no catalogue knows it yet.
            del self._ends[bisect_right(self._ends, os.fstat(file.fileno()).st_size) :]
            size = self._ends[-1] if self._ends else 0
            if size:
                self._map = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)

    def holding(self, numbers: Iterable[int], text: str, stream: int | None) -> list[int]:
        """Return those of the documents that have ``text`` in one stream, or in any."""
        wanted = text.encode()
        ends, content = self._ends, self._map
        found = []
        for number in numbers:
            whole = content[ends[number - 1] if number else 0 : ends[number]]
            if wanted in whole and (stream is None or wanted in whole.split(FIELD_END, stream + 1)[stream]):
                found.append(number)
        return found

    def close(self) -> None:
        """Let go of the file."""
        if isinstance(self._map, mmap.mmap):
            self._map.close()


class StreamsWriter:
    """Appends documents. ``count`` documents are in the text index; whatever the files have beyond them is cut off."""

    def __init__(self, folder: str, count: int) -> None:
        flags = os.O_RDWR | os.O_CREAT
        self._texts = os.fdopen(os.open(os.path.join(folder, TEXTS), flags, 0o600), "r+b")
        self._ends = os.fdopen(os.open(os.path.join(folder, ENDS), flags, 0o600), "r+b")
        known: array[int] = array("Q")
        content = self._ends.read(count * _END_BYTES)
        known.frombytes(content[: len(content) // _END_BYTES * _END_BYTES])
        self._end = known[-1] if known else 0
        self._ends.truncate(len(known) * _END_BYTES)
        self._ends.seek(len(known) * _END_BYTES)
        self._texts.truncate(self._end)
        self._texts.seek(self._end)
        for _ in range(count - len(known)):  # documents of an interrupted update, which no catalogue knows
            self._ends.write(self._end.to_bytes(_END_BYTES, sys.byteorder))

    def add(self, streams: Sequence[str]) -> None:
        """Append the words of one document, one text a field."""
        content = FIELD_END.join(stream.encode() for stream in streams)
        self._texts.write(content)
        self._end += len(content)
        self._ends.write(self._end.to_bytes(_END_BYTES, sys.byteorder))

    def flush(self) -> None:
        """Make what was added durable."""
        for file in (self._texts, self._ends):
            file.flush()
            os.fsync(file.fileno())

    def close(self) -> None:
        """Let go of the files."""
        self._texts.close()
        self._ends.close()
