"""A word list: a file with the words of some documents, each with the documents that have it and its weight in each.

It contains only numbers and bytes at offsets given in its header, so that nothing in it can run. Opening it reads nothing: the file is
memory-mapped, and a word is found by binary search. A file whose size differs from its header was not written by us. For any other
damage, all offsets are clipped to the file, and every loop is bounded by its size.
"""

import mmap
import os
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence

from cardlint.system.named_tuple import NamedTuple
from cardlint.system.regular_file import open_regular

_MARK = int.from_bytes(b"cl-words", sys.byteorder)  # on a machine with the other byte order, the number is different
_HEAD_NUMBERS = 4
_NUMBER, _DOCUMENT, _WEIGHT = 8, 4, 2  # bytes


class Posting(NamedTuple):
    """The documents that have a word, in ascending order, and its weight in each."""

    documents: Sequence[int]
    weights: Sequence[int]


_NOTHING = Posting((), ())


def write_word_list(path: str, words: Iterable[tuple[bytes, Posting]]) -> None:
    """Write a new file, durably. ``words`` must be sorted. Raises OSError."""
    texts: list[bytes] = []
    word_ends, posting_ends = array("Q"), array("Q")
    documents, weights = array("I"), array("H")
    length = 0
    for word, posting in words:
        texts.append(word)
        length += len(word)
        word_ends.append(length)
        documents.extend(posting.documents)
        weights.extend(posting.weights)
        posting_ends.append(len(documents))
    head = array("Q", (_MARK, len(texts), len(documents), length))
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags, 0o600), "wb") as file:
        for part in (head, word_ends, posting_ends, documents, weights):
            file.write(part)
        file.write(b"".join(texts))
        file.flush()
        os.fsync(file.fileno())


class WordList:
    """A word list for reading. Raises ValueError if the file is not a word list, and OSError if it cannot be opened."""

    def __init__(self, path: str) -> None:
        descriptor = open_regular(path, follow=False)
        try:
            size = os.fstat(descriptor).st_size
            if size < _HEAD_NUMBERS * _NUMBER:
                raise ValueError("a word list is incomplete")
            self._map = mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)
        finally:
            os.close(descriptor)
        self._views: list[memoryview] = []
        self._place = 0
        mark, words, postings, text = self._next("Q", _HEAD_NUMBERS, _NUMBER)
        expected = (_HEAD_NUMBERS + 2 * words) * _NUMBER + postings * (_DOCUMENT + _WEIGHT) + text
        if mark != _MARK or size != expected:
            self.close()
            raise ValueError("a word list was changed after it was written")
        self._words = self._next("Q", words, _NUMBER)
        self._postings = self._next("Q", words, _NUMBER)
        self._documents = self._next("I", postings, _DOCUMENT)
        self._weights = self._next("H", postings, _WEIGHT)
        self._text = self._place

    def posting(self, word: bytes) -> Posting:
        """Return the posting of ``word``, which is empty if no document has it."""
        place = self._place_of(word)
        return self._posting(place) if place < len(self._words) and self._word(place) == word else _NOTHING

    def words_beginning(self, start: bytes) -> Iterator[bytes]:
        """Yield the words that begin with ``start``, sorted."""
        for place in range(self._place_of(start), len(self._words)):
            word = self._word(place)
            if not word.startswith(start):
                return
            yield word

    def items(self) -> Iterator[tuple[bytes, Posting]]:
        """Yield every word with its posting, sorted."""
        for place in range(len(self._words)):
            yield self._word(place), self._posting(place)

    def close(self) -> None:
        """Close the file."""
        for view in reversed(self._views):
            view.release()
        self._map.close()

    def _next(self, kind: str, count: int, size: int) -> memoryview:
        """Return the next ``count`` numbers in the file."""
        whole = memoryview(self._map)
        part = whole[self._place : self._place + count * size]
        numbers = part.cast(kind)  # type: ignore[call-overload]  # it is a kind of number
        self._views += (whole, part, numbers)
        self._place += count * size
        found: memoryview = numbers
        return found

    def _place_of(self, word: bytes) -> int:
        """Return the index of the first word that is not less than ``word``."""
        low, high = 0, len(self._words)
        while low < high:
            middle = (low + high) // 2
            if self._word(middle) < word:
                low = middle + 1
            else:
                high = middle
        return low

    def _word(self, place: int) -> bytes:
        start = self._words[place - 1] if place else 0
        return self._map[self._text + start : self._text + self._words[place]]

    def _posting(self, place: int) -> Posting:
        start, end = self._postings[place - 1] if place else 0, self._postings[place]
        return Posting(self._documents[start:end].tolist(), self._weights[start:end].tolist())
