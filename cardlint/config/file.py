"""Reads a configuration file, checks it against its published schema, and follows ``extend``."""

import os
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from cardlint.card import schema as schemas
from cardlint.card.front_matter.node import show
from cardlint.card.schema.validator import Breach, compile_schema
from cardlint.config import lines as config_lines
from cardlint.config.errors import ConfigError, SettingError
from cardlint.config.project_root import REMEDY, is_foreign, project_root, refusals
from cardlint.config.toml_file import read_toml
from cardlint.findings.quoting import quote
from cardlint.findings.type_words import TYPE_WORDS, describe_types
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple
from cardlint.vocabulary import nearest

Keys = tuple[str, ...]
_Made = TypeVar("_Made")

MOST_FILES = 20
"""Maximum length of a chain of ``extend``."""


class Layer(NamedTuple):
    """The settings of one file, or of the command line (path None).

    ``is_trusted``: the user chose them, by the command line, a file named there, or a user configuration. All other settings
    are written by whoever contributes to the project.
    """

    path: str | None
    settings: Mapping[str, Any]
    is_trusted: bool = False
    globs_from: str | None = None  # the base of globs, if it is not the folder of the file

    @property
    def folder(self) -> str:
        """The base of relative paths in the settings."""
        return os.path.dirname(self.path) if self.path is not None else os.curdir

    @property
    def glob_folder(self) -> str:
        """The base of globs in the settings."""
        return self.folder if self.globs_from is None else self.globs_from

    def path_of(self, value: str) -> str:
        """Return the path that a setting names. A ``~`` means the user's home if the user wrote it."""
        return os.path.normpath(os.path.join(self.folder, os.path.expanduser(value) if self.is_trusted else value))


class Setting(NamedTuple):
    """A value and the layer that sets it."""

    value: Any
    layer: Layer


def locate_errors(layer: Layer, keys: tuple[str | int, ...], make: Callable[[], _Made]) -> _Made:
    """Return what ``make`` returns; an error about a setting in a file becomes a ConfigError with its file and line."""
    try:
        return make()
    except CardlintError as error:
        if layer.path is None or isinstance(error, ConfigError):
            raise
        if isinstance(error, SettingError):
            keys = (*keys, error.key)
        raise error_at(layer, keys, str(error), error.hint) from error


def error_at(layer: Layer, keys: tuple[str | int, ...], message: str, hint: str | None = None) -> ConfigError:
    """Return the error to raise about the setting at ``keys``, with its file and line."""
    place = _place(layer.path, keys) if layer.path is not None else "the command line"
    return ConfigError(f"{place}: {message}", hint)


def layers(path: str, *, is_trusted: bool = False) -> list[Layer]:
    """Return the settings of the file at ``path``, preceded by those of the files that it extends.

    Raises ConfigError if one cannot be used, or if a file that is not trusted has a setting that a project must not have.
    """
    chain: list[Layer] = []
    seen: list[str] = []
    while True:
        real = os.path.realpath(path)
        if real in seen:
            raise error_at(chain[0], ("extend",), f"`extend` leads back to {quote(path, _LONGEST)}")
        if len(seen) == MOST_FILES:
            raise error_at(chain[0], ("extend",), f"`extend` leads through more than {MOST_FILES} files")
        seen.append(real)
        layer = _read(path, is_trusted)
        chain.insert(0, layer)
        if "extend" not in layer.settings:
            return chain
        wanted = layer.path_of(layer.settings["extend"])
        if "\0" in wanted or not os.path.isfile(wanted):
            raise error_at(layer, ("extend",), f"the file {quote(wanted, _LONGEST)} in `extend` does not exist")
        path = wanted


def has_table(path: str) -> bool:
    """Return whether the ``pyproject.toml`` at ``path`` has our settings. A broken one counts, so that its error is reported."""
    try:
        return _own_table(read_toml(path)) is not None
    except ConfigError:
        return True


def check(settings: dict[str, Any], path: str) -> None:
    """Raise ConfigError, with the nearest known word, if ``settings`` break the schema of the configuration."""
    breaches = list(compile_schema(schemas.load("config"))(settings))
    breaches.sort(key=lambda each: each.keyword != "additionalProperties")  # a misspelled key explains a missing one
    for breach in breaches:
        raise ConfigError(f"{_place(path, breach.path)}: {_message(breach)}", _hint(breach))


def _read(path: str, is_trusted: bool) -> Layer:
    if not is_trusted and is_foreign(path):
        raise ConfigError(f"{path}: the file is a link to a place outside the project `{project_root(path)}`", REMEDY)
    data = read_toml(path)
    own = _own_table(data)
    if os.path.basename(path) == "pyproject.toml":
        data = {} if own is None else own
    elif own is not None:
        raise ConfigError(
            f"{_place(path, ('tool', 'cardlint'))}: this file has its settings at the top level; remove `[tool.cardlint]`"
        )
    if not isinstance(data, dict):
        raise ConfigError(f"{path}: `tool.cardlint` must be a table")
    check(data, path)
    layer = Layer(path, data, is_trusted)
    if not is_trusted:
        for keys, message in refusals(data, path):
            raise error_at(layer, keys, message, REMEDY)
    return layer


def _own_table(data: dict[str, Any]) -> Any:
    """Return ``tool.cardlint`` of a ``pyproject.toml``, or None."""
    tool = data.get("tool")
    return tool.get("cardlint") if isinstance(tool, dict) else None


def _place(path: str, keys: tuple[str | int, ...]) -> str:
    line = config_lines.line_of(path, keys)
    return f"{path}:{line}" if line else path


def _message(breach: Breach) -> str:
    name = quote(show(breach.path), _LONGEST) if breach.path else "the configuration"
    value = quote(breach.found)
    match breach.keyword:
        case "additionalProperties":
            return f"{name} is not a setting"
        case "required":
            return f"{name} needs {quote(breach.expected)}"
        case "type":
            return f"{name} must be {describe_types(breach.expected, _WORDS)}, not {value}"
        case "pattern" if breach.path[-1] == "name":
            return f"{name} must consist of lower-case letters, digits and hyphens, not {value}"
        case "pattern":
            return f"{name} must be capital letters followed by digits, not {value}"
        case "enum":
            return f"{name} must be one of {', '.join(map(quote, breach.expected))}, not {value}"
        case "minItems" | "minLength":
            return f"{name} must not be empty"
        case "maxItems" | "maxProperties":
            return f"{name} has more than {breach.expected:,} entries"
        case "maxLength":
            return f"{name} has more than {breach.expected:,} characters"
    return f"{name} is {value}, which breaks `{breach.keyword}` {quote(breach.expected)}"


_LONGEST = 120  # characters of a name or path in a message

_WORDS = {**TYPE_WORDS, "object": "a table"}


def _hint(breach: Breach) -> str | None:
    if breach.keyword == "additionalProperties":
        word = str(breach.path[-1])
        near = nearest(word, breach.expected, 1) or [each for each in breach.expected if sorted(each) == sorted(word)]
        return f"did you mean `{near[0]}`?" if near else f"use one of {', '.join(map(quote, breach.expected))}"
    if breach.keyword == "enum" and isinstance(breach.found, str):
        near = nearest(breach.found, breach.expected, 1)
        return f"did you mean `{near[0]}`?" if near else None
    return None
