"""Cards that were fetched from the Hub, so that none is fetched twice: in a file beside the index until the index has
them, then in the index itself.
"""

import os
import sqlite3
from contextlib import suppress
from zlib import compress

from cardlint.search import manifest
from cardlint.search.backends.engine import Holdings, engine_named
from cardlint.search.database import create_private, open_database, require_schema, unpack
from cardlint.search.folder import explain_damage, explain_failures
from cardlint.search.private_folder import prepare
from cardlint.system.errors import CardlintError

FILE = "fetched.sqlite"

_SCHEMA = "CREATE TABLE cards (path TEXT PRIMARY KEY, revision TEXT NOT NULL, card BLOB NOT NULL)"


class FetchedCards:
    """The cards that are at hand. What is kept survives whatever ends the process."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        prepare(folder)
        with explain_failures(folder):
            try:
                self._connection = _opened(folder)
            except sqlite3.OperationalError:
                raise
            except (sqlite3.DatabaseError, CardlintError):  # damaged: the cards are fetched again
                for name in (FILE, f"{FILE}-wal", f"{FILE}-shm", f"{FILE}-journal"):
                    with suppress(FileNotFoundError):
                        os.unlink(os.path.join(folder, name))
                self._connection = _opened(folder)
            self._indexed = _holdings(folder)
            self._forget_indexed()

    def text(self, path: str, revision: str) -> str | None:
        """Return the card at ``path`` if it is at hand as it was at ``revision``."""
        row = self._connection.execute(
            "SELECT card FROM cards WHERE path = ? AND revision = ?", (path, revision)
        ).fetchone()
        if row is not None:
            with explain_damage():
                return unpack(row[0])
        return self._indexed.text(path) if self._indexed is not None and _has(self._indexed, path, revision) else None

    def keep(self, path: str, revision: str, text: str) -> None:
        """Keep a card that was fetched."""
        with explain_failures(self._folder):
            content = compress(text.encode(errors="replace"))
            self._connection.execute("INSERT OR REPLACE INTO cards VALUES (?, ?, ?)", (path, revision, content))

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()
        if self._indexed is not None:
            self._indexed.close()

    def _forget_indexed(self) -> None:
        if self._indexed is not None:
            for path, revision in self._connection.execute("SELECT path, revision FROM cards").fetchall():
                if _has(self._indexed, path, revision):
                    self._connection.execute("DELETE FROM cards WHERE path = ?", (path,))


def _opened(folder: str) -> sqlite3.Connection:
    path = os.path.join(folder, FILE)
    create_private(path)
    connection = open_database(path, "rw")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
            connection.execute(
                _SCHEMA.replace("TABLE", "TABLE IF NOT EXISTS", 1)
            )  # another process may be doing the same
        require_schema(connection, _SCHEMA)
    except BaseException:
        connection.close()
        raise
    return connection


def _holdings(folder: str) -> Holdings | None:
    """Return what the index holds, or None where there is none that can be read."""
    try:
        found = manifest.read(folder)
        if found is None:
            return None
        return engine_named().holdings(os.path.join(folder, found.generation))
    except CardlintError:
        return None


def _has(indexed: Holdings, path: str, revision: str) -> bool:
    """Return whether the index has the card at ``path`` as it was at ``revision``, with which its stamp begins."""
    stamp = indexed.stamp(path)
    return stamp is not None and stamp.startswith(f"{revision} ")
