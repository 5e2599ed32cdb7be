"""The catalog: everything in an index except words, as an SQLite file with values, hashes, compressed cards and facet bitsets.

Documents are numbered in the order in which they are added, and numbers are never reused; the text index has the same numbers.
Removing or replacing a document only clears its bit in ``live``, so that an update changes few rows. An update is a single
transaction: readers keep the snapshot that they opened, and see all of the update or nothing.
"""

import json
import os
import sqlite3
from array import array
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from math import inf, nan
from typing import Any

from cardlint.search.backends.embedded import bitset
from cardlint.search.backends.embedded.database import is_full, open_database, require_schema, unpack
from cardlint.search.backends.protocol import CardText, StoredCard
from cardlint.search.backends.storage import CardState
from cardlint.search.documents.entry import CardEntry
from cardlint.search.errors import REBUILD_HINT
from cardlint.search.fields import Field
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple

FILE = "catalogue.sqlite"

SCHEMA = """
CREATE TABLE documents (
  number INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  stamp TEXT NOT NULL,
  hash TEXT NOT NULL,
  facts TEXT NOT NULL,
  metadata TEXT NOT NULL,
  card BLOB NOT NULL
);
CREATE INDEX documents_order ON documents (id, kind, path);
CREATE INDEX documents_source ON documents (source, path, stamp, hash);
CREATE TABLE postings (field TEXT NOT NULL, value TEXT NOT NULL, count INTEGER NOT NULL, documents BLOB NOT NULL);
CREATE UNIQUE INDEX postings_value ON postings (field, value);
CREATE INDEX postings_count ON postings (field, count DESC);
CREATE TABLE columns (name TEXT PRIMARY KEY, numbers BLOB NOT NULL);
CREATE TABLE state (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""

RANKS, LENGTHS = "#rank", "#length"
"""Columns in addition to those of number fields: the rank in the order by id, kind and path, and the total weight of all words.
"""

_RANK_BYTES = 4

_ENTRY = "SELECT source, stamp, path, id, kind, hash, facts, card FROM documents"


class ValueDocuments(NamedTuple):
    """A value of a field, an upper bound of the number of documents that have it, and their bitset."""

    value: str
    bound: int
    documents: int


class Catalogue:
    """A snapshot for reading. Columns and bitsets are loaded on demand, and cached."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.connection = connect(folder)
        try:
            state = self._state()
            self.size = size_in(state, self.connection)  # how many numbers are in use
            self.live = bitset.decode(state["live"], self.size)
            self.total_length = int(state["total_length"])
        except BaseException:
            self.connection.close()
            raise
        self._columns: dict[str, Sequence[float]] = {}
        self._postings: dict[tuple[str, str], int] = {}
        self._lacking: dict[str, int] = {}
        self._by_count: dict[str, list[ValueDocuments]] = {}

    def __len__(self) -> int:
        return self.live.bit_count()

    def _state(self) -> dict[str, Any]:
        """Return the state of the snapshot, which begins here."""
        try:
            return self._begin()
        except sqlite3.OperationalError as error:
            if not is_full(error) or _is_written(self.folder):
                raise
            self.connection.close()
            self.connection = connect(self.folder, still=True)
            return self._begin()

    def _begin(self) -> dict[str, Any]:
        self.connection.execute("PRAGMA query_only = ON")
        self.connection.execute("BEGIN")
        require_schema(self.connection, SCHEMA)
        return dict(self.connection.execute("SELECT name, value FROM state"))

    def posting(self, field: str, value: str) -> int:
        """Return the live documents that have ``value``."""
        key = (field, value)
        if key not in self._postings:
            row = self.connection.execute(
                "SELECT documents FROM postings WHERE field = ? AND value = ?", key
            ).fetchone()
            self._postings[key] = bitset.decode(row[0], self.size) & self.live if row else 0
        return self._postings[key]

    def values(self, field: str) -> Iterator[ValueDocuments]:
        """Yield every value of ``field``, most frequent first.

        The bitsets still have dead documents. Values that were read are cached for further calls.
        """
        kept = self._by_count.setdefault(field, [])
        yield from kept
        rows = self.connection.execute(
            "SELECT value, count, documents FROM postings WHERE field = ? ORDER BY count DESC LIMIT -1 OFFSET ?",
            (field, len(kept)),
        )
        start = len(kept)
        for place, (value, count, content) in enumerate(rows, start):
            item = ValueDocuments(_text(value), int(count), bitset.decode(content, self.size))
            if len(kept) == place:  # another iteration over the same field may have read more values
                kept.append(item)
            yield item

    def value_names(self, field: str) -> list[str]:
        """Return every value of ``field``, including values without live documents."""
        return [
            _text(value) for (value,) in self.connection.execute("SELECT value FROM postings WHERE field = ?", (field,))
        ]

    def column(self, name: str) -> Sequence[float]:
        """Return the values of a column, indexed by document number; NaN if a document has no value."""
        if name not in self._columns:
            row = self.connection.execute("SELECT numbers FROM columns WHERE name = ?", (name,)).fetchone()
            self._columns[name] = _column(name, row[0] if row else b"", self.size)
        return self._columns[name]

    def interval(self, field: str, low: float, high: float) -> int:
        """Return the live documents whose value in ``field`` is at least ``low`` and less than ``high``."""
        digits = bytes([49 if low <= value < high else 48 for value in reversed(self.column(field))])
        return int(digits, 2) & self.live if digits else 0

    def lacking(self, field: Field) -> int:
        """Return the live documents without a value in ``field``, although their kind can have one."""
        if field.lack:
            return self.posting("missing", field.name)
        if field.name not in self._lacking:
            able = reduce(int.__or__, (self.posting("kind", kind) for kind in field.kinds), 0)
            if field.ordered:
                having = self.interval(field.name, -inf, inf)
            else:
                having = reduce(int.__or__, (documents for _, _, documents in self.values(field.name)), 0)
            self._lacking[field.name] = able & ~having
        return self._lacking[field.name]

    def documents(self, numbers: Iterable[int]) -> list[StoredCard]:
        """Return the documents with these numbers, in the given order."""
        return [self._stored(number) for number in numbers]

    def named(self, id_: str) -> list[StoredCard]:
        """Return the documents with this id, sorted by kind and path."""
        rows = self.connection.execute("SELECT number FROM documents WHERE id = ? ORDER BY kind, path", (id_,))
        return self.documents(number for (number,) in rows.fetchall())

    def ids(self) -> Iterator[str]:
        """Yield every distinct id."""
        for (id_,) in self.connection.execute("SELECT DISTINCT id FROM documents"):
            yield _text(id_)

    def texts(self, numbers: Container[int]) -> Iterator[CardText]:
        """Yield the cards of the documents with these ``numbers``."""
        for number, path, card in self.connection.execute("SELECT number, path, card FROM documents ORDER BY number"):
            if number in numbers:
                yield CardText(_text(path), unpack(card))

    def text(self, path: str) -> str | None:
        """Return the card at ``path``, or None if there is none."""
        row = self.connection.execute("SELECT card FROM documents WHERE path = ?", (path,)).fetchone()
        return unpack(row[0]) if row else None

    def number(self, path: str) -> int | None:
        """Return the number of the document at ``path``, or None if there is none."""
        row = self.connection.execute("SELECT number FROM documents WHERE path = ?", (path,)).fetchone()
        return int(row[0]) if row else None

    def stamp(self, path: str) -> str | None:
        """Return the stamp of the document at ``path``, or None if there is none."""
        row = self.connection.execute("SELECT stamp FROM documents WHERE path = ?", (path,)).fetchone()
        return row[0] if row else None

    def states(self, source: str) -> dict[str, CardState]:
        """Return the stamp and hash of the documents from one source, by path."""
        rows = self.connection.execute("SELECT path, stamp, hash FROM documents WHERE source = ?", (source,))
        return {path: CardState(stamp, hash_) for path, stamp, hash_ in rows}

    def entries(self) -> Iterator[CardEntry]:
        """Yield the entry of every document, from which it can be rebuilt."""
        yield from map(_entry, self.connection.execute(f"{_ENTRY} ORDER BY number"))

    def entry(self, number: int) -> CardEntry:
        """Return the entry of document ``number``."""
        return _entry(self.connection.execute(f"{_ENTRY} WHERE number = ?", (number,)).fetchone())

    def sources(self) -> dict[str, int]:
        """Return how many documents came from each source."""
        return dict(self.connection.execute("SELECT source, count(*) FROM documents GROUP BY source ORDER BY source"))

    def rank_after(self, order: tuple[str, str, str]) -> int:
        """Return the rank of the last document that is not after ``order``, or -1."""
        row = self.connection.execute(
            "SELECT number FROM documents WHERE (id, kind, path) <= (?, ?, ?) "
            "ORDER BY id DESC, kind DESC, path DESC LIMIT 1",
            order,
        ).fetchone()
        return int(self.column(RANKS)[row[0]]) if row else -1

    def close(self) -> None:
        """Release the snapshot."""
        self.connection.close()

    def _stored(self, number: int) -> StoredCard:
        row = self.connection.execute(
            "SELECT path, id, kind, metadata FROM documents WHERE number = ?", (number,)
        ).fetchone()
        values = {name: _values(listed) for name, listed in json.loads(row[3]).items()}
        return StoredCard(_text(row[0]), _text(row[1]), _text(row[2]), values)


