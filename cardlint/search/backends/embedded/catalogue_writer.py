"""Changes a catalog, in one transaction from the first change to ``commit``."""

import json
import os
from array import array
from collections.abc import Mapping
from math import nan
from zlib import compress

from cardlint.search.backends.embedded import bitset
from cardlint.search.backends.embedded.catalogue import FILE, LENGTHS, RANKS, SCHEMA, connect, size_in
from cardlint.search.backends.embedded.database import create_private, open_database, require_schema
from cardlint.search.documents.buckets import document_labels
from cardlint.search.documents.document import Document
from cardlint.search.fields import FieldTable

_COMPRESSION = 6


def create(folder: str) -> None:
    """Create an empty catalog in ``folder``."""
    path = os.path.join(folder, FILE)
    create_private(path)
    connection = open_database(path, "rw")
    try:
        connection.execute("PRAGMA journal_mode = WAL")  # readers keep their snapshot while an update is written
        connection.executescript(SCHEMA)
        state = (("size", 0), ("total_length", 0), ("live", bitset.encode(0)))
        connection.executemany("INSERT INTO state VALUES (?, ?)", state)
    finally:
        connection.close()


class CatalogueWriter:
    """One update.

    The caller holds the lock, adds the same documents to the text index, and makes that durable first.
    """

    def __init__(self, folder: str, table: FieldTable) -> None:
        self.table = table
        self.connection = connect(folder, write=True)
        try:
            self.connection.execute("PRAGMA synchronous = NORMAL")
            self.connection.execute("PRAGMA cache_size = -65536")
            self.connection.execute("BEGIN IMMEDIATE")
            require_schema(self.connection, SCHEMA)
            state = dict(self.connection.execute("SELECT name, value FROM state"))
            self.size = size_in(state, self.connection)
            self.live = bitset.decode(state["live"], self.size)
            self.total_length = int(state["total_length"])
        except BaseException:
            self.connection.close()
            raise
        self._postings: dict[tuple[str, str], list[int]] = {}
        self._lengths: array[float] | None = None
        self._columns: dict[str, dict[int, float]] = {field.name: {} for field in table if field.ordered}
        self._columns[LENGTHS] = {}

    def add(self, document: Document, number: int) -> None:
        """Add a document with ``number``, which is not less than ``size``, and remove the previous one at its path."""
        self.remove(document.path)
        self.size = number + 1
        self.live |= 1 << number
        self.total_length += document.length
        metadata = json.dumps(dict(document.values), ensure_ascii=False, separators=(",", ":"))
        facts = json.dumps(dict(document.facts), default=str)
        card = compress(document.text.encode("utf-8"), _COMPRESSION)
        self.connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                document.path,
                document.id,
                document.kind,
                document.source,
                document.stamp,
                document.hash,
                facts,
                metadata,
                card,
            ),
        )
        self._columns[LENGTHS][number] = document.length
        for field in self.table:
            if field.ordered and field.name in document.values:
                self._columns[field.name][number] = float(document.values[field.name][0])
            if field.type != "text":
                for label in document_labels(field, document):
                    self._postings.setdefault((field.name, label), []).append(number)

    def remove(self, path: str) -> bool:
        """Remove the document at ``path``; return whether there was one."""
        row = self.connection.execute("SELECT number FROM documents WHERE path = ?", (path,)).fetchone()
        if row is None:
            return False
        number = int(row[0])
        self.connection.execute("DELETE FROM documents WHERE number = ?", (number,))
        self.live &= ~(1 << number)
        self.total_length -= self._length(number)
        return True

    def touch(self, path: str, stamp: str) -> None:
        """Record the new stamp of a card whose content is the same."""
        self.connection.execute("UPDATE documents SET stamp = ? WHERE path = ?", (stamp, path))

    def paths(self, source: str) -> list[str]:
        """Return the paths of the documents from ``source``."""
        return [path for (path,) in self.connection.execute("SELECT path FROM documents WHERE source = ?", (source,))]

    def commit(self) -> None:
        """Write all changes, and end the transaction."""
        self._write_postings()
        self._write_columns()
        state: Mapping[str, object] = {
            "size": self.size,
            "total_length": self.total_length,
            "live": bitset.encode(self.live),
        }
        self.connection.executemany(
            "UPDATE state SET value = ? WHERE name = ?", [(value, name) for name, value in state.items()]
        )
        self.connection.execute("COMMIT")
        self.connection.close()

    def cancel(self) -> None:
        """Discard all changes."""
        self.connection.close()

    def _length(self, number: int) -> int:
        added = self._columns[LENGTHS]
        if number in added:
            return int(added[number])
        if self._lengths is None:
            self._lengths = self._stored_column(LENGTHS)
        return int(self._lengths[number])

    def _write_postings(self) -> None:
        for key, numbers in self._postings.items():
            row = self.connection.execute(
                "SELECT documents FROM postings WHERE field = ? AND value = ?", key
            ).fetchone()
            bits = bitset.from_numbers(numbers) | (bitset.decode(row[0], self.size) if row else 0)
            self.connection.execute(
                "INSERT INTO postings VALUES (?, ?, ?, ?) ON CONFLICT (field, value) "
                "DO UPDATE SET count = excluded.count, documents = excluded.documents",
                (*key, bits.bit_count(), bitset.encode(bits)),
            )

    def _write_columns(self) -> None:
        for name, added in self._columns.items():
            if added:
                self._put_column(name, added)
        ranks: array[int] = array("I", bytes(4 * self.size))
        numbers = self.connection.execute("SELECT number FROM documents ORDER BY id, kind, path")
        for rank, (number,) in enumerate(numbers):
            ranks[number] = rank
        self.connection.execute("INSERT OR REPLACE INTO columns VALUES (?, ?)", (RANKS, ranks.tobytes()))

    def _put_column(self, name: str, added: Mapping[int, float]) -> None:
        numbers = self._stored_column(name)
        empty = 0 if name == LENGTHS else nan
        numbers.extend([empty] * (self.size - len(numbers)))
        for number, value in added.items():
            numbers[number] = int(value) if name == LENGTHS else value
        self.connection.execute("INSERT OR REPLACE INTO columns VALUES (?, ?)", (name, numbers.tobytes()))

    def _stored_column(self, name: str) -> "array[float]":
        numbers: array[float] = array("I" if name == LENGTHS else "d")
        row = self.connection.execute("SELECT numbers FROM columns WHERE name = ?", (name,)).fetchone()
        numbers.frombytes(row[0] if row else b"")
        return numbers
