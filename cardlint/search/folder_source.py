"""Cards in folders: every README.md below, without hidden folders, links, virtual environments and what .gitignore
names.
"""

import os
from collections.abc import Iterator
from functools import partial
from hashlib import blake2b

from cardlint.errors import CardlintError
from cardlint.files import CARD_NAME, find_cards, read
from cardlint.kind import Kind
from cardlint.repository import Repository
from cardlint.search.entry import Entry
from cardlint.search.ignored import Ignored
from cardlint.search.source import Candidate

_READ_BESIDE = (CARD_NAME, "config.json", "adapter_config.json", "model_index.json", "")
"""What decides about a document; the folder itself, whose time changes when files come and go."""

_KIND_OF_FOLDER = {f"{kind.value}{ending}": kind for kind in Kind for ending in ("", "s")}


class FolderSource:
    """A folder, or a single card."""

    costly = False
    problems = ()

    def __init__(self, path: str, kind: Kind | None = None) -> None:
        if not os.path.lexists(path):
            raise CardlintError(f"{path}: no such file or folder")
        self.root = os.path.abspath(path)
        self.name = self.root
        if not _is_text(self.name):
            raise CardlintError(f"{path}: the path is not UTF-8, so that the index cannot keep it", "rename the folder")
        self.kind = kind

    def candidates(self) -> Iterator[Candidate]:
        if not os.path.isdir(self.root):
            yield self._candidate(self.root, os.path.dirname(self.root))
            return
        ignored = Ignored(self.root)
        for card in find_cards(self.root):
            if not ignored(card):
                yield self._candidate(card, self.root)

    def _candidate(self, card: str, root: str) -> Candidate:
        return Candidate(card, _stamp(card), partial(self._read, card, root))

    def _read(self, card: str, root: str) -> Entry | None:
        try:
            source = read(card)
        except CardlintError:
            return None
        folder = os.path.dirname(card)
        repository = Repository(folder)
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        origin = repository.origin
        kind = self.kind
        if kind is None and origin is None and "/" in below:
            kind = _KIND_OF_FOLDER.get(below.split("/")[0])
        name = origin[1] if origin is not None else os.path.basename(folder) if below == "." else below
        digest = _hash(source.text, card) if repository.known else ""
        return Entry(card, name, source.text, kind, {}, repository, digest)


def _is_text(path: str) -> bool:
    """Return whether ``path`` can be written as UTF-8: Python has surrogates for the bytes of a name that cannot."""
    return path.encode(errors="replace").decode() == path


def _stamp(card: str) -> str:
    """Return sizes and times of what the document is made of; empty where the card is gone."""
    folder = os.path.dirname(card)
    found = []
    for name in _READ_BESIDE:
        try:
            status = os.stat(os.path.join(folder, name) if name != CARD_NAME else card)
        except OSError:
            found.append("-")
        else:
            found.append(f"{status.st_size}.{status.st_mtime_ns}" if name else f"{status.st_mtime_ns}")
    return " ".join(found)


def _hash(text: str, card: str) -> str:
    """Return a hash that changes with the card and with the files beside it."""
    beside = _stamp(card).split(" ", 1)[1]
    return blake2b(text.encode(errors="replace") + beside.encode(), digest_size=16).hexdigest()