def connect(folder: str, *, write: bool = False, still: bool = False) -> sqlite3.Connection:
    """Return a connection to the catalog in ``folder``. Raises CardlintError if there is no usable catalog.

    In write-ahead mode, a reader creates a file next to the catalog. ``still``: it does not, because there are no writers.
    """
    path = os.path.join(folder, FILE)
    if not os.path.exists(path):
        raise CardlintError(f"{folder} does not contain an index", REBUILD_HINT)
    mode = "rw"
    if still or not (write or os.access(folder, os.W_OK)):
        mode = "ro&immutable=1"
        if _is_written(folder):
            raise CardlintError(
                f"an update of the index in {folder} was interrupted", "make the folder writable, and search once"
            )
    try:
        return open_database(path, mode)
    except sqlite3.Error as error:
        raise CardlintError(f"cannot open {path}: {error}", REBUILD_HINT) from error


def _is_written(folder: str) -> bool:
    """Return whether the write-ahead log has changes that are not in the catalog itself yet."""
    path = os.path.join(folder, f"{FILE}-wal")
    return os.path.exists(path) and os.path.getsize(path) > 0


def size_in(state: Mapping[str, Any], connection: sqlite3.Connection) -> int:
    """Return how many numbers are in use. Raises ValueError if the columns of the catalog have another length."""
    size = int(state["size"])
    row = connection.execute("SELECT length(numbers) FROM columns WHERE name = ?", (RANKS,)).fetchone()
    if size * _RANK_BYTES != (row[0] if row else 0):
        raise ValueError("the catalog does not have as many cards as it should")
    return size


