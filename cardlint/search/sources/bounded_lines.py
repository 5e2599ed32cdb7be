"""Reads lines that strangers may have written: never more of one than a limit."""

from collections.abc import Iterator
from typing import BinaryIO

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes of a line that is read: the largest card, each of whose characters JSON may write as two. A longer one is skipped."""


def bounded_lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines; of one that is too long the beginning, with one byte more than is allowed."""
    while line := file.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE + 1)
