"""SQLite on a file that anybody may have written: nothing in it runs, and nothing next to it is touched.

A database can hold triggers, views and expressions that run when it is used, so it must have the tables of ours to the letter. A
rollback journal next to it is replayed by whoever opens it, and SQLite then deletes a file that the journal names, wherever that is:
ours are in write-ahead mode and have none, so that one with a journal is not opened.
"""

import errno
import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from cardlint.findings.source import SIZE_LIMIT
from cardlint.search.errors import REBUILD_HINT
from cardlint.search.folder.files import AS_BEFORE, FREE_SPACE, explain_failures
from cardlint.system.errors import CardlintError

LONGEST_VALUE = 256 * 1024 * 1024
"""Bytes of a value that is read. The largest of ours is a column of numbers: eight bytes a card."""

LONGEST_TEXT = 4 * SIZE_LIMIT
"""Bytes of a card, unpacked: as many as the largest card can have when each of its bytes that is not a text is replaced."""

_FULL = frozenset(("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"))
"""What SQLite says of a full disk; the second when it only opens a catalog, for which it creates another file."""

_DAMAGE = (
    sqlite3.Error,
    zlib.error,
    ValueError,  # text and JSON too
    LookupError,
    TypeError,
    OverflowError,
    AttributeError,
    EOFError,
    MemoryError,
    RecursionError,
)
"""What is raised over bytes that nobody wrote so."""


def open_database(path: str, mode: str) -> sqlite3.Connection:
    """Return a connection to the file at ``path``. ``mode``: how SQLite opens it, such as ``rw``, with further parameters.

    Raises sqlite3.Error, and CardlintError where there is a journal next to it.
    """
    if os.path.lexists(f"{path}-journal"):
        raise CardlintError(
            f"`{path}-journal` was not written by cardlint, so it is not replayed: it could damage other files",
            REBUILD_HINT,
        )
    address = f"file:{quote(os.fsencode(os.path.abspath(path)))}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=30, check_same_thread=False)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def require_schema(connection: sqlite3.Connection, schema: str) -> None:
    """Raise sqlite3.DatabaseError where the database has other tables than ``schema`` makes, or anything else."""
    expected = {statement.strip() for statement in schema.split(";") if statement.strip()}
    found = connection.execute("SELECT type, sql FROM sqlite_master LIMIT ?", (4 * len(expected),)).fetchall()
    made = {
        sql for _, sql in found if sql is not None
    }  # SQLite makes an index without text for a key that is not a number
    if made != expected or any(sql is None and kind != "index" for kind, sql in found):
        raise sqlite3.DatabaseError("it has other tables than ours")


def create_private(path: str) -> None:
    """Make an empty file that only its owner can read, for SQLite to open: what SQLite makes next to it is like it."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))


def unpack(content: bytes) -> str:
    """Return the text that was compressed. Raises zlib.error, and ValueError for one that is longer than any card."""
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(content, LONGEST_TEXT)
    if not unpacking.eof:
        raise ValueError("a card is cut off, or longer than any card")
    return text.decode("utf-8", errors="replace")


@contextmanager
def explain_writing(folder: str) -> Iterator[None]:
    """Turn what SQLite and the file system refuse to write of the index in ``folder`` into a CardlintError that says so."""
    with explain_failures(folder):
        try:
            yield
        except sqlite3.Error as error:
            hint = REBUILD_HINT if type(error) is sqlite3.DatabaseError else AS_BEFORE
            reason, hint = (_no_space(), FREE_SPACE) if is_full(error) else (str(error), hint)
            raise CardlintError(f"cannot write the index in {folder}: {reason}", hint) from error


@contextmanager
def explain_damage() -> Iterator[None]:
    """Turn what SQLite, and we, say of a damaged file into a CardlintError that says what to do."""
    try:
        yield
    except _DAMAGE as error:
        if is_full(error):
            raise CardlintError(f"the index cannot be opened: {_no_space()}", FREE_SPACE) from error
        raise CardlintError(f"the index cannot be read: {error}", REBUILD_HINT) from error


def is_full(error: Exception) -> bool:
    """Return whether SQLite failed for want of space: nothing is damaged."""
    return getattr(error, "sqlite_errorname", None) in _FULL


def _no_space() -> str:
    return os.strerror(errno.ENOSPC).lower()