def _text(value: object) -> str:
    """Return ``value``, which SQLite keeps in a text column even if it is not text. ValueError if it is not text."""
    if not isinstance(value, str):
        raise ValueError("the catalog has invalid values")
    return value


def _values(listed: object) -> tuple[Any, ...]:
    if not isinstance(listed, list) or not all(isinstance(value, str | int | float) for value in listed):
        raise ValueError("the catalog has invalid values")
    return tuple(listed)


def _entry(row: tuple[Any, ...]) -> CardEntry:
    from cardlint.card.kind import Kind
    from cardlint.card.repository import Repository

    source, stamp, path, id_, kind, hash_, facts, card = row
    text = unpack(card)
    folder = os.path.dirname(_text(path))
    repository = Repository(folder) if folder and os.path.isfile(path) else None
    parsed = json.loads(facts)
    if not isinstance(parsed, dict):
        raise ValueError("the catalog has invalid values")
    return CardEntry(path, _text(id_), text, Kind(kind), parsed, repository, _text(hash_), _text(source), _text(stamp))


def _column(name: str, content: bytes, size: int) -> Sequence[float]:
    """Return the numbers of a stored column, padded to ``size`` if documents were added after it was written."""
    numbers: array[Any] = array("I" if name.startswith("#") else "d")
    numbers.frombytes(content)
    empty = 0 if name.startswith("#") else nan
    numbers.extend([empty] * (size - len(numbers)))
    return numbers
