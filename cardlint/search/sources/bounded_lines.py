"""Reads the lines of an untrusted file, each only up to a limit."""

from collections.abc import Iterator
from typing import BinaryIO

LONGEST_LINE = 64 * 1024 * 1024
"""The longest line that is read, in bytes: the largest card, if JSON writes each of its characters as two. Longer lines are skipped."""


def bounded_lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines; of a line that is too long, only the beginning, with one byte more than the limit."""
    while line := file.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE + 1)
