"""Finds the configuration of each card: the nearest ``.cardlint.toml``, or ``pyproject.toml`` with ``[tool.cardlint]``.

Only the nearest file applies, or the user configuration if there is none. Without a file this costs two lookups per folder and one
for the user configuration, and imports nothing: tomllib is imported when there is a file to parse.
"""

import os
import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cardlint.config import Config
from cardlint.config.user_file import PROJECT_FILES, user_file
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.regular_file import CONFIGURATION_LIMIT, read_start

if TYPE_CHECKING:
    from cardlint.config.file import Layer

_TABLE = pattern(r"""^[ \t]*+\[*+[ \t]*+["']?tool["']?[ \t]*(?:\]|=|\.[ \t]*["']?cardlint\b)""", re.MULTILINE)
"""What a ``pyproject.toml`` with our settings must contain; most have none and need not be parsed."""

_FURTHER = pattern(rb"extend\b(?!-)|plugins|schemas")
"""Settings that include more than the content of the file."""


class Overrides(NamedTuple):
    """The settings of the command line, which override every file."""

    settings: Mapping[str, Any] = {}  # as a file would have them
    file: str | None = None  # instead of the nearest
    isolated: bool = False  # no file at all


class Configurations:
    """The configurations of one run, each built once. Raises CardlintError if a file or an option is wrong."""

    def __init__(self, overrides: Overrides = Overrides()) -> None:  # noqa: B008 - cannot be changed
        self._overrides = overrides
        self._files: dict[str, str | None] = {}  # folder → its nearest file
        self._nearest_of: dict[str, str | None] = {}  # the same by the folder as it is written in the path
        self._configs: dict[str | None, Config] = {}
        self._fingerprints: dict[str | None, str | None] = {}

    def __reduce__(self) -> "tuple[type[Configurations], tuple[Overrides]]":
        """Copy only the overrides to another process: it builds its own configurations, whose rules cannot be copied."""
        return Configurations, (self._overrides,)

    def find(self, path: str) -> Config:
        """Return the configuration of the card at ``path``."""
        file = self.file_of(path)
        config = self._configs.get(file)
        if config is None:
            if file is None and not self._overrides.settings:
                config = Config()
            else:
                from cardlint.config import settings  # imports every rule; most runs have no configuration

                config = settings.config(self.layers(path))
            self._configs[file] = config
        return config

    def fingerprint(self, path: str) -> str | None:
        """Return a hash of the configuration of the card at ``path``; None if a hash is not enough.

        That is the case if it runs the code or reads the schemas of others, or extends further files.
        """
        file = self.file_of(path)
        if file not in self._fingerprints:
            self._fingerprints[file] = _fingerprint(file, self._overrides.settings)
        return self._fingerprints[file]

    def layers(self, path: str) -> "list[Layer]":
        """Return the settings for the card at ``path`` in order of increasing precedence: files, then the command line."""
        from cardlint.config import file as config_file  # imports the schemas; most runs have no configuration

        file = self.file_of(path)
        is_users = file is not None and file == self._users_file
        is_trusted = is_users or (file is not None and file == self._overrides.file)
        found = config_file.layers(file, is_trusted=is_trusted) if file is not None else []
        if is_users:  # its globs are for cards elsewhere
            found = [layer._replace(globs_from=os.curdir) for layer in found]
        settings = self._overrides.settings
        return [*found, config_file.Layer(None, settings, is_trusted=True)] if settings else found

    def file_of(self, path: str) -> str | None:
        """Return the configuration file of the card at ``path``: that of its project, otherwise that of the user, or None."""
        if self._overrides.file is not None or self._overrides.isolated:
            return self._overrides.file
        folder = path[: max(path.rfind("/"), path.rfind(os.sep)) + 1]  # asked several times for each card
        try:
            return self._nearest_of[folder]
        except KeyError:
            file = self._nearest_of[folder] = self._nearest(os.path.abspath(folder)) or self._users_file
            return file

    def project_file_of(self, path: str) -> str | None:
        """Return the same without the user configuration: the file of a project, or the one named on the command line."""
        file = self.file_of(path)
        return file if file != self._users_file else None

    @cached_property
    def _users_file(self) -> str | None:
        return None if self._overrides.isolated else user_file()

    def _nearest(self, folder: str) -> str | None:
        passed = []
        file = None
        while folder not in self._files:
            passed.append(folder)
            file = _file_in(folder)
            parent = os.path.dirname(folder)
            if file is not None or parent == folder:
                break
            folder = parent
        else:
            file = self._files[folder]
        self._files.update(dict.fromkeys(passed, file))
        return file


def _fingerprint(file: str | None, settings: Mapping[str, Any]) -> str | None:
    from hashlib import sha256  # only for the cache of runs over many cards

    content = b""
    if file is not None:
        try:
            content = read_start(file, CONFIGURATION_LIMIT + 1)
        except (OSError, ValueError):  # reading the settings reports what is wrong
            return None
        if _FURTHER.search(content):
            return None
    context = repr(sorted(settings.items())) + repr(file)  # the paths in a file are relative to its folder
    return sha256(content + context.encode(errors="surrogateescape")).hexdigest()[:32]


def _file_in(folder: str) -> str | None:
    """Return the configuration file in ``folder`` itself, or None.

    Anything called ``.cardlint.toml`` counts, so that a broken link or a pipe with that name is not silently ignored. A
    ``pyproject.toml`` counts if our table is in its first MiB; many others exist, and errors in those are not ours to report.
    """
    own, shared = (os.path.join(folder, name) for name in PROJECT_FILES)
    if os.path.lexists(own):
        return own
    try:
        text = read_start(shared, CONFIGURATION_LIMIT).decode("utf-8-sig", errors="replace")
    except (OSError, ValueError):
        return None
    return shared if "cardlint" in text and _TABLE.search(text) and _has_settings(shared) else None


def _has_settings(file: str) -> bool:
    from cardlint.config import file as config_file

    return config_file.has_table(file)
