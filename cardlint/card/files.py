"""The cards under the paths that a user gives, and their bytes."""

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from cardlint.findings.source import SIZE_LIMIT, Source
from cardlint.system import containment, regular_file
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple

if TYPE_CHECKING:
    from cardlint.card.roles import Role
    from cardlint.system.unfinished import Leftovers

if TYPE_CHECKING:
    from cardlint.system.folder_walk import Folder
    from cardlint.system.gitignore.paths import IgnoredPaths

CARD_NAME = "README.md"
SKIPPED = frozenset(("node_modules", "site-packages", "venv", "__pycache__"))
"""Folders in which nobody keeps cards of their own."""

Report = Callable[[str, CardlintError], None]
"""Receives a path at which cards are not checked, and the reason."""

Skip = Callable[[str, "Role"], None]
"""Receives the path of a README.md that is not a card, and its role."""

_FENCE = b"---"

_DATA_SUFFIX = ".json"
_DATA_FILES = {
    "config.json": "a model configuration",
    "model_index.json": "a pipeline configuration",
    "tokenizer_config.json": "a tokenizer configuration",
    "generation_config.json": "a generation configuration",
    "dataset_infos.json": "a description of dataset configurations",
}
"""The JSON files of a repository that are easily taken for a card, and what each of them is."""

_IGNORED_HINT = "files ignored by `.gitignore` are not checked; use `--no-respect-gitignore` to check them"

_LONGEST_SHOWN = 120
"""How many characters are shown of a path that is too long for the system."""


def pass_over(path: str, role: "Role") -> None:
    """Leave a README.md that is not a card unmentioned."""


def find_cards(path: str, report: Report, *, respect_gitignore: bool = True, skip: Skip = pass_over) -> Iterator[str]:
    """Yield the cards at ``path``: the file itself, every README.md below a folder, or what a glob matches.

    Raises CardlintError if there are none. In folders and globs, hidden folders, virtual environments, ``node_modules`` and, with
    ``respect_gitignore``, what git ignores are skipped; links to folders are not followed. A path that the user names is always yielded.
    A card that is a link is yielded if the user names it, or if its target is in the folder that the user names; ``report`` receives the
    others, and folders that cannot be searched. ``skip`` receives the README.md files in folders that are not cards. No path begins
    with ``./``, because git does not accept such paths.
    """
    path = _plain(path)
    if os.path.isdir(path):
        found = False
        ignored = _ignored_paths(path) if respect_gitignore else None
        for card, role, is_link in _cards_in(path, report, ignored):
            found = True
            if role is not None:
                skip(card, role)
            elif not is_link or _stays_in(card, path, report):
                yield card
        if not found:
            hint = _IGNORED_HINT if ignored is not None and ignored.found_any else _hint(path)
            raise CardlintError(f"{path}: no `{CARD_NAME}` in this folder", hint)
    elif os.path.lexists(path):
        if path.endswith(_DATA_SUFFIX) and os.path.isfile(path):
            raise _not_a_card(path)
        yield path
    else:
        yield from _matching(path, report, skip, respect_gitignore=respect_gitignore)


def _matching(pattern: str, report: Report, skip: Skip, *, respect_gitignore: bool) -> Iterator[str]:
    """Yield the cards that a glob matches, and those below the folders that it matches."""
    from cardlint.system import glob_search  # only for a path that does not exist

    if not glob_search.has_magic(pattern):
        raise CardlintError(f"{pattern}: no such file or folder")
    root = glob_search.fixed_folder(pattern)
    ignored = _ignored_paths(root) if respect_gitignore else None
    found = False
    for match in glob_search.expand(pattern, _is_searched):
        if not SKIPPED.isdisjoint(match.split(os.sep)) or (ignored is not None and match in ignored):
            continue
        found = True
        if not _stays_in(match, root, report):
            continue
        if os.path.isdir(match):
            for card, role, _ in _cards_in(match, report, ignored):
                if role is not None:
                    skip(card, role)
                elif _stays_in(card, root, report):
                    yield card
        else:
            yield match
    if not found:
        hint = _IGNORED_HINT if ignored is not None and ignored.found_any else None
        raise CardlintError(f"{pattern}: no file matches", hint)


def _not_a_card(path: str) -> CardlintError:
    """Return the error for a JSON file that is given as a card."""
    folder, name = os.path.split(path)
    card = os.path.join(folder, CARD_NAME)
    hint = f"check the `{CARD_NAME}` next to it" if os.path.lexists(card) else f"a card is named `{CARD_NAME}`"
    return CardlintError(f"{path}: this is {_DATA_FILES.get(name, 'a JSON file')}, not a card", hint)


def _ignored_paths(root: str) -> "IgnoredPaths":
    from cardlint.system.gitignore.paths import IgnoredPaths  # hooks name files

    return IgnoredPaths(root)


class _Readme(NamedTuple):
    """A README.md below a folder. Its role is None if it is a card."""

    path: str
    role: "Role | None"
    is_link: bool


