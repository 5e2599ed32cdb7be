"""Walks the folders below a folder, of any depth, with a list of what is left to visit instead of recursion.

``os.walk`` recurses in Python 3.11, and a repository can contain a thousand nested folders. Links to folders are never followed:
they may lead anywhere, and in circles.
"""

import os
from collections.abc import Callable, Iterator

from cardlint.system.named_tuple import NamedTuple


class Folder(NamedTuple):
    """A visited folder: its path, and the names in it. A link to a file counts as a file; a link to a folder is left out.

    ``folders`` has all of them, unsorted. The walk skips those that are removed from it. ``links`` has the files that are links.
    """

    path: str
    files: list[str]  # sorted
    folders: list[str]
    links: list[str]


def walk(
    root: str, enters: Callable[[str], bool], report: Callable[[str, OSError], None] | None = None
) -> Iterator[Folder]:
    """Yield ``root`` and the folders below it: each before those inside it, those of one folder sorted by name.

    ``enters`` decides by the name of each folder whether to enter it. A folder that cannot be listed is skipped; ``report``
    receives its path and the reason.
    """
    waiting = [root]
    while waiting:
        path = waiting.pop()
        try:
            folder = _list(path)
        except OSError as error:
            if report is not None:
                report(path, error)
            continue
        yield folder
        waiting += [os.path.join(path, name) for name in sorted(filter(enters, folder.folders), reverse=True)]


def _list(path: str) -> Folder:
    files: list[str] = []
    folders: list[str] = []
    links: list[str] = []
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
            elif not entry.is_symlink():
                files.append(entry.name)
            elif not os.path.isdir(entry.path):
                files.append(entry.name)
                links.append(entry.name)
    files.sort()
    return Folder(path, files, folders, links)
