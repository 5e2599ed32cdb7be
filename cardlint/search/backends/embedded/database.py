"""Opens SQLite files that anybody may have written, so that nothing in them runs and nothing next to them is changed.

A database can contain triggers, views and expressions that run when it is used, so its schema must be exactly ours. SQLite replays a
rollback journal next to a database when it opens it, and then deletes a file that the journal names, anywhere on the disk. Our
databases are in write-ahead mode and have no such journal, so a database with one is not opened.
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
"""Maximum size of a value, in bytes. Our largest is a column of numbers, with eight bytes per card."""

LONGEST_TEXT = 4 * SIZE_LIMIT
"""Maximum size of an unpacked card, in bytes: that of the largest card if every byte that is not text is replaced."""

_FULL = frozenset(("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"))
"""SQLite's errors for a full disk; the second one occurs when it opens a catalog, for which it creates another file."""

_DAMAGE = (
    sqlite3.Error,
    zlib.error,
    ValueError,  # also of text and JSON
    LookupError,
    TypeError,
    OverflowError,
    AttributeError,
    EOFError,
    MemoryError,
    RecursionError,
)
"""The errors that damaged data can raise."""


def open_database(path: str, mode: str) -> sqlite3.Connection:
    """Return a connection to the file at ``path``. ``mode``: SQLite's mode, such as ``rw``, with further parameters.

    Raises sqlite3.Error, and CardlintError if there is a journal next to it.
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
    """Raise sqlite3.DatabaseError if the database has anything other than the tables of ``schema``."""
    expected = {statement.strip() for statement in schema.split(";") if statement.strip()}
    found = connection.execute("SELECT type, sql FROM sqlite_master LIMIT ?", (4 * len(expected),)).fetchall()
    # For a key that is not a number, SQLite creates an index without SQL text.
    made = {sql for _, sql in found if sql is not None}
    if made != expected or any(sql is None and kind != "index" for kind, sql in found):
        raise sqlite3.DatabaseError("its tables are not those of cardlint")


def create_private(path: str) -> None:
    """Create an empty file that only its owner can read, for SQLite to open. Files that SQLite creates get the same permissions."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))


def unpack(content: bytes) -> str:
    """Return the decompressed text. Raises zlib.error, and ValueError if it is longer than any card."""
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(content, LONGEST_TEXT)
    if not unpacking.eof:
        raise ValueError("a card is incomplete or too long")
    return text.decode("utf-8", errors="replace")


@contextmanager
def explain_writing(folder: str) -> Iterator[None]:
    """Turn errors of SQLite and the file system while writing the index in ``folder`` into a CardlintError."""
    with explain_failures(folder):
        try:
            yield
        except sqlite3.Error as error:
            hint = REBUILD_HINT if type(error) is sqlite3.DatabaseError else AS_BEFORE
            reason, hint = (_no_space(), FREE_SPACE) if is_full(error) else (str(error), hint)
            raise CardlintError(f"cannot write the index in {folder}: {reason}", hint) from error


@contextmanager
def explain_damage() -> Iterator[None]:
    """Turn the errors that a damaged file causes into a CardlintError with a hint."""
    try:
        yield
    except _DAMAGE as error:
        if is_full(error):
            raise CardlintError(f"the index cannot be opened: {_no_space()}", FREE_SPACE) from error
        raise CardlintError(f"the index cannot be read: {error}", REBUILD_HINT) from error


def is_full(error: Exception) -> bool:
    """Return whether SQLite failed because the disk is full; then nothing is damaged."""
    return getattr(error, "sqlite_errorname", None) in _FULL


def _no_space() -> str:
    return os.strerror(errno.ENOSPC).lower()
