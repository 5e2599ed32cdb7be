"""Changes an index in memory: the change is made in a copy, which replaces it at the end."""

from collections.abc import Iterable, MutableMapping

from cardlint.search.documents.document import Document


class MemoryWriter:
    """A change of the documents at ``place``."""

    def __init__(self, places: MutableMapping[str, dict[str, Document]], place: str) -> None:
        self._places = places
        self._place = place
        self._documents = dict(places[place])

    def __len__(self) -> int:
        return len(self._documents)

    def add(self, documents: Iterable[Document]) -> int:
        added = 0
        for document in documents:
            self._documents.pop(document.path, None)  # so that it becomes the last one, as in other engines
            self._documents[document.path] = document
            added += 1
        return added

    def remove(self, paths: Iterable[str]) -> int:
        return sum(self._documents.pop(path, None) is not None for path in list(paths))

    def touch(self, path: str, stamp: str) -> None:
        if path in self._documents:
            self._documents[path] = self._documents[path]._replace(stamp=stamp)

    def paths(self, source: str) -> list[str]:
        return [document.path for document in self._documents.values() if document.source == source]

    def commit(self) -> None:
        self._places[self._place] = self._documents

    def cancel(self) -> None:
        """Do nothing: nobody has seen the copy."""
