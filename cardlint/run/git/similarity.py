"""Finds the most similar file by common lines, in time that is linear in the number of files."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from cardlint.run.git.content import lines
from cardlint.system.named_tuple import NamedTuple

LEAST = 0.5
"""The share of two files that must be in common for one to be a later state of the other, as in ``git diff -M``."""

_MOST_SHARED = 16
"""A line that is in more files than this is ignored, because it is not characteristic of any of them."""

_SHORTLIST = 4
"""How many files are compared completely: those with the most characteristic lines in common, and those with the same name."""


class Likeness(NamedTuple):
    """How much of the larger of two files is in both, from 0 to 1."""

    score: float
    name: bytes
    former: bytes


class FormerFiles:
    """Deleted files, which may be former states of other files."""

    def __init__(self, contents: Iterable[tuple[bytes, bytes]]) -> None:
        """``contents`` are the names and contents of the files."""
        self._lines: dict[bytes, Counter[bytes]] = {}
        self._having: dict[bytes, list[bytes]] = defaultdict(list)
        self._called: dict[bytes, list[bytes]] = defaultdict(list)
        for name, content in contents:
            self._lines[name] = Counter(lines(content))
            self._called[_end(name)].append(name)
            for line in self._lines[name]:
                if len(self._having[line]) <= _MOST_SHARED:
                    self._having[line].append(name)

    def likenesses(self, name: bytes, content: bytes) -> Iterator[Likeness]:
        """Yield the files of which ``name``, with this ``content``, may be a later state."""
        found = Counter(lines(content))
        votes: Counter[bytes] = Counter()
        for line in found:
            having = self._having.get(line, ())
            votes.update(having if len(having) <= _MOST_SHARED else ())
        best = sorted(votes, key=lambda each: (-votes[each], each))[:_SHORTLIST]
        for former in dict.fromkeys((*best, *self._called.get(_end(name), ())[:_SHORTLIST])):
            score = _in_common(found, self._lines[former])
            if score >= LEAST:
                yield Likeness(score, name, former)


def pair(likenesses: Iterable[Likeness]) -> dict[bytes, bytes]:
    """Return the former name of each file. The most similar pairs are chosen first, and each name is used once."""
    pairs: dict[bytes, bytes] = {}
    taken: set[bytes] = set()
    for each in sorted(likenesses, key=lambda each: (-each.score, each.name, each.former)):
        if each.name not in pairs and each.former not in taken:
            pairs[each.name] = each.former
            taken.add(each.former)
    return pairs


def _in_common(one: Counter[bytes], other: Counter[bytes]) -> float:
    common = sum((len(line) + 1) * min(count, other[line]) for line, count in one.items() if line in other)
    return common / max(_size(one), _size(other))


def _size(found: Counter[bytes]) -> int:
    return sum((len(line) + 1) * count for line, count in found.items())


def _end(name: bytes) -> bytes:
    """Return the name of a file with the name of its folder."""
    return b"/".join(name.split(b"/")[-2:])
