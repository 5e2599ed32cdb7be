"""The configuration for findings, and for which cards are found in a folder: that of the project around a source, as for `cardlint check`.

A configuration can run code. Such a configuration applies only to the project that the user works in.
"""

import os
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from cardlint.card.files import CARD_NAME
from cardlint.config import Config
from cardlint.config.configurations import Configurations
from cardlint.system.errors import CardlintError
from cardlint.system.regular_file import CONFIGURATION_LIMIT, read_start

if TYPE_CHECKING:
    from cardlint.lint.linter import Linter, Linters

_DEFAULT = Config()


def linter_of(card: str, source: str) -> "Linter":
    """Return the linter for the card at a path, with the configuration of its source, or the default configuration."""
    return _linters().linter(_config_of(card, source))


def _config_of(card: str, source: str) -> Config:
    file = _file_of(source)
    if file is None or _configurations().file_of(card) != file:
        return _DEFAULT
    try:
        return _configurations().find(card)
    except CardlintError:  # `cardlint check` reports it
        return _DEFAULT


def respects_gitignore(source: str) -> bool:
    """Return whether files that git ignores are skipped when the folder ``source`` is searched."""
    return _config_of(os.path.join(source, CARD_NAME), source).respect_gitignore


def mark(source: str) -> str:
    """Return a text that changes with the configuration, and so if findings may change; empty without a configuration."""
    file = _file_of(source)
    if file is None:
        return ""
    try:
        content = read_start(file, CONFIGURATION_LIMIT + 1)
    except (OSError, ValueError):  # `cardlint check` reports the error
        content = b""
    return blake2b(content + os.fsencode(file), digest_size=6).hexdigest()


def _file_of(source: str) -> str | None:
    """Return the configuration file for the folder ``source``, if it may be used."""
    if not os.path.isdir(source):
        return None
    inside = os.path.join(source, CARD_NAME)
    configurations = _configurations()
    file = configurations.file_of(inside)
    if file is None or configurations.file_of(os.path.join(os.getcwd(), CARD_NAME)) == file:
        return file
    return file if configurations.fingerprint(inside) is not None else None


def discard_cached() -> None:
    """Discard cached configurations, which may have changed during a long process."""
    _configurations.cache_clear()
    _linters.cache_clear()


@cache
def _configurations() -> Configurations:
    return Configurations()


@cache
def _linters() -> "Linters":
    from cardlint.lint.linter import Linters  # not needed for a search

    return Linters()
