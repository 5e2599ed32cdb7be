"""Folders in which cardlint stores and deletes its own files, only if it can prove that the folder is its own.

A user can name any folder: ``--cache-dir .`` must not delete what is in it. So cardlint marks the folders that it creates, and uses a
folder without a marker only if it is empty. The marker follows the Cache Directory Tagging Specification, by which backup programs
recognize what they can skip, with a line that names cardlint.
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
    """Create ``folder``, private to the user, if it does not exist, and mark it as ours for ``purpose``, such as ``lint cache``.

    ``is_ours``: whether an unmarked folder was created by an older cardlint that did not mark its folders.
    Raises CardlintError if the folder is neither empty nor marked for this purpose, or cannot be created.
    """
    try:
        make_private(folder)
        if _is_free(folder, purpose, is_ours):
            _mark(folder, purpose)
    except OSError as error:
        raise CardlintError(f"{folder}: cannot be used as a {purpose}: {reason(error)}") from error


def require_claimable(folder: str, purpose: str, *, is_ours: Callable[[str], bool] | None = None) -> None:
    """Raise CardlintError if ``claim`` would refuse ``folder``. Writes nothing; a folder that does not exist yet is fine."""
    try:
        _is_free(folder, purpose, is_ours)
    except FileNotFoundError:
        return
    except OSError as error:
        raise CardlintError(f"{folder}: cannot be used as a {purpose}: {reason(error)}") from error


def _is_free(folder: str, purpose: str, is_ours: Callable[[str], bool] | None) -> bool:
    """Return whether ``folder`` still has to be marked. Raises CardlintError if it is neither empty nor ours."""
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
    if is_owned(folder, purpose):  # another process marked it in the meantime
        return False
    raise CardlintError(
        f"{folder}: this folder is not a cardlint {purpose} and is not empty: it contains `{foreign or MARKER}`",
        "use an empty folder, or one that cardlint created",
    )


def make_private(folder: str) -> None:
    """Create ``folder`` and its parents if they do not exist, all private to the user. Raises OSError."""
    missing = []
    place = os.path.abspath(folder)
    while not os.path.lexists(place):
        missing.append(place)
        place = os.path.dirname(place)
    for place in reversed(missing):
        with suppress(FileExistsError):  # another process created it in the meantime
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
