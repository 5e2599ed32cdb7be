"""Finds the former name of a file whose name is new, by its content, as ``git diff -M`` does.

A moved card had a name in the base that no longer exists. Each such name is assigned to one card: the one with the
same content, or the most similar one. A file next to a card moves with it.
"""

import os
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator

from cardlint.run.git.base import Base
from cardlint.run.git.content import blob_id
from cardlint.run.git.similarity import FormerFiles, pair
from cardlint.system.errors import CardlintError
from cardlint.system.regular_file import read_whole

_MOST_COMPARED = 1_000
"""The most deleted files that are compared; git has the same limit."""

_LARGEST_COMPARED = 1024 * 1024
"""The size in bytes of the largest file that is compared."""


class Moves:
    """The moves in one checkout since its base."""

    def __init__(self, base: Base, cards: Iterable[bytes]) -> None:
        """``cards`` are the names of the cards in the run."""
        self._base = base
        self._cards = cards
        self._names: dict[str, list[bytes]] | None = None  # blob in the base → its names
        self._pairs: dict[bytes, bytes] | None = None

    def find(self, name: bytes, content: bytes, card: bytes) -> bytes | None:
        """Return the former name of the file ``name``, which is ``card`` or a file next to it; None if it is new."""
        if self._pairs is None:
            self._pairs = self._card_pairs()
        former = self._pairs.get(card)
        if name == card:
            return former
        if former is not None:
            beside = posixpath.join(posixpath.dirname(former), posixpath.relpath(name, posixpath.dirname(card) or b"."))
            if beside in self._base.files and self._is_gone(beside):
                return beside
        return next(iter(self._same(content)), None)

    def _card_pairs(self) -> dict[bytes, bytes]:
        """Return the former names of the cards that were moved."""
        pairs: dict[bytes, bytes] = {}
        taken: set[bytes] = set()
        contents = self._read(sorted(each for each in set(self._cards) if each not in self._base.files))
        changed = []
        for name, content in contents:
            same = [each for each in self._same(content) if each not in taken]
            if same:
                pairs[name] = min(same, key=lambda each: (posixpath.basename(each) != posixpath.basename(name), each))
                taken.add(pairs[name])
            else:
                changed.append(name)
        former = FormerFiles(self._contents(self._gone(changed, taken))) if changed else None
        if former is not None:
            pairs.update(pair(each for file in self._read(changed) for each in former.likenesses(*file)))
        return pairs

    def _same(self, content: bytes) -> list[bytes]:
        """Return the names of deleted files that had this ``content``."""
        if self._names is None:
            self._names = defaultdict(list)
            for name, file in self._base.files.items():
                self._names[file.blob].append(name)
        like = next(iter(self._names), "")
        return [name for name in self._names.get(blob_id(content, like), ()) if self._is_gone(name)]

    def _gone(self, cards: Iterable[bytes], taken: set[bytes]) -> list[bytes]:
        """Return the names of deleted files that may have been one of the ``cards``, those with the same file name first."""
        called = {posixpath.basename(each).lower() for each in cards}
        endings = {posixpath.splitext(each)[1] for each in called}
        alike = [
            each for each in self._base.files if posixpath.splitext(each)[1].lower() in endings and each not in taken
        ]
        gone = [each for each in alike if self._is_gone(each)]
        return sorted(gone, key=lambda each: (posixpath.basename(each).lower() not in called, each))[:_MOST_COMPARED]

    def _read(self, names: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """Yield files with their current content, except those that are too large or not on disk, such as a card on standard input."""
        for name in names:
            try:
                yield name, read_whole(self._path(name), _LARGEST_COMPARED)
            except OSError:
                continue

    def _contents(self, names: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """Yield files with their content in the base, except those that are too large or missing in git."""
        for name in names:
            try:
                content = self._base.objects.read(self._base.files[name].blob, _LARGEST_COMPARED)
            except CardlintError:
                continue
            if content is not None:
                yield name, content

    def _is_gone(self, name: bytes) -> bool:
        return not os.path.lexists(self._path(name))

    def _path(self, name: bytes) -> str:
        return os.path.join(self._base.checkout.top, os.fsdecode(name))
