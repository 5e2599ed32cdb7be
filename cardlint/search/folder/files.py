"""Replaces small files in the folder of an index, and explains failures."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from cardlint.system.errors import CardlintError

UNFINISHED = ".new"
"""The suffix of the name of an unfinished file."""

AS_BEFORE = "an existing index is unchanged"
FREE_SPACE = f"free some space, and try again; {AS_BEFORE}"


@contextmanager
def explain_failures(folder: str) -> Iterator[None]:
    """Turn errors of the file system into a CardlintError."""
    try:
        yield
    except OSError as error:
        hint = FREE_SPACE if error.errno in (errno.ENOSPC, errno.EDQUOT) else AS_BEFORE
        reason = (error.strerror or str(error)).lower()
        raise CardlintError(f"cannot write the index in {folder}: {reason}", hint) from error


def replace_file(path: str, text: str) -> None:
    """Replace the file at ``path`` by ``text``, atomically and durably, readable only by its owner. A failure leaves no files behind."""
    unfinished = f"{path}{UNFINISHED}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with open(os.open(unfinished, flags, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(unfinished)
        raise
    sync(os.path.dirname(path))


def sync(path: str) -> None:
    """Make a file, or the list of names in a folder, durable."""
    if os.name == "nt" and os.path.isdir(path):
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
