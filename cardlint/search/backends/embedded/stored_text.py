"""Reads the text index on disk: which documents have a word, and its weight in each. Word lists and streams are memory-mapped.

Whoosh creates the segments (`whoosh_text`); reading them does not require Whoosh, so it is not imported.
"""

import os
from collections.abc import Iterable

from cardlint.search.backends.embedded.segments import read_segments
from cardlint.search.backends.embedded.streams import Streams
from cardlint.search.backends.embedded.word_list import WordList
from cardlint.system.named_tuple import NamedTuple

FOLDER = "text"
_ATTEMPTS = 5


class _PlacedList(NamedTuple):
    """A word list, and the number of its first document."""

    words: WordList
    offset: int


class StoredText:
    """A snapshot of the first ``count`` documents, for reading. An interrupted update may have left further documents.

    Raises OSError and ValueError if the files are damaged.
    """

    name = "whoosh"

    def __init__(self, generation: str, count: int) -> None:
        path = os.path.join(generation, FOLDER)
        self._count = count
        self._lists = _open_lists(path)
        try:
            self._streams = Streams(path, count)
        except BaseException:
            self._close_lists()
            raise

    def weights(self, word: str) -> dict[int, int]:
        found: dict[int, int] = {}
        for words, offset in self._lists:
            documents, weights = words.posting(word.encode())
            numbers = [number + offset for number in documents] if offset else documents
            found.update(zip(numbers, weights, strict=True))
            if numbers and numbers[-1] >= self._count:
                found = {number: weight for number, weight in found.items() if number < self._count}
        return found

    def frequency(self, word: str) -> int:
        return sum(len(words.posting(word.encode()).documents) for words, _ in self._lists)

    def words_beginning(self, start: str) -> list[str]:
        found = {word.decode() for words, _ in self._lists for word in words.words_beginning(start.encode())}
        return sorted(found)

    def holding(self, numbers: Iterable[int], text: str, stream: int | None) -> list[int]:
        return self._streams.holding(numbers, text, stream)

    def close(self) -> None:
        self._close_lists()
        self._streams.close()

    def _close_lists(self) -> None:
        for words, _ in self._lists:
            words.close()


def _open_lists(folder: str) -> list[_PlacedList]:
    """Return the word lists in the order of their documents."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return _open_once(folder)
        except FileNotFoundError:  # a writer merged segments while we opened them
            continue
    return _open_once(folder)


def _open_once(folder: str) -> list[_PlacedList]:
    found: list[_PlacedList] = []
    offset = 0
    try:
        for segment in read_segments(folder):
            found.append(_PlacedList(WordList(segment.path(folder)), offset))
            offset += segment.documents
    except BaseException:
        for words, _ in found:
            words.close()
        raise
    return found
