"""Changes an embedded index: the text index, which is only appended to, and the catalog, which makes new documents visible."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cardlint.search.backends.embedded.catalogue_writer import CatalogueWriter
from cardlint.search.backends.embedded.database import explain_writing
from cardlint.search.documents.document import Document
from cardlint.search.errors import REBUILD_HINT
from cardlint.search.fields import FieldTable
from cardlint.system.errors import CardlintError

if TYPE_CHECKING:
    from cardlint.search.backends.embedded.whoosh_text import WhooshTextWriter


class EmbeddedWriter:
    """A change of the index in the folder ``generation``: first the words, then the catalog in one transaction."""

    def __init__(self, generation: str, table: FieldTable) -> None:
        self._generation = generation
        self._opened: WhooshTextWriter | None = None
        with self._explained():
            self._catalogue = CatalogueWriter(generation, table)

    @property
    def _text(self) -> "WhooshTextWriter":
        """The writer of the text index, which is created for the first document: stamps and removals change only the catalog."""
        if self._opened is None:
            from cardlint.search.backends.embedded.whoosh_text import WhooshTextWriter

            opened = WhooshTextWriter(self._generation)
            if opened.next < self._catalogue.size:
                raise ValueError("the words of some cards are missing")
            self._opened = opened
        return self._opened

    def add(self, documents: Iterable[Document]) -> int:
        """Add documents, each replacing the one at its path. Return how many there were."""
        added = 0
        for document in documents:
            with self._explained():
                self._catalogue.add(document, self._text.add(document))
            added += 1
        return added

    def remove(self, paths: Iterable[str]) -> int:
        """Remove the documents at ``paths``; return how many there were."""
        gone = list(paths)
        with self._explained():
            return sum(self._catalogue.remove(path) for path in gone)

    def __len__(self) -> int:
        return self._catalogue.live.bit_count()

    def touch(self, path: str, stamp: str) -> None:
        with self._explained():
            self._catalogue.touch(path, stamp)

    def paths(self, source: str) -> list[str]:
        with self._explained():
            return self._catalogue.paths(source)

    def commit(self) -> None:
        """Make the change durable, the words before the catalog."""
        with self._explained():
            if self._opened is not None:
                self._opened.commit()
            self._catalogue.commit()

    def cancel(self) -> None:
        """Discard the change."""
        if self._opened is not None:
            self._opened.cancel()
        self._catalogue.cancel()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn failed writes, and any exception of Whoosh for damaged files, into a CardlintError."""
        try:
            with explain_writing(os.path.dirname(self._generation)):
                yield
        except CardlintError:
            raise
        except Exception as error:
            raise CardlintError(f"the index is damaged: {error or type(error).__name__}", REBUILD_HINT) from error
