"""Cards in folders: every README.md at any depth, except in hidden folders, links, virtual environments and what .gitignore excludes."""

import os
from collections.abc import Iterator
from functools import partial

from cardlint.card.files import CARD_NAME, read
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.card.roles import Role, Roles
from cardlint.search.documents import lint_settings
from cardlint.search.documents.entry import CardEntry
from cardlint.search.sources.folders.content_hash import content_hash
from cardlint.search.sources.folders.walk import stamp_of, stamped_cards
from cardlint.search.sources.source import Candidate
from cardlint.system.containment import lies_inside
from cardlint.system.errors import CardlintError


class FolderSource:
    """A folder, or an individual card. ``index``: the folder of the index, in which walks are remembered."""

    costly = False

    def __init__(self, path: str, kind: Kind | None = None, index: str | None = None) -> None:
        if not os.path.lexists(path):
            raise CardlintError(f"{path}: no such file or folder")
        self.root = os.path.abspath(path)
        self.name = self.root
        if not _is_text(self.name):
            raise CardlintError(
                f"{path}: the path is not UTF-8, so it cannot be stored in the index", "rename the folder"
            )
        self.kind = kind
        self.index = index
        self.problems: list[str] = []

    def candidates(self) -> Iterator[Candidate]:
        self.problems = []
        if not os.path.isdir(self.root):
            yield Candidate(self.root, stamp_of(self.root), partial(self._read, self.root, os.path.dirname(self.root)))
            return
        respect_gitignore = lint_settings.respects_gitignore(self.root)
        roles = Roles(self.root, CARD_NAME)
        for card, stamp in stamped_cards(self.root, self.index, respect_gitignore=respect_gitignore):
            yield Candidate(card, stamp, partial(self._read_found, roles, card))

    def _read_found(self, roles: Roles, card: str) -> CardEntry | None:
        """Return the card that a walk found, or None for a README.md in a folder below a card."""
        return None if roles.role_in(os.path.dirname(card)) is Role.PART else self._read(card, self.root)

    def _read(self, card: str, root: str) -> CardEntry | None:
        # A link that the user names is followed.
        if card != self.root and os.path.islink(card) and not lies_inside(card, root):
            self.problems.append(f"{card} is a link that leaves {root}")
            return None
        try:
            source = read(card)
        except CardlintError as error:
            self.problems.append(str(error))
            return None
        folder = os.path.dirname(card)
        repository = Repository(folder)
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        origin = repository.origin
        name = origin.id if origin is not None else os.path.basename(folder) if below == "." else below
        digest = content_hash(source.text, repository) if repository.known else ""
        return CardEntry(card, name, source.text, self.kind, {}, repository, digest)


def _is_text(path: str) -> bool:
    """Return whether ``path`` can be encoded as UTF-8. If not, Python represents bytes of the name as surrogates."""
    return path.encode(errors="replace").decode() == path
