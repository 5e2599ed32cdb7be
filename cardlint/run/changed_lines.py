"""The lines of a file that differ from an earlier state, and whether a finding is on one of them."""

from collections.abc import Iterable

from cardlint.lint.fix.line_diff import Change, changes
from cardlint.system.named_tuple import NamedTuple


class Lines(NamedTuple):
    """A range of lines of a file: its first and last line, from 1."""

    first: int
    last: int


class ChangedLines(NamedTuple):
    """A range of lines that were added or changed; if lines were only deleted, the two lines around them."""

    first: int
    last: int
    are_written: bool

    def touch(self, place: Lines) -> bool:
        """Return whether one of the lines is in ``place``, or was deleted from it, which is impossible if ``place`` is a single line."""
        if self.are_written:
            return self.first <= place.last and place.first <= self.last
        return place.first <= self.first and self.last <= place.last


def changed_lines(old: list[bytes], new: list[bytes]) -> list[ChangedLines]:
    """Return the ranges in which the lines ``new`` differ from ``old``."""
    return [_in_new(change) for change in changes(old, new)]


def _in_new(change: Change) -> ChangedLines:
    if change.new_start == change.new_end:
        return ChangedLines(change.new_start, change.new_start + 1, False)
    return ChangedLines(change.new_start + 1, change.new_end, True)


def follow(lines: Iterable[ChangedLines], old: list[bytes], new: list[bytes]) -> list[ChangedLines]:
    """Return the positions of ``lines`` of the text ``old`` in ``new``, after a repair."""
    repairs = changes(old, new)

    def place(line: int, is_last: bool) -> int:
        shift = 0
        for repair in repairs:
            if line - 1 < repair.start:
                break
            if line - 1 < repair.end:
                return max(repair.new_end, repair.new_start + 1) if is_last else repair.new_start + 1
            shift = repair.new_end - repair.end
        return line + shift

    return [ChangedLines(place(each.first, False), place(each.last, True), each.are_written) for each in lines]
