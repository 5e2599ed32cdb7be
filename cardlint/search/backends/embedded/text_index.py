"""The words of an embedded index, as its backend asks for them, and the files behind them, opened for the first word."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from cardlint.search.errors import REBUILD_HINT
from cardlint.system.errors import CardlintError


class TextIndex(Protocol):
    """Which documents have a word. Numbers are those of the catalog; dead ones may be among them."""

    def weights(self, word: str) -> dict[int, int]:
        """Return document → weight of ``word``."""

    def frequency(self, word: str) -> int:
        """Return how many documents have ``word``, dead ones included: quick, and close enough to weigh words by."""

    def words_beginning(self, start: str) -> list[str]:
        """Return the words of the index that begin so."""

    def holding(self, numbers: Iterable[int], text: str, stream: int | None) -> list[int]:
        """Return those of the documents ``numbers`` that have ``text``, spaces included, in a stream or in any."""

    def close(self) -> None:
        """Let go of files."""


class LazyText:
    """A text index that is opened for the first word: filters alone do not pay for it.

    Opened later than the catalog it may have more documents, never fewer.
    """

    def __init__(self, generation: str, count: int) -> None:
        self._generation = generation
        self._count = count  # of the documents that the catalog knows
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
        """Return the text index itself."""
        if self._opened is None:
            from cardlint.search.backends.embedded.stored_text import StoredText

            self._opened = StoredText(self._generation, self._count)
        return self._opened

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()


@contextmanager
def _readable(generation: str) -> Iterator[None]:
    """Turn what goes wrong with the files of a text index into a CardlintError that says what to do."""
    try:
        yield
    except CardlintError:
        raise
    except Exception as error:  # whatever an engine raises over bytes that are not its own: they have no common class
        if isinstance(error, FileNotFoundError) and not os.path.isdir(generation):
            raise CardlintError("the index was replaced while it was read", "search again") from error
        raise CardlintError(
            f"the words of the index cannot be read: {error or type(error).__name__}", REBUILD_HINT
        ) from error
