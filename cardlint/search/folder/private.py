"""Checks that we may use the folder of an index: it is private to the user, marked as ours, and has only regular files and folders.

Whoever can write to an index controls what its reader gets and where its writer writes. A link would lead a writer out of the
folder, and a pipe would block a reader.
"""

import os
import stat
from collections.abc import Iterator

from cardlint.search.errors import no_index
from cardlint.search.folder import manifest_file
from cardlint.search.folder.files import explain_failures
from cardlint.system.errors import CardlintError

PURPOSE = "search index"

_DEPTH = 3
"""Levels of folders in an index: the folder itself, its generations, and their content."""


def prepare(folder: str) -> None:
    """Create ``folder`` if it does not exist. Raises CardlintError if it contains anything but an index, or if others can write to it."""
    from cardlint.system.owned_folder import claim, require_claimable  # only writers create a folder

    if os.path.isdir(folder):
        # No hint to change a folder that is not ours.
        require_claimable(folder, PURPOSE, is_ours=manifest_file.is_there)
        require_private(folder)
    with explain_failures(folder):
        claim(folder, PURPOSE, is_ours=manifest_file.is_there)
    require_private(folder)


def require_private(folder: str) -> None:
    """Raise CardlintError if another user owns ``folder`` or can write to it, if it contains a link, or if it does not exist."""
    try:
        found = os.stat(folder)
    except OSError:
        raise no_index(folder) from None
    if not stat.S_ISDIR(found.st_mode):
        raise CardlintError(f"{folder} is not a folder")
    _require_ours(folder, folder, found)
    is_closed = not found.st_mode & (stat.S_IXGRP | stat.S_IXOTH)  # others cannot reach anything inside
    for place, status in _inside(folder, _DEPTH):
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            raise CardlintError(
                f"`{place}` is a link or not a regular file, which an index never contains",
                "remove it, or build another index with `--index DIR`",
            )
        if not is_closed:
            _require_ours(folder, place, status)


def _inside(folder: str, depth: int) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the content of ``folder``, without following links. Files that disappear meanwhile are skipped."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                try:
                    status = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
                yield entry.path, status
                if depth > 1 and stat.S_ISDIR(status.st_mode):
                    yield from _inside(entry.path, depth - 1)
    except (FileNotFoundError, PermissionError):
        return


def _require_ours(folder: str, place: str, found: os.stat_result) -> None:
    """Raise CardlintError if another user owns ``place`` in the index in ``folder``, or can write to it."""
    if os.name == "nt":
        return
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        what = "" if place == folder else f"{place}, of "
        raise CardlintError(
            f"other users can write to {what}the index in {folder}", f"make it private with `chmod -R go-w {folder}`"
        )
    if found.st_uid not in (os.geteuid(), 0):
        raise CardlintError(
            f"{'the index in ' if place == folder else ''}{place} belongs to another user",
            "build your own with `--index DIR`",
        )
