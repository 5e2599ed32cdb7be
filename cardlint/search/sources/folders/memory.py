"""Remembers the listings of the previous walk, so that only changed folders are listed again: ``stat`` is three times as fast.

It is used only on file systems that reliably change the time of a folder if a name is added or removed, which network and
user-space file systems do not guarantee; on others, every folder is listed. Without it, a walk takes longer, with the same result.
"""

import json
import os
from contextlib import suppress
from hashlib import blake2b
from typing import Any

from cardlint.search.sources.folders.listing import Listing, listed
from cardlint.system.regular_file import read_whole

_SURE = frozenset(("ext2", "ext3", "ext4", "f2fs", "overlay", "tmpfs", "xfs"))
_MOUNTS = "/proc/self/mountinfo"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
_LIMIT = 256 * 1024 * 1024
"""The largest file that is read, in bytes: enough for about two million folders."""

_FEW = 200
_MOST_STALE = 1 / 20
"""The file is rewritten if more than a few folders, and more than this share of all, had to be listed."""


class FolderMemory:
    """The listings below ``root``, stored in the folder of an index; without an index, nothing is stored."""

    def __init__(self, root: str, index: str | None) -> None:
        name = blake2b(os.fsencode(root), digest_size=8).hexdigest()
        self._path = os.path.join(index, f"folders-{name}.json") if index is not None else None
        self._device = _device(root) if index is not None else None
        self._known: dict[str, Any] = self._read() if self._device is not None else {}
        self._seen: dict[str, Any] = {}
        self._stale = 0

    def listing(self, folder: str, device: int, state: str) -> Listing:
        """Return the content of ``folder``. ``state`` is its state, which must be determined before this call."""
        if device != self._device or not state:
            return listed(folder)
        known = self._known.get(folder)
        listing = _listing(known[1]) if isinstance(known, list) and len(known) == 2 and known[0] == state else None
        if listing is None:
            self._stale += 1
            listing = listed(folder)
        self._seen[folder] = [state, listing]
        return listing

    def keep(self) -> None:
        """Write the listings for the next walk, if it is worth it. If this fails, the next walk lists all folders."""
        if self._path is None or self._stale <= max(_FEW, _MOST_STALE * len(self._seen)):
            return
        unfinished = f"{self._path}.{os.getpid()}"
        try:
            with open(os.open(unfinished, _NEW, 0o600), "w", encoding="ascii") as file:
                json.dump(self._seen, file, separators=(",", ":"))
            os.replace(unfinished, self._path)
        except OSError:
            with suppress(OSError):
                os.unlink(unfinished)

    def _read(self) -> dict[str, Any]:
        try:
            known = json.loads(read_whole(self._path or "", _LIMIT, follow=False))
        except (OSError, ValueError, RecursionError):
            return {}
        return known if isinstance(known, dict) else {}


def _listing(data: Any) -> Listing | None:
    """Return a stored listing, or None if it is not valid. Names with a path separator, which could leave the folder, are not valid."""
    if not isinstance(data, list) or len(data) != 4:
        return None
    files, folders, has_rules, is_repository = data
    if not isinstance(files, list) or not isinstance(folders, list) or {type(has_rules), type(is_repository)} != {bool}:
        return None
    if not all(isinstance(name, str) and _is_name(name) for name in (*files, *folders)):
        return None
    return Listing(files, folders, has_rules, is_repository)


def _is_name(name: str) -> bool:
    return os.sep not in name and "\0" not in name and name not in ("", os.curdir, os.pardir)


def _device(root: str) -> int | None:
    """Return the device of ``root``, or None if its file system is not one of the reliable ones."""
    if not os.path.exists(_MOUNTS):
        return None
    with suppress(OSError, IndexError):
        device = os.stat(root).st_dev
        name = f"{os.major(device)}:{os.minor(device)}"
        with open(_MOUNTS, encoding="utf-8", errors="replace") as mounts:
            for line in mounts:
                place, _, kind = line.partition(" - ")
                if place.split()[2] == name:
                    return device if kind.split()[0] in _SURE else None
    return None
