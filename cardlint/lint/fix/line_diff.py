"""Which lines differ between two texts, in linear time.

As in patience diff, lines that occur once in both are matched; between them, those that occur once there, and so on. If all lines occur
several times, the longest common subsequence is computed, as long as that is cheap. ``difflib`` takes minutes for a card with ten
thousand fixes.
"""

from bisect import bisect_left
from collections.abc import Sequence

from cardlint.system.named_tuple import NamedTuple

MAX_DEPTH = 12
"""How many levels of lines that occur once are matched; below them, differing lines are replaced as one block."""

MOST_PAIRS = 500_000
"""How many pairs of lines are compared in one call if no line occurs once; beyond that, they are replaced as one block."""


class Change(NamedTuple):
    """The lines ``start`` to ``end`` of the old text are replaced by ``new_start`` to ``new_end`` of the new text."""

    start: int
    end: int
    new_start: int
    new_end: int


def changes(old: Sequence[bytes], new: Sequence[bytes]) -> list[Change]:
    """Return the changes between two lists of lines, in order and with a common line between any two of them."""
    found: list[Change] = []
    todo = [(Change(0, len(old), 0, len(new)), 0)]
    pairs_left = MOST_PAIRS
    while todo:
        gap, depth = todo.pop()
        change = _trim(old, new, gap)
        anchors = _anchors(old, new, change) if depth < MAX_DEPTH else []
        pairs = (change.end - change.start) * (change.new_end - change.new_start)
        if not anchors and 1 < pairs <= pairs_left:
            pairs_left -= pairs
            anchors = _longest_in_common(old, new, change)
        if anchors:
            ends = [*anchors, (change.end, change.new_end)]
            starts = [(change.start, change.new_start), *((one + 1, other + 1) for one, other in anchors)]
            gaps = [Change(one[0], two[0], one[1], two[1]) for one, two in zip(starts, ends, strict=True)]
            todo += [(each, depth + 1) for each in reversed(gaps)]
        elif change.start < change.end or change.new_start < change.new_end:
            found.append(change)
    return found


def _trim(old: Sequence[bytes], new: Sequence[bytes], gap: Change) -> Change:
    """Return ``gap`` without the common lines at its ends."""
    start, end, new_start, new_end = gap
    while start < end and new_start < new_end and old[start] == new[new_start]:
        start += 1
        new_start += 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end -= 1
        new_end -= 1
    return Change(start, end, new_start, new_end)


def _anchors(old: Sequence[bytes], new: Sequence[bytes], gap: Change) -> list[tuple[int, int]]:
    """Return the lines that occur once on both sides of ``gap``, as many as are in the same order."""
    if gap.start == gap.end or gap.new_start == gap.new_end:
        return []
    ours, theirs = _once(old, gap.start, gap.end), _once(new, gap.new_start, gap.new_end)
    return _longest_rising([(at, theirs[line]) for line, at in ours.items() if line in theirs])


def _longest_in_common(old: Sequence[bytes], new: Sequence[bytes], gap: Change) -> list[tuple[int, int]]:
    """Return the longest common subsequence of the lines on both sides of ``gap``."""
    width = gap.new_end - gap.new_start
    # Lengths of common subsequences from each old line, last line first, and each new line.
    lengths = [[0] * (width + 1)]
    for line in reversed(old[gap.start : gap.end]):
        below = lengths[-1]
        row = [0] * (width + 1)
        for at in range(width - 1, -1, -1):
            row[at] = below[at + 1] + 1 if line == new[gap.new_start + at] else max(below[at], row[at + 1])
        lengths.append(row)
    lengths.reverse()
    found = []
    start, at = 0, 0
    while lengths[start][at]:
        if old[gap.start + start] == new[gap.new_start + at]:
            found.append((gap.start + start, gap.new_start + at))
            start, at = start + 1, at + 1
        elif lengths[start + 1][at] >= lengths[start][at + 1]:
            start += 1
        else:
            at += 1
    return found


def _once(lines: Sequence[bytes], start: int, end: int) -> dict[bytes, int]:
    """Return the lines that occur once between two positions, with their position."""
    places: dict[bytes, int] = {}
    for at in range(start, end):
        places[lines[at]] = -1 if lines[at] in places else at
    return {line: at for line, at in places.items() if at >= 0}


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest subsequence of ``pairs``, sorted by the first number, that increases in the second too."""
    lowest: list[int] = []  # the lowest second number that ends a subsequence of each length
    last: list[int] = []  # the pair with that number
    before: list[int] = []  # for each pair, its predecessor in its subsequence
    for number, (_, second) in enumerate(pairs):
        length = bisect_left(lowest, second)
        lowest[length : length + 1] = [second]
        last[length : length + 1] = [number]
        before.append(last[length - 1] if length else -1)
    chosen = []
    at = last[-1] if last else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]
