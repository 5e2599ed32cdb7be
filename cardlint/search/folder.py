"""The folder of an index: private, as whoever can write to it can run code as its reader (Whoosh keeps pickles)."""

import errno
import os
import sqlite3
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from cardlint.system.errors import CardlintError

ANEW = "`cardlint index rebuild` makes it anew, of what can still be read"
UNFINISHED = ".new"
"""How the name of a file ends that is not whole yet."""

_AS_BEFORE = "an index that was there is as it was before"
_FREE_SPACE = f"free some space, and try again; {_AS_BEFORE}"
_FULL = frozenset(("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"))
"""What SQLite says of a full disk; the second when it only opens a catalogue, for which it makes a file beside."""


_DAMAGE = (
    sqlite3.Error,
    zlib.error,
    ValueError,  # text and JSON too
    LookupError,
    TypeError,
    OverflowError,
    EOFError,
    MemoryError,
)
"""What is raised over bytes that nobody wrote so."""


def cache_folder() -> str:
    """Return our folder in the user's cache."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(cache, "cardlint")


def default_folder() -> str:
    """Return where an index is kept unless said: in the user's cache."""
    return os.environ.get("CARDLINT_INDEX") or os.path.join(cache_folder(), "index")


def prepare(folder: str) -> None:
    """Make ``folder`` if there is none. CardlintError where that fails, or where others can write to it."""
    with explained(folder):
        os.makedirs(os.path.dirname(os.path.abspath(folder)), exist_ok=True)
        if not os.path.isdir(folder):
            os.mkdir(folder, 0o700)
    require_private(folder)


def require_private(folder: str) -> None:
    """Raise CardlintError where somebody else owns ``folder`` or can write to it, or where there is none."""
    try:
        found = os.stat(folder)
    except OSError:
        raise CardlintError(f"there is no index in {folder}", "`cardlint index add PATH` makes one") from None
    if not stat.S_ISDIR(found.st_mode):
        raise CardlintError(f"{folder} is not a folder")
    if os.name == "nt":
        return
    _require_ours(folder, folder, found)
    if found.st_mode & (stat.S_IXGRP | stat.S_IXOTH):  # else nobody comes to what is inside
        for parent, folders, files in os.walk(folder):
            for name in (*folders, *files):
                place = os.path.join(parent, name)
                with suppress(FileNotFoundError):  # a generation that is being removed
                    _require_ours(folder, place, os.stat(place))


def _require_ours(folder: str, place: str, found: os.stat_result) -> None:
    """Raise CardlintError where somebody else owns ``place``, of the index in ``folder``, or can write to it."""
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        what = "" if place == folder else f"{place}, of "
        cure = f"chmod go-w {folder}" if place == folder else f"chmod -R go-w {folder}"
        raise CardlintError(f"others can write to {what}the index in {folder}", f"make it private: {cure}")
    if found.st_uid not in (os.geteuid(), 0):
        raise CardlintError(
            f"{'the index in ' if place == folder else ''}{place} belongs to another user",
            "build one of your own with --index DIR",
        )


@contextmanager
def explained(folder: str) -> Iterator[None]:
    """Turn what the file system refuses into a CardlintError that says so."""
    try:
        yield
    except OSError as error:
        hint = _FREE_SPACE if error.errno in (errno.ENOSPC, errno.EDQUOT) else _AS_BEFORE
        reason = (error.strerror or str(error)).lower()
        raise CardlintError(f"cannot write the index in {folder}: {reason}", hint) from error
    except sqlite3.Error as error:
        hint = ANEW if type(error) is sqlite3.DatabaseError else _AS_BEFORE
        reason, hint = (_no_space(), _FREE_SPACE) if is_full(error) else (str(error), hint)
        raise CardlintError(f"cannot write the index in {folder}: {reason}", hint) from error


@contextmanager
def undamaged() -> Iterator[None]:
    """Turn what SQLite, and we, say of a damaged file into a CardlintError that says what to do."""
    try:
        yield
    except _DAMAGE as error:
        if is_full(error):
            raise CardlintError(f"the index cannot be opened: {_no_space()}", _FREE_SPACE) from error
        raise CardlintError(f"the index cannot be read: {error}", ANEW) from error


def put(path: str, text: str) -> None:
    """Make ``text`` the file at ``path``: at once, durably, and without a trace where that fails."""
    beside = f"{path}{UNFINISHED}"
    try:
        with open(beside, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
    sync(os.path.dirname(path))


def is_full(error: Exception) -> bool:
    """Return whether SQLite failed for want of space: nothing is damaged."""
    return getattr(error, "sqlite_errorname", None) in _FULL


def _no_space() -> str:
    return os.strerror(errno.ENOSPC).lower()


def sync(path: str) -> None:
    """Make a file, or the names in a folder, durable."""
    if os.name == "nt" and os.path.isdir(path):
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
