"""The text index on disk, for reading: which documents have a word, and how much of it. Lists of words and streams, mapped.

Whoosh makes the segments (`whoosh_text`); to read them it is not needed, and not imported.
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
    """A list of words, and the number of its first document."""

    words: WordList
    offset: int


class StoredText:
    """A snapshot of the first ``count`` documents, for reading: there may be more, of an update that was interrupted.

    Raises OSError and ValueError where the files are not what was written.
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
    """Return the lists of words in the order of their documents."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return _open_once(folder)
        except FileNotFoundError:  # a writer joined segments while we opened them
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
