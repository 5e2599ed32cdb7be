"""Reads a configuration file, checks it against its published schema, and follows ``extend``."""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from cardlint import schema as schemas
from cardlint.config import lines as config_lines
from cardlint.front_matter.node import show
from cardlint.schema.validator import Breach, compile_schema
from cardlint.shown import shown
from cardlint.system.errors import CardlintError
from cardlint.vocabulary import nearest

Keys = tuple[str, ...]
_Made = TypeVar("_Made")

_LINE_IN_ERROR = re.compile(r" \(at line (\d+), column \d+\)$")


class ConfigError(CardlintError):
    """A configuration cannot be used: nothing can be checked by it."""


class SettingError(CardlintError):
    """A setting cannot be used. ``key`` is its name in the table that holds it."""

    def __init__(self, key: str, message: str, hint: str | None = None) -> None:
        super().__init__(message, hint)
        self.key = key


class Layer(NamedTuple):
    """The settings of one file, or of the command line (path None)."""

    path: str | None
    settings: Mapping[str, Any]

    @property
    def folder(self) -> str:
        """What the paths in the settings count from."""
        return os.path.dirname(self.path) if self.path is not None else os.curdir


class Setting(NamedTuple):
    """A value and the source that says it."""

    value: Any
    layer: Layer


def placed(layer: Layer, keys: tuple[str | int, ...], make: Callable[[], _Made]) -> _Made:
    """Return what ``make`` returns; an error about a setting of a file becomes a ConfigError that names the place."""
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


def layers(path: str) -> list[Layer]:
    """Return the settings of the file at ``path``, and before it of those that it extends. Raises ConfigError."""
    chain: list[Layer] = []
    seen: list[str] = []
    while True:
        if os.path.realpath(path) in seen:
            raise error_at(chain[0], ("extend",), f"extend leads back to {path}")
        seen.append(os.path.realpath(path))
        layer = _read(path)
        chain.insert(0, layer)
        if "extend" not in layer.settings:
            return chain
        wanted = os.path.normpath(os.path.join(layer.folder, os.path.expanduser(layer.settings["extend"])))
        if not os.path.isfile(wanted):
            raise error_at(layer, ("extend",), f"extend names {wanted}, which is no file")
        path = wanted


def has_table(path: str) -> bool:
    """Return whether the ``pyproject.toml`` at ``path`` has our settings. A broken one counts: its reader says why."""
    try:
        return "cardlint" in _parsed(path).get("tool", {})
    except ConfigError:
        return True


def check(settings: dict[str, Any], path: str) -> None:
    """Raise ConfigError, with the nearest known word, where ``settings`` breach the schema of the configuration."""
    for breach in compile_schema(schemas.load("config"))(settings):
        raise ConfigError(f"{_place(path, breach.path)}: {_message(breach)}", _hint(breach))


def _read(path: str) -> Layer:
    data = _parsed(path)
    if os.path.basename(path) == "pyproject.toml":
        data = data.get("tool", {}).get("cardlint", {})
    elif isinstance(tool := data.get("tool"), dict) and "cardlint" in tool:
        raise ConfigError(
            f"{_place(path, ('tool', 'cardlint'))}: the settings stand at the top of this file, without [tool.cardlint]"
        )
    if not isinstance(data, dict):
        raise ConfigError(f"{path}: tool.cardlint is no table")
    check(data, path)
    return Layer(path, data)


def _parsed(path: str) -> dict[str, Any]:
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        raise ConfigError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    try:
        return tomllib.loads(content.decode())
    except tomllib.TOMLDecodeError as error:
        line = _LINE_IN_ERROR.search(str(error))
        number = line[1] if line is not None else content.rstrip().count(b"\n") + 1
        message = str(error).removesuffix(line[0] if line is not None else " (at end of document)")
        raise ConfigError(f"{path}:{number}: not TOML: {message[:1].lower()}{message[1:]}") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}: not TOML: {error}") from error


def _place(path: str, keys: tuple[str | int, ...]) -> str:
    line = config_lines.line_of(path, keys)
    return f"{path}:{line}" if line else path


def _message(breach: Breach) -> str:
    name = show(breach.path) or "the configuration"
    value = shown(breach.found)
    match breach.keyword:
        case "additionalProperties":
            return f"{name} is no setting"
        case "required":
            return f"{name} needs {breach.expected}"
        case "type":
            return f"{name} must be {' or '.join(map(_WORDS.__getitem__, breach.expected))}, not {value}"
        case "pattern" if name.endswith(".name"):
            return f"{name} {value} must be small letters, digits and hyphens"
        case "pattern":
            return f"{name} {value} must be capitals followed by digits"
        case "enum":
            return f"{name} {value} must be one of {', '.join(map(str, breach.expected))}"
        case "minItems" | "minLength":
            return f"{name} must not be empty"
    return f"{name} {value} breaks {breach.keyword} {shown(breach.expected)}"


_WORDS = {
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a table",
}


def _hint(breach: Breach) -> str | None:
    if breach.keyword == "additionalProperties":
        near = nearest(str(breach.path[-1]), breach.expected, 1)
        return f"did you mean {near[0]}?" if near else f"there are {', '.join(breach.expected)}"
    if breach.keyword == "enum" and isinstance(breach.found, str):
        near = nearest(breach.found, breach.expected, 1)
        return f"did you mean {near[0]}?" if near else None
    return None
