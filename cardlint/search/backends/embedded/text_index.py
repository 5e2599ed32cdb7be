"""The interface of the text index for the backend, and its implementation, which opens the files for the first word."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from cardlint.search.errors import REBUILD_HINT
from cardlint.system.errors import CardlintError


class TextIndex(Protocol):
    """Which documents have a word. Document numbers are those of the catalog; dead documents may be among them."""

    def weights(self, word: str) -> dict[int, int]:
        """Return the weight of ``word`` in each document that has it."""

    def frequency(self, word: str) -> int:
        """Return how many documents have ``word``, including dead ones: this is fast, and precise enough to weight words."""

    def words_beginning(self, start: str) -> list[str]:
        """Return the words that begin with ``start``."""

    def holding(self, numbers: Iterable[int], text: str, stream: int | None) -> list[int]:
        """Return the documents among ``numbers`` that have ``text``, including its spaces, in a stream, or in any if ``stream`` is None."""

    def close(self) -> None:
        """Close all files."""


class LazyText:
    """A text index that is opened for the first word, so that a query with only filters does not open it.

    Because it is opened later than the catalog, it may have more documents, but never fewer.
    """

    def __init__(self, generation: str, count: int) -> None:
        self._generation = generation
        self._count = count  # of documents in the catalog
        self._opened: TextIndex | None = None

    def weights(self, word: str) -> dict[int, int]:
        with _readable(self._generation):
            return self.open().weights(word)

    def frequency(self, word: str) -> int:
        with _readable(self._generation):
            return self.open().frequency(word)

    def words_beginning(self, start: str) -> list[str]:
        with _readable(self._generation):
            return self.open().words_beginning(start)

    def holding(self, numbers: Iterable[int], text: str, stream: int | None) -> list[int]:
        with _readable(self._generation):
            return self.open().holding(numbers, text, stream)

    def open(self) -> "TextIndex":
        """Return the opened text index."""
        if self._opened is None:
            from cardlint.search.backends.embedded.stored_text import StoredText

            self._opened = StoredText(self._generation, self._count)
        return self._opened

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()


@contextmanager
def _readable(generation: str) -> Iterator[None]:
    """Turn errors of the files of a text index into a CardlintError with a hint."""
    try:
        yield
    except CardlintError:
        raise
    except Exception as error:  # damaged files can raise any exception
        if isinstance(error, FileNotFoundError) and not os.path.isdir(generation):
            raise CardlintError("the index was replaced while it was read", "search again") from error
        raise CardlintError(
            f"the words of the index cannot be read: {error or type(error).__name__}", REBUILD_HINT
        ) from error
