"""An index on disk: generations of catalogue and text index, of which the manifest names one.

A build makes a new generation beside the one in force and swaps. An update changes the one in force: first the text
index, which only grows, then the catalogue in one transaction, without which nobody looks at what is new. Killed
anywhere, the index is the old or the new one.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from types import TracebackType
from typing import TYPE_CHECKING

from cardlint.search import manifest
from cardlint.search.backends.catalogue import Catalogue
from cardlint.search.backends.catalogue_writer import CatalogueWriter, create
from cardlint.search.documents.document import Document
from cardlint.search.fields import Table
from cardlint.search.folder import ANEW, explained, sync, undamaged
from cardlint.search.manifest import ENGINE, GENERATION, MOST_GENERATIONS, DamagedError, Manifest, MismatchError
from cardlint.search.private_folder import prepare, require_private
from cardlint.search.store import lock
from cardlint.system.errors import CardlintError

if TYPE_CHECKING:
    from cardlint.search.backends.catalogued import CataloguedBackend, TextIndex
    from cardlint.search.backends.whoosh_text import WhooshTextWriter

_ATTEMPTS = 5
_GENERATION = "generation-"


def open_backend(folder: str, table: Table) -> "CataloguedBackend":
    """Return the index in ``folder`` for questions.

    CardlintError where there is none; MismatchError where it has to be made anew.
    """
    from cardlint.search.backends.catalogued import CataloguedBackend  # an update asks no questions

    catalogue = open_catalogue(folder, table)
    return CataloguedBackend(table, catalogue, LazyText(catalogue.folder, catalogue.size))


def open_catalogue(folder: str, table: Table) -> Catalogue:
    """Return what the index in ``folder`` knows beside the words; raises as ``open_backend`` does."""
    if os.path.isdir(folder) and not os.path.lexists(os.path.join(folder, manifest.FILE)):
        raise _no_index(folder)  # before anybody is told to change a folder that is none of ours
    require_private(folder)
    for attempt in range(_ATTEMPTS):
        found = manifest.read(folder)
        if found is None:
            raise _no_index(folder)
        manifest.check(found, folder, table)
        generation = os.path.join(folder, found.generation)
        try:
            with undamaged():
                return Catalogue(generation)
        except CardlintError:
            if attempt + 1 == _ATTEMPTS or manifest.read(folder) == found:  # else it was swapped while we opened it
                raise
    raise AssertionError


def _no_index(folder: str) -> CardlintError:
    return CardlintError(f"there is no index in {folder}", "`cardlint index add PATH` makes one")


class LazyText:
    """A text index that is opened for the first word: filters alone do not pay for it.

    Opened later than the catalogue it may have more documents, never fewer.
    """

    name = ENGINE

    def __init__(self, generation: str, count: int) -> None:
        self._generation = generation
        self._count = count  # of the documents that the catalogue knows
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
            from cardlint.search.backends.stored_text import StoredText

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
    except Exception as error:  # whatever an engine raises over bytes that are not its own: there is no one class of it
        if isinstance(error, FileNotFoundError) and not os.path.isdir(generation):
            raise CardlintError("the index was replaced while it was read", "ask again") from error
        raise CardlintError(f"the words of the index cannot be read: {error or type(error).__name__}", ANEW) from error


@contextmanager
def _writable() -> Iterator[None]:
    """Turn what an engine raises over damaged files, for which there is no one class, into a CardlintError.

    What the file system refuses is told by `explained`.
    """
    try:
        yield
    except (CardlintError, OSError, sqlite3.Error):
        raise
    except Exception as error:
        raise CardlintError(f"the index is damaged: {error or type(error).__name__}", ANEW) from error


class IndexWriter:
    """A change of an index: of a new generation, or of the one in force. Made by ``building`` and ``updating``."""

    def __init__(self, generation: str, table: Table) -> None:
        self._generation = generation
        self._opened: WhooshTextWriter | None = None
        with _writable():
            self.catalogue = CatalogueWriter(generation, table)

    @property
    def _text(self) -> "WhooshTextWriter":
        """The words. Stamps and removals are the catalogue's alone, and do without."""
        if self._opened is None:
            from cardlint.search.backends.whoosh_text import WhooshTextWriter

            opened = WhooshTextWriter(self._generation)
            if opened.next < self.catalogue.size:
                raise ValueError("the words of some cards are gone")
            self._opened = opened
        return self._opened

    def add(self, documents: Iterable[Document]) -> int:
        """Add documents; each replaces the one at its path. Return how many there were."""
        added = 0
        for document in documents:
            with _writable():
                self.catalogue.add(document, self._text.add(document))
            added += 1
        return added

    def remove(self, paths: Iterable[str]) -> int:
        """Remove the documents at ``paths``; return how many there were."""
        gone = list(paths)
        with _writable():
            return sum(self.catalogue.remove(path) for path in gone)

    def commit(self) -> None:
        """Make the change durable, the words before the catalogue."""
        with _writable():
            if self._opened is not None:
                self._opened.commit()
            self.catalogue.commit()

    def cancel(self) -> None:
        """Leave everything as it was."""
        if self._opened is not None:
            self._opened.cancel()
        self.catalogue.cancel()

    def __enter__(self) -> "IndexWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.cancel()
            return
        try:
            self.commit()
        except BaseException:
            self.cancel()
            raise


