"""Reads files that strangers may have put there: regular files only, never more than a limit, never waiting.

A repository can have a pipe in place of a configuration, or a link to ``/dev/zero`` or a terminal. Opening a pipe waits for its
other end, and reading a device never ends. So a file is opened without blocking, the type of the open file is checked, and it is
read up to the limit. Checking before opening would leave time to swap the file.
"""

import os
import stat

from cardlint.system.errors import CardlintError

CONFIGURATION_LIMIT = 1024 * 1024
"""The largest file of settings that is read, in bytes: a configuration, an ignore file, a ``.git/config``."""

DATA_LIMIT = 32 * 1024 * 1024
"""The largest file of cardlint or the user that is read completely, in bytes: a baseline, a JSON Schema."""

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe opens at once
    | getattr(os, "O_NOCTTY", 0)  # a terminal does not become the controlling one
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)  # Windows would translate line ends
)


class NotRegularError(OSError):
    """The path is not a regular file: a folder, a pipe, a device."""


class TooLargeError(OSError):
    """The file is larger than the limit. ``strerror`` names the limit."""


def open_regular(path: str | os.PathLike[str], *, follow: bool = True) -> int:
    """Return a descriptor of the regular file at ``path``, open for reading. The caller closes it.

    Raises NotRegularError for anything else, other OSErrors as ``os.open`` does, and ValueError for a NUL character in the name.
    ``follow=False`` refuses a link at the last part of the path, where the system can.
    """
    return _open(path, follow=follow)[0]


def _open(path: str | os.PathLike[str], *, follow: bool) -> tuple[int, int]:
    """Return the descriptor and the size of the regular file at ``path``."""
    flags = _FLAGS if follow else _FLAGS | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotRegularError(None, "not a regular file")
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor, status.st_size


def read_start(path: str | os.PathLike[str], most: int, *, follow: bool = True) -> bytes:
    """Return the first ``most`` bytes of the regular file at ``path``, or all of them. Raises as ``open_regular``."""
    descriptor, size = _open(path, follow=follow)
    try:
        return _read(descriptor, size, most)
    finally:
        os.close(descriptor)


def read_whole(path: str | os.PathLike[str], limit: int, *, follow: bool = True) -> bytes:
    """Return the bytes of the regular file at ``path``. Raises TooLargeError beyond ``limit`` bytes, otherwise as ``open_regular``."""
    descriptor, size = _open(path, follow=follow)
    try:
        is_larger = size > limit  # then none is read
        content = b"" if is_larger else _read(descriptor, size, limit + 1)
    finally:
        os.close(descriptor)
    if is_larger or len(content) > limit:
        raise TooLargeError(None, f"larger than {limit // 1024:,} KiB")
    return content


def _read(descriptor: int, size: int, most: int) -> bytes:
    # Reads the size that the file had when it was opened, and one byte more: a growing file is read only up to ``most``.
    content = os.read(descriptor, min(size + 1, most))
    read = len(content)
    if 0 < read == size:
        return content
    parts = [content]
    while content and read < most:  # a read may be cut short, and a file of /proc claims to have no size
        content = os.read(descriptor, min(most - read, 1024 * 1024))
        parts.append(content)
        read += len(content)
    return b"".join(parts)


def read_text(path: str, limit: int) -> str:
    """Return the UTF-8 text of the regular file at ``path``.

    Raises CardlintError with the path and the reason: the file does not exist, is not a regular file, is too large, or is not UTF-8.
    """
    try:
        return read_whole(path, limit).decode()
    except OSError as error:
        raise CardlintError(f"{path}: {reason(error)}") from error
    except UnicodeDecodeError as error:
        raise CardlintError(f"{path}: not UTF-8 text") from error
    except ValueError as error:  # a NUL character in the name
        raise CardlintError(f"{path!r}: {error}") from error


def reason(error: OSError) -> str:
    """Return why a file cannot be used, to follow ``PATH: ``."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]
