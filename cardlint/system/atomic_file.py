"""A file that appears complete or not at all: written next to its target, then moved there."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import TextIO

from cardlint.system.errors import CardlintError
from cardlint.system.unfinished import Leftovers, create

_DEFAULT_MODE = 0o666


class AtomicFile:
    """The file at ``path``, open for UTF-8 text in a ``with`` block; at its end, it replaces the old file.

    If the block fails, the old file stays. Anything that is not a regular file, such as ``/dev/null`` or a pipe, is written to
    directly; a link stays a link, and owner and permissions stay as they are.
    ``private``: a file of our own that can be recreated. Only the user can read it, it replaces a link or a pipe at its path, and it
    is not synced to disk.
    ``leftovers`` remembers, across many files, in which folders the files of killed runs have been removed.
    """

    __slots__ = ("_leftovers", "_place", "_private", "_stream", "_temporary", "path")

    def __init__(self, path: str, *, private: bool = False, leftovers: Leftovers | None = None) -> None:
        self.path = path
        self._private = private
        self._leftovers = leftovers or Leftovers()

    def __enter__(self) -> TextIO:
        """Open the file. Raises CardlintError if that is not possible."""
        self._temporary: str | None = None
        try:
            with explain_errors(self.path):
                self._stream = self._open()
        except BaseException:
            self._discard()
            raise
        return self._stream

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Move the file to its target, or remove it. Raises CardlintError if it cannot be written completely."""
        try:
            with explain_errors(self.path), self._stream:
                if kind is None and self._temporary is not None:
                    self._finish(self._temporary)
                    self._temporary = None
        finally:
            self._discard()

    def _open(self) -> TextIO:
        self._place = self.path if self._private else os.path.realpath(self.path)
        if os.path.isdir(self._place):
            raise IsADirectoryError(0, "it is a folder")
        if not self._private and os.path.lexists(self._place):
            if not os.access(self._place, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            if not os.path.isfile(self._place):
                return open(self._place, "w", encoding="utf-8", newline="\n")
        folder = os.path.dirname(self._place)
        self._leftovers.remove(folder)
        descriptor, self._temporary = create(folder)
        return open(descriptor, "w", encoding="utf-8", newline="\n")

    def _finish(self, temporary: str) -> None:
        self._stream.flush()
        if not self._private:
            os.fsync(self._stream.fileno())
            _take_after(self._place, temporary)
        if os.name == "nt":
            self._stream.close()  # Windows cannot move an open file; elsewhere it stays locked until it is moved
        os.replace(temporary, self._place)

    def _discard(self) -> None:
        """Remove the unfinished file."""
        if self._temporary is not None:
            with suppress(OSError):
                os.unlink(self._temporary)


def write_file(path: str, text: str, *, private: bool = False, leftovers: Leftovers | None = None) -> None:
    """Write a complete file with ``AtomicFile``. Raises CardlintError if it cannot be written, such as on a full disk."""
    with AtomicFile(path, private=private, leftovers=leftovers) as file, explain_errors(path):
        file.write(text)


@contextmanager
def explain_errors(path: str) -> Iterator[None]:
    """Turn an error of the system about the file at ``path`` into a CardlintError."""
    try:
        yield
    except OSError as error:
        raise CardlintError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:
        if "\0" not in path:
            raise
        raise CardlintError(f"{path!r}: cannot be written: a file name cannot contain a NUL character") from error


def _take_after(old: str, new: str) -> None:
    """Give the file ``new`` the owner and the permissions of ``old``, or, without an old file, those of a new file."""
    try:
        status = os.stat(old)
    except FileNotFoundError:
        mask = os.umask(0)  # the only way to read it is to set it
        os.umask(mask)
        os.chmod(new, _DEFAULT_MODE & ~mask)
        return
    made = os.stat(new)
    if (status.st_uid, status.st_gid) != (made.st_uid, made.st_gid):
        os.chown(new, status.st_uid, status.st_gid)
    os.chmod(new, stat.S_IMODE(status.st_mode))  # after the owner, because changing the owner clears special bits
