"""The files next to a card: their names, and the text of small ones. Nothing outside the card's folder is ever read.

A card is often checked without its repository, copied into a docs folder or a list of cards. ``Repository.known``
says whether it has one: only a folder with more than the card can prove that a file is missing.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cardlint.card.repository.formats import DATA, PICKLED, WEIGHTS
from cardlint.findings.source import Source
from cardlint.system import regular_file
from cardlint.system.cached_property import cached_property
from cardlint.system.containment import lies_inside

if TYPE_CHECKING:
    from cardlint.system.gitignore.paths import IgnoredPaths

MAX_NAMES = 50_000
"""The most names that are listed; a repository with more counts as unknown."""

TEXT_LIMIT = 8 * 1024 * 1024
"""The largest file next to a card that is read, in bytes."""

LFS_POINTER = "version https://git-lfs.github.com/spec/"
"""What a file begins with that git has in place of one in LFS."""

_DOWNLOADED = ".cache/huggingface/download"
"""What ``hf download --local-dir`` leaves in a folder."""

_TOP, _NAMES = ".", "**"  # keys of answers that are not about a file: the names next to the card, and all names

_PREFIXES = ("datasets", "spaces", "kernels")  # in the URLs of repositories that are not models

_SIGNS = frozenset(
    (
        ".gitattributes",
        "adapter_config.json",
        "app.py",
        "config.json",
        "dockerfile",
        "index.html",
        "license",
        "license.md",
        "license.txt",
        "model_index.json",
        "modules.json",
        "requirements.txt",
        "tokenizer_config.json",
    )
)
_SIGN_SUFFIXES = (
    *(*WEIGHTS, *PICKLED, *DATA),
    *(".zip", ".tar", ".tar.gz", ".zst", ".txt", ".py", ".ipynb", ".nemo", ".index.json"),
)


class BrokenFile(Exception):
    """A file next to the card exists but cannot be used. The message says why, without the path."""

    def __init__(self, reason: str, offset: int | None = None) -> None:
        super().__init__(reason)
        self.offset = offset  # of the error in the text of the file, if it is there


class HubRepository:
    """A repository on the Hub: ``kind`` is ``model``, ``dataset``, ``space``, or another kind that the Hub has."""

    __slots__ = ("id", "kind")

    def __init__(self, kind: str, id_: str) -> None:
        self.kind = kind
        self.id = id_


class Repository:
    """The folder of one card. Everything is read lazily, and only ``BrokenFile`` is raised."""

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root = os.fspath(root) or "."
        self._top: tuple[str, ...] | None = None
        self._names: frozenset[str] | None = None
        self._by_lower: dict[str, list[str]] | None = None
        self._known: bool | None = None
        self._complete = True
        self._json: dict[str, Any] = {}
        self.edited: dict[str, str] = {}  # path → text: files that have a different text here than on disk
        self._asked: dict[str, str] = {}  # the files that were requested, and their stamps before they were read
        self._index: bytes | None = None
        self._ignored: IgnoredPaths | None = None
        self._origin: HubRepository | bool | None = False

    @property
    def known(self) -> bool:
        """Whether the folder has more of a repository than its card, so that a file that is not there is really missing.

        A snapshot in the Hub cache does not: it has only the files that were downloaded.
        """
        if self._known is None:
            self._known = self._in_cache is None and any(
                name.lower() in _SIGNS or name == ".git" or name.lower().endswith(_SIGN_SUFFIXES) for name in self.top
            )
        return self._known

    @property
    def top(self) -> tuple[str, ...]:
        """The names of the files and folders in the card's own folder, sorted."""
        if self._top is None:
            try:
                with os.scandir(self.root) as entries:
                    self._top = tuple(sorted(entry.name for _, entry in zip(range(MAX_NAMES), entries, strict=False)))
            except OSError:
                self._top = ()
        return self._top

    @property
    def names(self) -> frozenset[str]:
        """The paths of all files, relative, with ``/``; without those of git. Empty if there are too many to list."""
        if self._names is None:
            names = set()
            for name in self._walk():
                names.add(name)
                if len(names) > MAX_NAMES:
                    self._complete = False
                    names.clear()
                    break
            self._names = frozenset(names)
        return self._names

    @property
    def listed(self) -> bool:
        """Whether the repository is known and ``names`` has every file."""
        return self.known and bool(self.names) and self._complete

    def has(self, name: str) -> bool:
        """Return whether there is a file or folder ``name`` inside the repository; false for any path that leaves it."""
        path = self._inside(name)
        return path is not None and self._note(name, path) != ""

    def in_other_case(self, path: str) -> list[str]:
        """Return the files and folders whose path differs from ``path`` only in upper and lower case, sorted."""
        if self._by_lower is None:
            self._by_lower = {}
            folders = {name[:at] for name in self.names for at, letter in enumerate(name) if letter == "/"}
            for name in sorted(self.names | folders):
                self._by_lower.setdefault(name.lower(), []).append(name)
        named = "/".join(part for part in path.split("/") if part not in ("", "."))
        return [name for name in self._by_lower.get(named.lower(), ()) if name != named]

    def size(self, name: str) -> int | None:
        """Return the size of a file in bytes, or None if there is no such file."""
        path = self._inside(name)
        if path is not None:
            self._note(name, path)
        try:
            return os.path.getsize(path) if path is not None and os.path.isfile(path) else None
        except OSError:
            return None

    def text(self, name: str) -> str | None:
        """Return the text of a file without its byte order mark, or None if there is none. Raises BrokenFile as ``source``."""
        source = self.source(name)
        return source.text.removeprefix("\ufeff") if source is not None else None

    def source(self, name: str) -> Source | None:
        """Return a file with all of its text, or None if there is none.

        Raises BrokenFile: it is unreadable, too large, not text, or a link that leaves the repository.
        """
        path = self.path(name)
        text = self.edited[path] if path in self.edited else self._read(name)
        return Source(text, path) if text is not None else None

    def path(self, name: str) -> str:
        """Return the path of a file as it is shown."""
        return name if self.root == os.curdir else os.path.join(self.root, name)

    def with_edited(self, edited: Mapping[str, str]) -> "Repository":
        """Return this repository with new texts for some files, by path; nothing is written."""
        from copy import copy  # slow to import, and only repairs edit

        changed = copy(self)
        changed.edited = {**self.edited, **edited}
        changed._json = {}
        return changed

    def _read(self, name: str) -> str | None:
        path = self._inside(name)
        if path is None or not self._note(name, path):
            return None
        if not lies_inside(path, self.root):
            raise BrokenFile("it is a link that leaves the repository")
        try:
            return regular_file.read_whole(path, TEXT_LIMIT).decode()
        except regular_file.NotRegularError as error:
            raise BrokenFile("it is not a file") from error
        except regular_file.TooLargeError as error:
            raise BrokenFile(f"it is larger than {TEXT_LIMIT // 2**20} MiB") from error
        except OSError as error:
            raise BrokenFile(f"it cannot be read: {regular_file.reason(error)}") from error
        except UnicodeDecodeError as error:
            raise BrokenFile("it is not UTF-8 text") from error

    def json(self, name: str) -> Any:
        """Return the parsed JSON of a file, or None if there is no file. Raises BrokenFile. Read once."""
        if name not in self._json:
            try:
                self._json[name] = self._load(name)
            except BrokenFile as broken:
                self._json[name] = broken
        value = self._json[name]
        if isinstance(value, BrokenFile):
            raise value
        return value

    def mapping(self, name: str) -> dict[str, Any] | None:
        """Return the JSON object in a file, or None if there is none or it cannot be used. Never raises."""
        try:
            value = self.json(name)
        except BrokenFile:
            return None
        return value if isinstance(value, dict) else None

    @property
    def origin(self) -> HubRepository | None:
        """The repository on the Hub, from the clone's remote or the Hub cache; or None."""
        if isinstance(self._origin, bool):
            self._origin = self._in_cache or self._from_git()
        return self._origin

    def tracks(self, name: str) -> bool:
        """Return whether git has the file in its index; False if that is unclear."""
        return self._is_indexed(f"{name}\0")

    def lacks(self, name: str) -> bool:
        """Return whether the repository certainly does not have the file or folder ``name``.

        False if the repository is not known, if it was downloaded, perhaps in part, or if only the checkout leaves the file out.
        """
        if not self.known or self.has(name) or self.has(_DOWNLOADED):
            return False
        return not self.tracks(name) and not self._is_indexed(f"{name}/")

    def is_pointer(self, name: str) -> bool:
        """Return whether the text of a file is a Git LFS pointer, so that nothing is known of its content."""
        try:
            return (self.text(name) or "").startswith(LFS_POINTER)
        except BrokenFile:
            return False

    def publishes(self, name: str) -> bool:
        """Return whether a file or folder of the card's own folder is part of the repository: git has it, or, without git, no
        ``.gitignore`` excludes it.
        """
        if ".git" in self.top:
            return self.tracks(name) or self._is_indexed(f"{name}/")
        if self._ignored is None:
            from cardlint.system.gitignore.paths import (
                IgnoredPaths,
            )  # most cards have no file about which this is asked

            self._ignored = IgnoredPaths(self.root)
            self.has(".gitignore")  # on which the answer depends
        return os.path.join(self.root, name) not in self._ignored

    def answers(self) -> dict[str, str]:
        """Return the stamp of everything that was requested so far."""
        answers = dict(self._asked)
        if self._top is not None:
            answers[_TOP] = _stamp_of_names(self._top)
        if self._names is not None:
            answers[_NAMES] = _stamp_of_names(sorted(self._names))
        return answers

    def stamp(self, question: str) -> str:
        """Return the current stamp for a key of ``answers``, which differs if the answer may have changed."""
        if question == _TOP:
            return _stamp_of_names(self.top)
        if question == _NAMES:
            return _stamp_of_names(sorted(self.names))
        return _stamp(os.path.join(self.root, question))

    def _is_indexed(self, words: str) -> bool:
        """Return whether the index of git contains ``words``: a path and NUL for a file, or a path and a slash for a folder."""
        if self._index is None:
            self._index = self._read_git("index", 4 * TEXT_LIMIT) or b""
        return words.encode(errors="surrogateescape") in self._index

    def _note(self, name: str, path: str) -> str:
        """Return the stamp of a file when it was first requested; empty if there is no such file."""
        if name not in self._asked:
            self._asked[name] = _stamp(path)
        return self._asked[name]

    @cached_property
    def _in_cache(self) -> HubRepository | None:
        snapshots = os.path.dirname(os.path.abspath(self.root))
        if os.path.basename(snapshots) != "snapshots":
            return None
        kind, separator, name = os.path.basename(os.path.dirname(snapshots)).partition("--")
        return HubRepository(kind.removesuffix("s"), name.replace("--", "/")) if separator else None

    def _from_git(self) -> HubRepository | None:
        if ".git" not in self.top:
            return None
        config = (self._read_git("config", regular_file.CONFIGURATION_LIMIT) or b"").decode(errors="replace")
        remote = re.search(
            r"url\s*=\s*\S*?huggingface\.co[:/](?P<path>[\w.\-/]+?)(?:\.git)?/?[ \t]*$", config, re.MULTILINE
        )
        if remote is None:
            return None
        path = remote["path"].strip("/")
        first, _, rest = path.partition("/")
        return HubRepository(first.removesuffix("s"), rest) if first in _PREFIXES else HubRepository("model", path)

    def _read_git(self, name: str, most: int) -> bytes | None:
        """Return the first ``most`` bytes of a file of git's own, or None if it cannot be read or is elsewhere."""
        path = os.path.join(self.root, ".git", name)
        self._note(f".git/{name}", path)
        try:
            return regular_file.read_start(path, most) if lies_inside(path, self.root) else None
        except OSError:
            return None

    def _load(self, name: str) -> Any:
        text = self.text(name)
        if text is None:
            return None
        try:
            return json.loads(text)
        except RecursionError as error:
            raise BrokenFile("it is nested too deeply") from error
        except ValueError as error:
            if not isinstance(error, json.JSONDecodeError):  # a number of too many digits
                raise BrokenFile("it is not JSON") from error
            raise BrokenFile(f"it is not JSON on line {error.lineno}", error.pos) from error

    def _walk(self) -> Iterator[str]:
        from cardlint.system.folder_walk import walk  # most cards name no file

        for folder in walk(self.root, lambda name: name != ".git"):
            below = os.path.relpath(folder.path, self.root).replace(os.sep, "/")
            for name in folder.files:
                yield name if below == "." else f"{below}/{name}"

    def _inside(self, name: str) -> str | None:
        """Return the path of ``name``, or None if it is absolute or leaves the repository."""
        parts = [part for part in name.split("/") if part not in ("", ".")]
        if not parts or name.startswith("/") or ".." in parts or "\0" in name:
            return None
        return os.path.join(self.root, *parts)


def _stamp(path: str) -> str:
    """Return a text that changes when the file is written: empty if there is no file, a dash for a broken link."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return "-" if os.path.lexists(path) else ""
    return f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size}"


def _stamp_of_names(names: Sequence[str]) -> str:
    """Return the names themselves if they are few, which is shorter than their digest."""
    if len(names) <= 2:
        return "\0".join(names)
    from hashlib import sha256  # only for the cache of runs over many cards

    return sha256("\0".join(names).encode(errors="surrogateescape")).hexdigest()[:32]
