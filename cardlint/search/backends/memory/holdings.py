"""The content of an index in memory."""

from collections import Counter
from collections.abc import Iterable, Iterator

from cardlint.search.backends.memory.entry import entry_of
from cardlint.search.backends.storage import CardState
from cardlint.search.documents.document import Document
from cardlint.search.documents.entry import CardEntry


class MemoryHoldings:
    """A snapshot of ``documents``."""

    dead = 0

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = {document.path: document for document in documents}

    def __len__(self) -> int:
        return len(self._documents)

    def sources(self) -> dict[str, int]:
        return dict(sorted(Counter(document.source for document in self._documents.values()).items()))

    def states(self, source: str) -> dict[str, CardState]:
        found = (document for document in self._documents.values() if document.source == source)
        return {document.path: CardState(document.stamp, document.hash) for document in found}

    def stamp(self, path: str) -> str | None:
        document = self._documents.get(path)
        return document.stamp if document is not None else None

    def text(self, path: str) -> str | None:
        document = self._documents.get(path)
        return document.text if document is not None else None

    def entries(self) -> Iterator[CardEntry]:
        yield from map(entry_of, self._documents.values())

    def readable_entries(self) -> Iterator[CardEntry | None]:
        yield from self.entries()

    def close(self) -> None:
        """Do nothing: there are no files."""
