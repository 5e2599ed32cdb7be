"""Finds the configuration of each card: the nearest ``.cardlint.toml``, or ``pyproject.toml`` with ``[tool.cardlint]``.

The nearest wins whole. Without a file this costs two looks a folder and imports nothing: tomllib is read when there
is a file to read with it.
"""

import os
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from cardlint.config import Config
from cardlint.system.lazy_pattern import pattern

NAMES = (".cardlint.toml", "pyproject.toml")
_TABLE = pattern(r"""^[ \t]*\[*[ \t]*["']?tool["']?[ \t]*(?:\]|=|\.[ \t]*["']?cardlint\b)""", re.MULTILINE)
"""What a ``pyproject.toml`` with settings of ours must hold; most have none, and need not be parsed."""

_FURTHER = pattern(rb"extend\b(?!-)|plugins|schemas")
"""Settings that bring in more than the file itself holds."""


class Overrides(NamedTuple):
    """What the command line says: it wins over every file."""

    settings: Mapping[str, Any] = {}  # as a file would have them
    file: str | None = None  # instead of the nearest
    isolated: bool = False  # no file at all


class Configurations:
    """The configurations of one run, each made once. Raises CardlintError where a file or an option is wrong."""

    def __init__(self, overrides: Overrides = Overrides()) -> None:  # noqa: B008 - cannot be changed
        self._overrides = overrides
        self._files: dict[str, str | None] = {}  # folder → its nearest file
        self._nearest_of: dict[str, str | None] = {}  # the same by the folder as the path has it
        self._configs: dict[str | None, Config] = {}
        self._fingerprints: dict[str | None, str | None] = {}

    def __reduce__(self) -> "tuple[type[Configurations], tuple[Overrides]]":
        """Copy only the overrides to another process: it makes its own configurations, whose rules cannot be copied."""
        return Configurations, (self._overrides,)

    def of(self, path: str) -> Config:
        """Return the configuration in force for the card at ``path``."""
        file = self.file_of(path)
        config = self._configs.get(file)
        if config is None:
            if file is None and not self._overrides.settings:
                config = Config()
            else:
                from cardlint.config import settings  # imports every rule; most runs have no configuration

                config = settings.config(file, self._overrides.settings)
            self._configs[file] = config
        return config

    def fingerprint(self, path: str) -> str | None:
        """Return what stands for the configuration of the card at ``path``; None where it cannot be told.

        That is where it runs code or reads schemas of others, or builds on further files.
        """
        file = self.file_of(path)
        if file not in self._fingerprints:
            self._fingerprints[file] = _fingerprint(file, self._overrides.settings)
        return self._fingerprints[file]

    def file_of(self, path: str) -> str | None:
        """Return the file whose settings are in force for the card at ``path``, or None."""
        if self._overrides.file is not None or self._overrides.isolated:
            return self._overrides.file
        folder = os.path.dirname(path)
        if folder not in self._nearest_of:
            self._nearest_of[folder] = self._nearest(os.path.abspath(folder))
        return self._nearest_of[folder]

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
        with open(file, "rb") as stream:
            content = stream.read()
        if _FURTHER.search(content):
            return None
    said = repr(sorted(settings.items())) + repr(file)  # its paths count from the folder of the file
    return sha256(content + said.encode(errors="surrogateescape")).hexdigest()[:32]


def _file_in(folder: str) -> str | None:
    """Return the configuration file in ``folder`` itself, or None."""
    own, shared = (os.path.join(folder, name) for name in NAMES)
    if os.path.isfile(own):
        return own
    try:
        with open(shared, encoding="utf-8", errors="replace") as file:
            text = file.read()
    except OSError:
        return None
    return shared if "cardlint" in text and _TABLE.search(text) and _has_settings(shared) else None


def _has_settings(file: str) -> bool:
    from cardlint.config import file as config_file

    return config_file.has_table(file)