def _cards_in(root: str, report: Report, ignored: "IgnoredPaths | None") -> Iterator[_Readme]:
    """Yield every README.md below ``root``."""
    from cardlint.card.roles import Role, Roles  # as above
    from cardlint.system.folder_walk import walk

    roles = Roles(root, CARD_NAME)
    for folder in walk(root, _is_searched, lambda path, error: _report_unsearched(path, error, report)):
        names = [CARD_NAME] if CARD_NAME in folder.files else _misnamed(folder)
        if ignored is not None:
            names = ignored.prune(folder, names)
        for name in names:
            is_link = name in folder.links
            role = roles.role_in(folder.path, is_link=is_link) if name == CARD_NAME else None
            yield _Readme(_plain(os.path.join(folder.path, name)), role if role is not Role.CARD else None, is_link)


def _is_searched(name: str) -> bool:
    return name not in SKIPPED and not name.startswith(".")


def _report_unsearched(path: str, error: OSError, report: Report) -> None:
    """Report a folder that cannot be listed, unless it no longer exists or belongs to somebody else."""
    if not isinstance(error, FileNotFoundError | PermissionError):
        shown = path if len(path) <= _LONGEST_SHOWN else f"{path[:_LONGEST_SHOWN]}…"
        report(
            path,
            CardlintError(
                f"{shown}: this folder cannot be read, so its cards are not checked: {regular_file.reason(error)}"
            ),
        )


def _stays_in(path: str, root: str, report: Report) -> bool:
    """Return whether ``path`` is inside ``root``, which the user named; report a link that leads out of it.

    A repository's links can lead to anybody's files, and ``--fix`` would write to them.
    """
    # Perhaps a snapshot in the Hub's cache, whose files are stored next to the snapshots.
    folder = os.path.dirname(path)
    if containment.lies_inside(path, root) or (
        containment.lies_inside(folder, root) and containment.lies_inside(path, folder)
    ):
        return True
    error = CardlintError(
        f"{path}: this link leads out of `{root}`, so it is not followed", "name the file itself to check it"
    )
    report(path, error)
    return False


def _hint(folder: str) -> str:
    """Return a hint for a folder without a card: perhaps it has one under another name."""
    from cardlint.system.folder_walk import walk  # as above

    names = next((found.files for found in walk(folder, lambda _: False)), [])
    near = next((name for name in names if name.lower().startswith("readme")), None)
    return f"a card must be named `{CARD_NAME}`" + (f", not `{near}`" if near is not None else "")


def _misnamed(folder: "Folder") -> list[str]:
    """Return the cards in ``folder`` that the Hub does not find because their name has the wrong case."""
    return [name for name in folder.files if name.lower() == CARD_NAME.lower() and _begins_as_card(folder.path, name)]


def _begins_as_card(folder: str, name: str) -> bool:
    try:
        return regular_file.read_start(os.path.join(folder, name), len(_FENCE)) == _FENCE
    except OSError:
        return False


def _plain(path: str) -> str:
    """Return ``path`` without a leading ``./``."""
    while path.startswith("./"):
        path = path[2:].lstrip("/")
    return path or os.curdir


def read(path: str) -> Source:
    """Return the card at ``path``. Raises CardlintError if it cannot be read."""
    return Source.decode(read_bytes(path), path)


def read_bytes(path: str) -> bytes:
    """Return the bytes of the card at ``path``, at most one more than allowed. Raises CardlintError."""
    try:
        return regular_file.read_start(path, SIZE_LIMIT + 1)
    except OSError as error:
        raise CardlintError(f"{path}: {regular_file.reason(error)}") from error
    except ValueError as error:  # a NUL character in the name
        raise CardlintError(f"{path!r}: {error}") from error


def rename(path: str, place: str) -> None:
    """Move the file at ``path`` to ``place``, which must not exist yet. Raises CardlintError if it cannot be moved."""
    from cardlint.system.atomic_file import explain_errors  # few runs write

    _refuse_cached(path)
    if os.path.lexists(place) and not os.path.samefile(path, place):  # the same file on a case-insensitive file system
        raise CardlintError(f"{place}: this file already exists, so `{path}` is not renamed")
    with explain_errors(place):
        os.rename(path, place)


def replace(path: str, text: str, leftovers: "Leftovers | None" = None) -> None:
    """Replace the file at ``path`` with ``text`` atomically. Raises CardlintError if that is not possible.

    A link is followed, but not into the store of the Hub's cache, whose files are shared by snapshots and named by their content.
    ``leftovers`` is shared by the calls of a run that writes many files, so that no folder is searched twice.
    """
    from cardlint.system.atomic_file import write_file  # few runs write

    _refuse_cached(path)
    write_file(path, text, leftovers=leftovers)


def _refuse_cached(path: str) -> None:
    if containment.is_cached_object(os.path.realpath(path)):
        raise CardlintError(
            f"{path}: not written: files in the Hub's cache must stay as downloaded", "fix a copy of the repository"
        )
