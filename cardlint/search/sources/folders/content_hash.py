"""The hash of everything from which a document is built: the card, and the data from the files next to it."""

import os
import stat
from collections.abc import Iterator
from hashlib import blake2b

from cardlint.card.files import CARD_NAME
from cardlint.card.repository import BrokenFile, Repository
from cardlint.search.documents.safetensors import header
from cardlint.search.sources.folders.below import places_below
from cardlint.search.sources.folders.stamp import CONFIGURATIONS, WEIGHTS
from cardlint.system.containment import lies_inside

_APART = (CARD_NAME, ".git")


def content_hash(text: str, repository: Repository) -> str:
    """Return the hash of the card ``text`` and of the files next to it."""
    found = blake2b(text.encode(errors="replace"), digest_size=16)
    for name in _names(repository):
        found.update(f"\0{name}\0".encode(errors="surrogateescape") + _part(name, repository))
    return found.hexdigest()


def _names(repository: Repository) -> Iterator[str]:
    """Yield the files and folders next to the card, including those in subfolders."""
    for name in repository.top:
        if name in _APART:
            continue
        place = os.path.join(repository.root, name)
        if os.path.isdir(place) and not os.path.islink(place):
            yield from (os.path.relpath(path, repository.root) for path in places_below(place))
        else:
            yield name


def _part(name: str, repository: Repository) -> bytes:
    """Return the data that a document uses from a file, with the file's size; if the file is not read, its time is used instead."""
    try:
        status = os.stat(os.path.join(repository.root, name))
    except OSError:
        return b""
    if stat.S_ISDIR(status.st_mode):
        return b"/"  # its files have their own stamps
    content = _content(name, repository)
    state = f"{status.st_size}" if content else f"{status.st_size} {status.st_mtime_ns}"
    return state.encode() + b"\0" + content


def _content(name: str, repository: Repository) -> bytes:
    if name in CONFIGURATIONS:
        try:
            return (repository.text(name) or "").encode(errors="replace")
        except BrokenFile:
            return b""
    path = os.path.join(repository.root, name)
    return header(path) if name.endswith(WEIGHTS) and lies_inside(path, repository.root) else b""
