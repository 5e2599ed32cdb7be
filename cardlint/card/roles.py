"""Whether a README.md that is found in a folder is a card.

The Hub reads only the README.md at the root of a repository. One in a subfolder belongs to an example or a part, and one in a project
that has nothing to do with the Hub is not a card. A file that the user names is always checked.
"""

import os
import stat
from enum import Enum

from cardlint.card.front_matter import fences
from cardlint.card.kind.inference import keys_in
from cardlint.card.kind.signs import facts, titled
from cardlint.card.repository import BrokenFile, Repository
from cardlint.card.repository.formats import PICKLED, WEIGHTS
from cardlint.card.schema import fields
from cardlint.findings.source import SIZE_LIMIT, Source
from cardlint.system import regular_file
from cardlint.system.named_tuple import NamedTuple

_FENCE = b"---"
_COLUMNAR = (".parquet", ".arrow")
_POINTER = "version https://git-lfs"
"""The beginning of a Git LFS pointer, which replaces a large file in a clone."""

_LONGEST_LINE = 1_000


class Role(Enum):
    """What a README.md is. The values are words that follow a number."""

    CARD = "a card"
    PART = "in a folder below a card"
    PROJECT = "without front matter or anything else of the Hub"


class _KnownFolder(NamedTuple):
    """A folder that was examined: the role of its README.md, if it has one, and the nearest folder whose README.md is a card."""

    role: Role | None
    card: str | None  # this folder, or one above it


class Roles:
    """The roles of the README.md files in one folder and below, each determined once."""

    def __init__(self, root: str, card_name: str) -> None:
        self._root = os.path.abspath(root)
        self._start = os.path.join(root, "")  # of paths below it
        self._card_name = card_name
        self._known: dict[str, _KnownFolder] = {}

    def role_in(self, folder: str, *, is_link: bool | None = None) -> Role | None:
        """Return the role of the README.md in ``folder``, which is the root or below it; None if it has none.

        ``is_link``: whether that README.md, which is then known to exist, is a link.
        """
        place = wanted = self._place(folder)
        unknown = []
        while place not in self._known:
            unknown.append(place)
            if place == self._root or (upper := os.path.dirname(place)) == place:
                break
            place = upper
        above = self._known[place].card if place in self._known else None
        for place in reversed(unknown):  # a path can have thousands of folders
            role = self._role(place, above, is_link if place == wanted else None)
            above = place if role is Role.CARD else above
            self._known[place] = _KnownFolder(role, above)
        return self._known[wanted].role

    def _place(self, folder: str) -> str:
        """Return the absolute path of ``folder``."""
        if folder.startswith(self._start):  # as a walk from the root names it
            return os.path.join(self._root, folder[len(self._start) :])
        return os.path.abspath(folder)

    def _role(self, folder: str, above: str | None, is_link: bool | None) -> Role | None:
        """Return the role of the README.md in ``folder``. ``above``: the nearest folder above whose README.md is a card."""
        path = os.path.join(folder, self._card_name)
        if is_link is None:
            try:
                is_link = stat.S_ISLNK(os.lstat(path).st_mode)
            except (OSError, ValueError):
                return None
        if is_link:
            return Role.CARD  # whether the link may be followed is checked later
        try:
            if above is None:
                is_card = _begins_as_card(path) or _looks_like_the_hub(Repository(folder)) or _is_meant_as_card(path)
                return Role.CARD if is_card else Role.PROJECT
            is_card = _is_own(Repository(folder)) or (Repository(above).origin is None and _has_card_fields(path))
        except OSError:
            return Role.CARD  # reading it later reports the error
        return Role.CARD if is_card else Role.PART


def _is_own(repository: Repository) -> bool:
    """Return whether a folder below a card is a repository of its own."""
    names = frozenset(repository.top)
    return ".git" in names or not names.isdisjoint(facts()["configurations"])


def _looks_like_the_hub(repository: Repository) -> bool:
    """Return whether anything in a folder comes from the Hub or is intended for it."""
    names = repository.top
    if repository.origin is not None or not facts()["configurations"].keys().isdisjoint(names):
        return True
    if any(name.lower().endswith((*WEIGHTS, *PICKLED, *_COLUMNAR)) for name in names):
        return True
    if ".gitattributes" not in names:
        return False
    try:
        attributes = repository.text(".gitattributes") or ""
    except BrokenFile:
        return False
    return any(pattern in attributes for pattern in facts()["lfs_patterns"])


def _begins_as_card(path: str) -> bool:
    return regular_file.read_start(path, len(_FENCE)) == _FENCE


def _is_meant_as_card(path: str) -> bool:
    """Return whether a file that does not begin with front matter was meant as a card: by its fields, its title or its bytes."""
    from cardlint.card.front_matter import near_fences  # few files need it

    source = Source.decode(regular_file.read_start(path, SIZE_LIMIT + 1), path)
    text = source.text
    first = keys_in(text[:_LONGEST_LINE].lstrip().partition("\n")[0])
    return (
        source.fault is not None
        or text.startswith(_POINTER)
        or titled(text) is not None
        or (bool(first) and first[0] in fields.all_known())
        or fences.find(text) is not None
        or near_fences.find(text, fields.all_known()) is not None
    )


def _has_card_fields(path: str) -> bool:
    """Return whether a file has front matter with fields that a page of documentation would not have."""
    text = Source.decode(regular_file.read_start(path, SIZE_LIMIT + 1), path).text
    block = fences.find(text)
    names = keys_in(text[block.content.start : block.content.end]) if block is not None else ()
    return not fields.all_known().difference(facts()["page_fields"]).isdisjoint(names)