@contextmanager
def updating(folder: str, table: Table, wait: float = 0.0) -> Iterator[IndexWriter]:
    """Hold the lock and change the index in ``folder``, which is made if there is none. An error changes nothing."""
    from cardlint.search.store.removal import remove_leftovers  # a question removes nothing

    prepare(folder)
    with lock.writing(folder, wait), explained(folder):
        found = manifest.read(folder)
        if found is None:
            remove_leftovers(folder, None)
            with _next_generation(folder, table) as writer:
                yield writer
            return
        manifest.check(found, folder, table)
        remove_leftovers(folder, found)
        with IndexWriter(os.path.join(folder, found.generation), table) as writer:
            yield writer


@contextmanager
def building(folder: str, table: Table, wait: float = 0.0) -> Iterator[IndexWriter]:
    """Hold the lock and make a new index beside the one in ``folder``, which takes its place at the end."""
    prepare(folder)
    with lock.writing(folder, wait), explained(folder):
        in_force(folder)  # that of a newer cardlint is none of ours
        with _next_generation(folder, table) as writer:
            yield writer


def in_force(folder: str) -> Manifest | None:
    """Return the manifest of the index in ``folder``, or None where there is none that makes sense."""
    try:
        return manifest.read(folder)
    except (DamagedError, MismatchError):
        return None


def generations(folder: str) -> list[str]:
    """Return the names of all generations in ``folder``, the newest first."""
    return sorted((name for name in os.listdir(folder) if GENERATION.fullmatch(name)), key=_number, reverse=True)


def _number(generation: str) -> int:
    return int(generation.removeprefix(_GENERATION))


def _next_name(known: Iterable[str]) -> str:
    """Return the name of the generation behind the ``known`` ones; behind the last number there is, the first that is free."""
    numbers = set(map(_number, known))
    last = max(numbers, default=0)
    free = (number for number in count(last + 1 if last < MOST_GENERATIONS else 1) if number not in numbers)
    return f"{_GENERATION}{next(free):06}"


@contextmanager
def _next_generation(folder: str, table: Table) -> Iterator[IndexWriter]:
    from cardlint.search.backends.whoosh_text import ENGINE_VERSION, WhooshTextWriter
    from cardlint.search.store.removal import remove_generation, remove_leftovers

    found = in_force(folder)
    name = _next_name([*generations(folder), *([found.generation] if found is not None else [])])
    generation = os.path.join(folder, name)
    os.mkdir(generation, 0o700)
    try:
        create(generation)
        WhooshTextWriter.create(generation)
        with IndexWriter(generation, table) as writer:
            yield writer
    except BaseException:
        remove_generation(generation)
        raise
    sync(generation)
    made = Manifest.of(name, ENGINE_VERSION, table)
    manifest.write(made, folder)
    remove_leftovers(folder, made)
