"""Folders that cardlint keeps files of its own in, and deletes files from: only where it can prove that the folder is its own.

A user can name any folder: ``--cache-dir .`` must not delete what lies there. So a folder that we make gets a marker, and a folder
without one is taken only while it is empty. The marker is that of the Cache Directory Tagging Specification, by which backup
programs know what they need not keep, with a line that names us.
"""

import errno
import os
from collections.abc import Callable
from contextlib import suppress

from cardlint.system.errors import CardlintError
from cardlint.system.regular_file import read_start, reason

MARKER = "CACHEDIR.TAG"
_SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55\n"
_MOST = 4096


def claim(folder: str, purpose: str, *, is_ours: Callable[[str], bool] | None = None) -> None:
    """Make ``folder``, private to the user, if there is none, and mark it as ours for ``purpose``, such as ``lint cache``.

    ``is_ours``: whether a folder without a mark is one that a cardlint made which did not mark them yet.
    Raises CardlintError where the folder is neither empty nor marked for this purpose, or where it cannot be made.
    """
    try:
        make_private(folder)
        if _is_free(folder, purpose, is_ours):
            _mark(folder, purpose)
    except OSError as error:
        raise CardlintError(f"{folder}: cannot be used as a {purpose}: {reason(error)}") from error


def require_claimable(folder: str, purpose: str, *, is_ours: Callable[[str], bool] | None = None) -> None:
    """Raise CardlintError where ``claim`` would refuse ``folder``. Writes nothing; a folder that is not there yet is fine."""
    try:
        _is_free(folder, purpose, is_ours)
    except FileNotFoundError:
        return
    except OSError as error:
        raise CardlintError(f"{folder}: cannot be used as a {purpose}: {reason(error)}") from error


def _is_free(folder: str, purpose: str, is_ours: Callable[[str], bool] | None) -> bool:
    """Return whether ``folder`` must be marked, or False where it is. Raises CardlintError where it is neither empty nor ours."""
    from cardlint.system.unfinished import is_unfinished  # most runs find their own folder

    if is_owned(folder, purpose):
        return False
    if is_ours is not None and is_ours(folder):
        return True
    with os.scandir(folder) as entries:
        foreign = next(
            (entry.name for entry in entries if entry.name != MARKER and not is_unfinished(entry.name)), None
        )
    if foreign is None and not os.path.lexists(os.path.join(folder, MARKER)):
        return True
    if is_owned(folder, purpose):  # another process has marked it meanwhile
        return False
    raise CardlintError(
        f"{folder}: not a {purpose} of cardlint, and not empty: it holds `{foreign or MARKER}`",
        "name an empty folder, or one that cardlint made",
    )


def make_private(folder: str) -> None:
    """Make ``folder`` if there is none, and what it lies in: all that is made is private to the user. Raises OSError."""
    missing = []
    place = os.path.abspath(folder)
    while not os.path.lexists(place):
        missing.append(place)
        place = os.path.dirname(place)
    for place in reversed(missing):
        with suppress(FileExistsError):  # another process made it meanwhile
            os.mkdir(place, 0o700)
    if not os.path.isdir(folder):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))


def is_owned(folder: str, purpose: str) -> bool:
    """Return whether the folder has our marker for ``purpose``. A link in place of the marker does not count."""
    try:
        content = read_start(os.path.join(folder, MARKER), _MOST, follow=False)
    except (OSError, ValueError):
        return False
    return content == _marker(purpose).encode()


def _mark(folder: str, purpose: str) -> None:
    """Write the marker. Another process may do the same at once: the content is the same."""
    from cardlint.system.atomic_file import write_file  # most runs find their own folder

    write_file(os.path.join(folder, MARKER), _marker(purpose), private=True)


def _marker(purpose: str) -> str:
    return f"{_SIGNATURE}# This folder is a {purpose} of cardlint, which deletes old files in it.\n"
