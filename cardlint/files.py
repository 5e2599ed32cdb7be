"""The cards under the paths that a user gives, and their bytes."""

import glob
import os
import stat
from collections.abc import Iterator

from cardlint.source import SIZE_LIMIT, Source
from cardlint.system.errors import CardlintError

CARD_NAME = "README.md"
SKIPPED = frozenset(("node_modules", "site-packages", "venv", "__pycache__"))
"""Folders in which nobody keeps cards of their own."""


def find_cards(path: str) -> Iterator[str]:
    """Yield the cards that ``path`` stands for: a file itself, every README.md below a folder, or what a glob matches.

    Raises CardlintError where there is nothing. Hidden folders, virtual environments and node_modules are passed over, and links to
    folders are not followed. No path begins with ``./``: git takes none that does.
    """
    path = _plain(path)
    if os.path.isdir(path):
        found = False
        for card in _below(path):
            found = True
            yield card
        if not found:
            raise CardlintError(f"{path}: no {CARD_NAME} in this folder", _hint(path))
    elif os.path.lexists(path):
        yield path
    elif glob.has_magic(path):
        matches = sorted(match for match in glob.glob(path, recursive=True) if SKIPPED.isdisjoint(match.split(os.sep)))
        if not matches:
            raise CardlintError(f"{path}: no file matches")
        for match in matches:
            if os.path.isdir(match):
                yield from _below(match)
            else:
                yield match
    else:
        raise CardlintError(f"{path}: no such file or folder")


def _below(folder: str) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in SKIPPED and not name.startswith("."))
        if CARD_NAME in files:
            yield _plain(os.path.join(parent, CARD_NAME))
        else:
            yield from (_plain(path) for path in _misnamed(parent, files))


def _hint(folder: str) -> str:
    """Return what to do in a folder without a card: perhaps one is there under another name."""
    _, _, names = next(os.walk(folder), ("", [], []))  # of a folder that cannot be read, none
    near = next((name for name in sorted(names) if name.lower().startswith("readme")), None)
    return f"a card is called exactly {CARD_NAME}" + (f"; {near} is none" if near is not None else "")


def _misnamed(folder: str, files: list[str]) -> Iterator[str]:
    """Yield a card in ``folder`` that the Hub does not find, its name being in other letters: it begins as cards do."""
    for name in files:
        if name.lower() == CARD_NAME.lower():
            path = os.path.join(folder, name)
            try:
                if read_bytes(path).startswith(b"---"):
                    yield path
            except CardlintError:
                continue


def _plain(path: str) -> str:
    """Return ``path`` without the ``./`` at its beginning."""
    while path.startswith("./"):
        path = path[2:].lstrip("/")
    return path or os.curdir


def read(path: str) -> Source:
    """Return the card at ``path``. Raises CardlintError where it cannot be read."""
    return Source.decode(read_bytes(path), path)


def read_bytes(path: str) -> bytes:
    """Return the bytes of the card at ``path``, at most one more than are allowed. Raises CardlintError."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):  # before it is opened: opening a pipe waits for its other end
            raise CardlintError(f"{path}: not a regular file")
        with open(path, mode="rb") as file:
            # A limit would cost more than the reading: a buffer of its size is made for every card.
            return file.read() if status.st_size <= SIZE_LIMIT else file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise CardlintError(f"{path}: {_reason(error)}") from error
    except ValueError as error:  # a NUL character in the name
        raise CardlintError(f"{path!r}: {error}") from error


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def rename(path: str, place: str) -> None:
    """Move the file at ``path`` to ``place``, where nothing is yet. Raises CardlintError where that cannot be done."""
    from cardlint.system.atomic_file import explained  # tempfile alone takes 10 ms, and few runs write

    if os.path.lexists(place) and not os.path.samefile(path, place):  # one file in a system that knows no case
        raise CardlintError(f"{place}: is there already, so {path} keeps its name")
    with explained(place):
        os.rename(path, place)


def replace(path: str, text: str) -> None:
    """Put ``text`` in the place of the file at ``path``, whole or not at all. Raises CardlintError where that cannot be done."""
    from cardlint.system.atomic_file import AtomicFile  # tempfile alone takes 10 ms, and few runs write

    with AtomicFile(path) as file:
        file.write(text)
