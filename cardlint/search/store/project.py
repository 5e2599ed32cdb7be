"""The index of a project: what ``[tool.cardlint.index]`` of the nearest configuration file says.

An index can hold code (see `folder`), and whoever writes a project also writes its configuration. So the index that a
project names is used only where cardlint itself made it on this machine, which it notes in the user's cache.
"""

import os
from hashlib import blake2b
from typing import NamedTuple

from cardlint.files import CARD_NAME
from cardlint.search.folder import cache_folder, default_folder, explained, prepare
from cardlint.search.sources.source import HUB_CACHE, SCHEME
from cardlint.system.errors import CardlintError

_NOTES, _PROJECTS = "made", "projects"
OWN_PLACE = "CARDLINT_INDEX"


class Project(NamedTuple):
    """What a project says of its index."""

    folder: str
    sources: tuple[str, ...] = ()  # as `sources.source_of` takes them
    refresh: bool = True


def project() -> Project | None:
    """Return what the nearest configuration says of the index, or None where it says nothing. Raises CardlintError."""
    from cardlint.config.configurations import (
        Configurations,  # a third of the imports of a search that is told its index
    )

    file = Configurations().file_of(CARD_NAME)
    if file is None:
        return None
    from cardlint.config import file as config_file

    found = {
        name: (value, layer.folder)
        for layer in config_file.layers(file)
        for name, value in layer.settings.get("index", {}).items()
    }
    if not found:
        return None
    sources, from_folder = found.get("sources", ((), ""))
    path, path_from = found.get("path", (None, ""))
    folder = os.path.normpath(os.path.join(path_from, os.path.expanduser(path))) if path else _own_folder(file)
    refresh = bool(found["refresh"][0]) if "refresh" in found else True
    return Project(folder, tuple(_place(text, from_folder) for text in sources), refresh)


def place(folder: str | None) -> str:
    """Return where the index is: ``folder``, else what the environment says, else the project, else the user's own."""
    if folder or os.environ.get(OWN_PLACE):
        return folder or default_folder()
    found = project()
    if found is None:
        return default_folder()
    _claim(found.folder)
    return found.folder


def _own_folder(file: str) -> str:
    """Return where the index of the project is kept unless it says: in the user's cache."""
    return os.path.join(cache_folder(), _PROJECTS, _name(file))


def _place(text: str, folder: str) -> str:
    """Return a source as it counts from ``folder``; the Hub and its cache are no paths."""
    if text == HUB_CACHE or text.startswith(SCHEME):
        return text
    return os.path.normpath(os.path.join(folder, os.path.expanduser(text)))


def _claim(folder: str) -> None:
    """Make ``folder`` and note it. CardlintError where it is there and not noted."""
    note = os.path.join(cache_folder(), _NOTES, _name(folder))
    if not os.path.lexists(folder):
        prepare(folder)
        with explained(folder):
            with open(os.path.join(folder, ".gitignore"), "w", encoding="utf-8") as file:
                file.write("*\n")
            os.makedirs(os.path.dirname(note), mode=0o700, exist_ok=True)
            with open(note, "w", encoding="utf-8") as file:
                file.write(_identity(folder))
        return
    try:
        with open(note, encoding="utf-8") as file:
            noted = file.read()
    except OSError:
        noted = ""
    if noted != _identity(folder):
        raise CardlintError(
            f"the index in {folder} was not made on this machine, and an index can hold code",
            "remove the folder, and it is made anew; --index DIR uses it if you trust it",
        )


def _identity(folder: str) -> str:
    found = os.stat(folder)
    return f"{found.st_dev} {found.st_ino}"


def _name(path: str) -> str:
    return blake2b(os.path.realpath(path).encode(errors="surrogateescape"), digest_size=12).hexdigest()
