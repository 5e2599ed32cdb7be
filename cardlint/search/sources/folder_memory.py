"""What the walk before saw, so that only folders that changed are listed again: a state is three times as quick to ask for.

It is used where a folder is sure to get another time whenever a name comes or goes, which network and user-space file
systems do not promise; elsewhere every folder is listed. Without it, a walk takes longer and finds the same.
"""

import json
import os
from contextlib import suppress
from hashlib import blake2b
from typing import Any

from cardlint.search.sources.listing import Listing, listed

_SURE = frozenset(("ext2", "ext3", "ext4", "f2fs", "overlay", "tmpfs", "xfs"))
_MOUNTS = "/proc/self/mountinfo"
_FEW = 200
_MOST_STALE = 1 / 20
"""It is written anew when more than a few folders, and this part of all, had to be listed."""


class FolderMemory:
    """The listings below ``root``, kept in the folder of an index; without one, nothing is kept."""

    def __init__(self, root: str, index: str | None) -> None:
        name = blake2b(os.fsencode(root), digest_size=8).hexdigest()
        self._path = os.path.join(index, f"folders-{name}.json") if index is not None else None
        self._device = _device(root) if index is not None else None
        self._known: dict[str, Any] = self._read() if self._device is not None else {}
        self._seen: dict[str, Any] = {}
        self._stale = 0

    def listing(self, folder: str, device: int, state: str) -> Listing:
        """Return what is in ``folder``, whose state was ``state`` before it is asked for here."""
        if device != self._device or not state:
            return listed(folder)
        known = self._known.get(folder)
        if not isinstance(known, list) or known[0] != state:
            self._stale += 1
            known = [state, listed(folder)]
        self._seen[folder] = known
        listing: Listing = known[1]  # as JSON has it: a list
        return listing

    def keep(self) -> None:
        """Write what was seen for the next walk, where that pays. Where it cannot be written, the next walk lists."""
        if self._path is None or self._stale <= max(_FEW, _MOST_STALE * len(self._seen)):
            return
        beside = f"{self._path}.{os.getpid()}"
        try:
            with open(beside, "w", encoding="ascii") as file:
                json.dump(self._seen, file, separators=(",", ":"))
            os.replace(beside, self._path)
        except OSError:
            with suppress(OSError):
                os.unlink(beside)

    def _read(self) -> dict[str, Any]:
        try:
            with open(self._path or "", encoding="ascii") as file:
                known = json.load(file)
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}


def _device(root: str) -> int | None:
    """Return the device that ``root`` lies on, or None where its file system is none of those that are sure."""
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
