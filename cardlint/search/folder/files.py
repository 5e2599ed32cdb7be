"""How a small file in the folder of an index is replaced, and what is said when that fails."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from cardlint.system.errors import CardlintError

UNFINISHED = ".new"
"""The suffix of the name of an unfinished file."""

AS_BEFORE = "an index that was there is as it was before"
FREE_SPACE = f"free some space, and try again; {AS_BEFORE}"


@contextmanager
def explain_failures(folder: str) -> Iterator[None]:
    """Turn what the file system refuses into a CardlintError that says so."""
    try:
        yield
    except OSError as error:
        hint = FREE_SPACE if error.errno in (errno.ENOSPC, errno.EDQUOT) else AS_BEFORE
        reason = (error.strerror or str(error)).lower()
        raise CardlintError(f"cannot write the index in {folder}: {reason}", hint) from error


def replace_file(path: str, text: str) -> None:
    """Make ``text`` the file at ``path``, which only its owner can read: at once, durably, and without a trace where that fails."""
    beside = f"{path}{UNFINISHED}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with open(os.open(beside, flags, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
    sync(os.path.dirname(path))


def sync(path: str) -> None:
    """Make a file, or the names in a folder, durable."""
    if os.name == "nt" and os.path.isdir(path):
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
