"""Whether a file in a folder is really inside it: the only guard against links that leave a repository.

Folders of the Hub's cache are an exception, made by the Hub's client: each file of ``models--org--name/snapshots/REVISION`` is a
link to ``models--org--name/blobs``. It may be read but must not be written, because other snapshots share it.
"""

import os

_CACHED = ("models--", "datasets--", "spaces--", "kernels--")


def lies_inside(path: str, root: str) -> bool:
    """Return whether ``path``, with links resolved, is in the folder ``root``, or is an object of its Hub cache."""
    if "\0" in path:  # no file can have such a name
        return False
    target = os.path.realpath(path)
    home = os.path.realpath(root)
    if _is_below(target, home):
        return True
    blobs = blobs_of(home)
    return blobs is not None and _is_below(target, blobs)


def lies_strictly_inside(path: str, root: str) -> bool:
    """Return whether ``path``, with links resolved, is in the folder ``root`` itself, and not in a store of the Hub's cache.

    Only such a file may be written.
    """
    target = os.path.realpath(path)
    return _is_below(target, os.path.realpath(root)) and not is_cached_object(target)


def lies_below(path: str, folder: str) -> bool:
    """Return whether ``path``, with links resolved, is or is in ``folder``: for paths that are not read or written as cards."""
    return _is_below(os.path.realpath(path), os.path.realpath(folder))


def blobs_of(folder: str) -> str | None:
    """Return where the Hub's client keeps the files of a snapshot, or None if ``folder`` is not in a snapshot."""
    before, snapshots, revision = folder.rpartition(f"{os.sep}snapshots{os.sep}")
    return (
        os.path.join(before, "blobs")
        if snapshots and revision and os.path.basename(before).startswith(_CACHED)
        else None
    )


def is_cached_object(target: str) -> bool:
    """Return whether ``target``, a path without links, is a file in the store of the Hub's cache."""
    folder, store = os.path.split(os.path.dirname(target))
    return (
        store == "blobs"
        and os.path.basename(folder).startswith(_CACHED)
        and os.path.isdir(os.path.join(folder, "snapshots"))
    )


def _is_below(target: str, home: str) -> bool:
    return target == home or target.startswith(home.rstrip(os.sep) + os.sep)
