"""The words of some documents in one file: each word with the documents that have it and the weight it has there.

All of it is numbers and bytes at places given by the head of the file, so that nothing in it can run, and opening it reads
nothing: it is mapped, and a word is found by halving. A file whose size is not what its head says was not written by us. Whatever else is
wrong in it, every place is cut to the file, and every loop ends with it.
"""

import mmap
import os
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence

from cardlint.system.named_tuple import NamedTuple
from cardlint.system.regular_file import open_regular

_MARK = int.from_bytes(b"cl-words", sys.byteorder)  # read on a machine of the other byte order, it is another number
_HEAD_NUMBERS = 4
_NUMBER, _DOCUMENT, _WEIGHT = 8, 4, 2  # bytes


class Posting(NamedTuple):
    """The documents that have a word, ascending, and its weight in each."""

    documents: Sequence[int]
    weights: Sequence[int]


_NOTHING = Posting((), ())


def write_word_list(path: str, words: Iterable[tuple[bytes, Posting]]) -> None:
    """Write a new file, durably. ``words`` come in their order. Raises OSError."""
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
    """A file for reading. Raises ValueError if it is not a word list, and OSError if it cannot be opened."""

    def __init__(self, path: str) -> None:
        descriptor = open_regular(path, follow=False)
        try:
            size = os.fstat(descriptor).st_size
            if size < _HEAD_NUMBERS * _NUMBER:
                raise ValueError("a list of words is cut off")
            self._map = mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)
        finally:
            os.close(descriptor)
        self._views: list[memoryview] = []
        self._place = 0
        mark, words, postings, text = self._next("Q", _HEAD_NUMBERS, _NUMBER)
        expected = (_HEAD_NUMBERS + 2 * words) * _NUMBER + postings * (_DOCUMENT + _WEIGHT) + text
        if mark != _MARK or size != expected:
            self.close()
            raise ValueError("a list of words has changed since it was written")
        self._words = self._next("Q", words, _NUMBER)
        self._postings = self._next("Q", words, _NUMBER)
        self._documents = self._next("I", postings, _DOCUMENT)
        self._weights = self._next("H", postings, _WEIGHT)
        self._text = self._place

    def posting(self, word: bytes) -> Posting:
        """Return what is known of ``word``; nothing where no document has it."""
        place = self._place_of(word)
        return self._posting(place) if place < len(self._words) and self._word(place) == word else _NOTHING

    def words_beginning(self, start: bytes) -> Iterator[bytes]:
        """Yield the words that begin so, in their order."""
        for place in range(self._place_of(start), len(self._words)):
            word = self._word(place)
            if not word.startswith(start):
                return
            yield word

    def items(self) -> Iterator[tuple[bytes, Posting]]:
        """Yield every word in its order."""
        for place in range(len(self._words)):
            yield self._word(place), self._posting(place)

    def close(self) -> None:
        """Let go of the file."""
        for view in reversed(self._views):
            view.release()
        self._map.close()

    def _next(self, kind: str, count: int, size: int) -> memoryview:
        """Return the next ``count`` numbers of the file."""
        whole = memoryview(self._map)
        part = whole[self._place : self._place + count * size]
        numbers = part.cast(kind)  # type: ignore[call-overload]  # it is a kind of number
        self._views += (whole, part, numbers)
        self._place += count * size
        found: memoryview = numbers
        return found

    def _place_of(self, word: bytes) -> int:
        """Return the place of the first word that is not before ``word``."""
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
