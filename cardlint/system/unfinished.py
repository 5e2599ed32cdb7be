"""Files that are being written, and those that a killed run left behind.

An unfinished file is next to its target, because only a move within a file system is atomic. Its name proves that cardlint made it:
it contains the file's own inode number, which nobody can know before the file exists. No repository, archive or backup can contain
such a file. Before it has that name, it is empty. While it is written it is locked, and a lock ends with its process: an unlocked
file was left behind.
"""

import os
import re
import stat
from contextlib import suppress

from cardlint.system.named_tuple import NamedTuple

_HAS_LOCKS = os.name != "nt"
"""Windows has no locks that end with their process, so nothing is removed there."""

if _HAS_LOCKS:
    import fcntl

_EMPTY = re.compile(r"\.cardlint-[0-9a-f]{16}\.tmp")
_NUMBERED = re.compile(r"\.cardlint-[0-9a-f]{16}-([0-9a-f]+)\.tmp")
_CREATE = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_LOOK = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_PRIVATE = stat.S_IRUSR | stat.S_IWUSR


class Unfinished(NamedTuple):
    """An empty file of our own, open for writing, and locked until it is closed."""

    descriptor: int
    path: str


class Leftovers:
    """Removes what killed runs left behind. Looks into each folder once."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def remove(self, folder: str) -> None:
        """Remove the unfinished files in ``folder`` that no process is writing. An unreadable folder counts as empty."""
        if not _HAS_LOCKS or folder in self._seen:
            return
        self._seen.add(folder)
        with suppress(OSError), os.scandir(folder or os.curdir) as entries:
            names = [entry.name for entry in entries if is_unfinished(entry.name)]
            for name in names:
                with suppress(OSError):
                    _remove(os.path.join(folder, name), name)


def is_unfinished(name: str) -> bool:
    """Return whether the name is that of an unfinished file."""
    return name.startswith(".cardlint-") and (_EMPTY.fullmatch(name) or _NUMBERED.fullmatch(name)) is not None


def create(folder: str) -> Unfinished:
    """Create an empty file in ``folder`` that only this user can read. Raises OSError."""
    made = None
    while made is None:
        made = _try_to_create(folder, os.urandom(8).hex())
    return made


def _try_to_create(folder: str, token: str) -> Unfinished | None:
    """Return a new file, or None if another run removed it as a leftover before it was locked. It is removed on any exception."""
    path = numbered = os.path.join(folder, f".cardlint-{token}.tmp")
    try:
        descriptor = os.open(path, _CREATE, _PRIVATE)
        if not _HAS_LOCKS:
            return Unfinished(descriptor, path)
        if _lock(descriptor):
            numbered = os.path.join(folder, f".cardlint-{token}-{os.fstat(descriptor).st_ino:x}.tmp")
            with suppress(FileNotFoundError):
                os.rename(path, numbered)
                return Unfinished(descriptor, numbered)
        os.close(descriptor)
        return None
    except FileExistsError:  # somebody else's
        return None
    except BaseException:
        for name in (path, numbered):
            with suppress(OSError):
                os.unlink(name)
        raise


def _remove(path: str, name: str) -> None:
    """Remove the file at ``path`` if it is a leftover of ours."""
    descriptor = os.open(path, _LOOK)
    try:
        status = os.fstat(descriptor)
        if (
            stat.S_ISREG(status.st_mode)
            and status.st_uid == os.geteuid()
            and status.st_nlink == 1
            and _is_ours(name, status)
        ):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.unlink(path)
    finally:
        os.close(descriptor)


def _is_ours(name: str, status: os.stat_result) -> bool:
    numbered = _NUMBERED.fullmatch(name)
    return status.st_size == 0 if numbered is None else int(numbered[1], 16) == status.st_ino


def _lock(descriptor: int) -> bool:
    """Lock the file; return False if another process has locked it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks, where leftovers cannot be recognized
        return True
    return True
