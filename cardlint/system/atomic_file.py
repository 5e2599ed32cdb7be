"""A file that appears whole or not at all: written beside its place, then moved there."""

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TextIO

from cardlint.system.errors import CardlintError

_DEFAULT_MODE = 0o666


class AtomicFile:
    """The file at ``path``, open for UTF-8 text in a ``with`` block, at whose end it replaces the old one.

    A block that fails leaves the old file. What is no regular file, such as ``/dev/null`` or a pipe, is written to
    directly; a link stays a link, and owner and permissions stay as they are.
    """

    __slots__ = ("_place", "_stream", "_temporary", "path")

    def __init__(self, path: str) -> None:
        self.path = path

    def __enter__(self) -> TextIO:
        """Open the file. Raises CardlintError where that is not possible."""
        with explained(self.path):
            self._place = os.path.realpath(self.path)
            if os.path.isdir(self._place):
                raise IsADirectoryError(0, "it is a folder")
            if os.path.lexists(self._place) and not os.access(self._place, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            if os.path.lexists(self._place) and not os.path.isfile(self._place):
                self._temporary = None
                self._stream = open(self._place, "w", encoding="utf-8", newline="\n")
            else:
                handle, self._temporary = tempfile.mkstemp(dir=os.path.dirname(self._place), prefix=".cardlint-")
                self._stream = open(handle, "w", encoding="utf-8", newline="\n")
        return self._stream

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Move the file to its place, or remove it. Raises CardlintError where it cannot be written to the end."""
        try:
            with explained(self.path):
                with self._stream:
                    if kind is None and self._temporary is not None:
                        self._stream.flush()
                        os.fsync(self._stream.fileno())
                if kind is None and self._temporary is not None:
                    _take_after(self._place, self._temporary)
                    os.replace(self._temporary, self._place)
                    self._temporary = None
        finally:
            if self._temporary is not None:
                os.unlink(self._temporary)


@contextmanager
def explained(path: str) -> Iterator[None]:
    """Turn what the system says about the file at ``path`` into a CardlintError."""
    try:
        yield
    except OSError as error:
        raise CardlintError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:
        if "\0" not in path:
            raise
        raise CardlintError(f"{path!r}: cannot be written: a file name has no NUL character") from error


def _take_after(old: str, new: str) -> None:
    """Give the file ``new`` the owner and the permissions of ``old``, or where there is none, those that a new file gets."""
    try:
        status = os.stat(old)
    except FileNotFoundError:
        mask = os.umask(0)  # the only way to ask for it is to set it
        os.umask(mask)
        os.chmod(new, _DEFAULT_MODE & ~mask)
        return
    made = os.stat(new)
    if (status.st_uid, status.st_gid) != (made.st_uid, made.st_gid):
        os.chown(new, status.st_uid, status.st_gid)
    os.chmod(new, stat.S_IMODE(status.st_mode))  # after the owner: a change of that takes special bits away
