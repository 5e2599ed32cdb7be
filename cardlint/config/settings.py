"""Makes the Config in force out of settings: those of a file, of the files that it extends, and of the command line.

A list or word of the nearer source takes the place of the farther one's. Tables are merged key by key, and what
selects or adds rules adds up.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from cardlint.config import Config, declared_rule, path_patterns, plugins
from cardlint.config import file as config_file
from cardlint.config import lines as config_lines
from cardlint.config.file import ConfigError, Layer
from cardlint.config.selection import Selectors, choose, parse_severity, rule_names
from cardlint.errors import CardlintError
from cardlint.kind import Kind
from cardlint.rule import Rule
from cardlint.rules import LISTED, find
from cardlint.schema.validator import compile_schema
from cardlint.vocabulary import nearest

Keys = tuple[str, ...]
_Made = TypeVar("_Made")

_TABLES = ("severity", "per-file-ignores", "per-kind-ignores", "rules", "vocabulary", "require", "index")
_ADDED = ("ignore", "extend-select", "extend-ignore", "plugins", "rule")
_ALLOW = {"type": "array", "items": {"type": ["string", "integer", "number"]}}
RULES_OF_WORDS: Mapping[str, tuple[str, ...]] = {
    "licenses": ("unknown-license", "spdx-expression"),
    "languages": ("invalid-language", "three-letter-language", "unassigned-language", "malformed-language-tag"),
    "tasks": ("unknown-task", "unknown-task-category", "unknown-task-id"),
    "libraries": ("unknown-library", "format-as-library", "library-case"),
    "metrics": ("unknown-metric",),
    "fields": ("unknown-field", "misspelled-field", "field-case", "wrong-kind-field"),
}
"""The rules that would complain of a word that the vocabulary does not have."""


class Setting(NamedTuple):
    """A value and the source that says it."""

    value: Any
    layer: Layer


def sources(file: str | None, overrides: Mapping[str, Any]) -> list[Layer]:
    """Return what has a say, the strongest last: ``file`` with those that it extends, and the command line."""
    found = config_file.layers(file) if file is not None else []
    return [*found, Layer(None, overrides)] if overrides else found


def merged(layers: list[Layer]) -> dict[Keys, list[Setting]]:
    """Return every setting in force, with its source; where sources add up, what each of them says."""
    result: dict[Keys, list[Setting]] = {}
    for layer in layers:
        for key, value in layer.settings.items():
            if key in _TABLES:
                result |= {(key, name): [Setting(each, layer)] for name, each in value.items()}
            elif key in _ADDED:
                result.setdefault((key,), []).append(Setting(value, layer))
            else:
                result[key,] = [Setting(value, layer)]
    return result


def config(file: str | None, overrides: Mapping[str, Any]) -> Config:
    """Return the Config for the settings of ``file`` under the command line's ``overrides``. Raises CardlintError."""
    layers = sources(file, overrides)
    return _Builder(layers, merged(layers)).config()


class _Builder:
    """Reads settings into what rules and runs need; an error names the file and the line."""

    def __init__(self, layers: list[Layer], settings: dict[Keys, list[Setting]]) -> None:
        self._layers = layers
        self._settings = settings
        self._asked: list[str] = []  # rules that the files ask for by setting them up
        self._own = self._own_rules()

    def config(self) -> Config:
        selection = choose(self._selectors(), self._own)
        return Config(
            profile=self._value("profile", "default"),
            select=selection.select,
            ignore=selection.ignore,
            extend=selection.extend,
            severities={
                name: parse_severity(setting.value)
                for selector, setting in self._table("severity")
                for name in self._names(setting.layer, ("severity", selector), [selector])
            },
            minimum=parse_severity(word) if (word := self._value("minimum-severity", None)) else None,
            kind=Kind(word) if (word := self._value("kind", None)) else None,
            ignore_by_path=tuple(
                (
                    path_patterns.matcher([pattern], setting.layer.folder),
                    self._names(setting.layer, ("per-file-ignores", pattern), setting.value),
                )
                for pattern, setting in self._table("per-file-ignores")
            ),
            ignore_by_kind={
                Kind(kind): self._names(setting.layer, ("per-kind-ignores", kind), setting.value)
                for kind, setting in self._table("per-kind-ignores")
            },
            exclude=tuple(path_patterns.matcher(value, layer.folder) for value, layer in self._all("exclude")),
            own=self._own,
            configured=self._configured(),
            allowed=self._allowed(),
            baseline=next(
                (os.path.normpath(os.path.join(layer.folder, value)) for value, layer in self._all("baseline")), None
            ),
        )

    def _all(self, key: str) -> list[Setting]:
        return self._settings.get((key,), [])

    def _value(self, key: str, default: Any) -> Any:
        found = self._all(key)
        return found[-1].value if found else default

    def _table(self, key: str) -> Iterator[tuple[str, Setting]]:
        for keys, settings in self._settings.items():
            if len(keys) == 2 and keys[0] == key:
                yield keys[1], settings[-1]

    def _names(self, layer: Layer, keys: Keys, selectors: Iterable[str]) -> frozenset[str]:
        return _placed(layer, keys, lambda: rule_names(selectors, self._own))

    def _own_rules(self) -> tuple[Rule, ...]:
        """Return the rules of plugins, those declared in the files, and those of ours that the files set up."""
        own: list[Rule] = []
        for names, layer in self._all("plugins"):
            for name in names:
                own += _placed(layer, ("plugins",), lambda name=name: plugins.rules(name))  # type: ignore[misc]
        count = 0
        for tables, layer in self._all("rule"):
            for index, table in enumerate(tables):
                count += 1
                make = lambda table=table, count=count: declared_rule.make(table, f"OWN{count:03}")  # noqa: E731
                rule = _placed(layer, ("rule", index), make)
                own.append(rule)
                self._asked.append(rule.name)
        _refuse_twins(own)
        own += self._set_up()
        return tuple(own)

    def _set_up(self) -> Iterator[Rule]:
        """Yield our own rules that need settings to find anything."""
        required = {kind: setting.value for kind, setting in self._table("require")}
        for key, name in (("fields", "missing-required-field"), ("sections", "missing-required-section")):
            wanted = {kind: table[key] for kind, table in required.items() if table.get(key)}
            if wanted:
                yield self._ours(name, wanted)
        for value, layer in self._all("schemas"):
            by_kind = value if isinstance(value, dict) else {kind.value: value for kind in Kind}
            yield self._ours(
                "user-schema",
                {kind: [os.path.join(layer.folder, path) for path in paths] for kind, paths in by_kind.items()},
            )

    def _ours(self, name: str, options: Mapping[str, Any]) -> Rule:
        rule = find(name)
        assert rule is not None  # noqa: S101 - one of ours
        self._asked.append(name)
        return rule.configured(options)

    def _selectors(self) -> list[Selectors]:
        selectors = []
        files = [layer for layer in self._layers if layer.path is not None]
        for layer in self._layers:
            settings = layer.settings
            for key in ("select", "ignore", "extend-select", "extend-ignore"):
                self._names(layer, (key,), settings.get(key, ()))
            extended = [*settings.get("extend-select", ()), *(self._asked if files and layer is files[-1] else ())]
            selectors.append(
                Selectors(
                    tuple(settings["select"]) if "select" in settings else None,
                    (*settings.get("ignore", ()), *settings.get("extend-ignore", ())),
                    tuple(extended),
                )
            )
        return selectors

    def _configured(self) -> dict[str, Rule]:
        """Return the rules whose own options are set."""
        result = {}
        for word, setting in self._table("rules"):
            rule = self._rule(word, setting.layer)
            properties = {"allow": _ALLOW, **rule.options}
            schema = {"type": "object", "properties": properties, "additionalProperties": False}
            for breach in compile_schema(schema)(setting.value):
                keys = ("rules", word, *breach.path)
                option = ".".join(map(str, breach.path))
                near = nearest(option, properties, 1)
                what = "has no option" if breach.keyword == "additionalProperties" else "does not take this value for"
                raise ConfigError(
                    f"{_place(setting.layer, keys)}: rule {rule.name} {what} {option}", _did_you_mean(near)
                )
            options = {name: value for name, value in setting.value.items() if name in rule.options}
            if options:
                result[rule.name] = rule.configured(options)
        return result

    def _allowed(self) -> dict[str, frozenset[str]]:
        """Return the values of which rules do not complain: those of ``allow``, and the words of the vocabulary."""
        allowed: dict[str, frozenset[str]] = {}
        for word, setting in self._table("rules"):
            name = self._rule(word, setting.layer).name
            allowed[name] = allowed.get(name, frozenset()) | frozenset(map(str, setting.value.get("allow", ())))
        for vocabulary, setting in self._table("vocabulary"):
            for name in RULES_OF_WORDS[vocabulary]:
                allowed[name] = allowed.get(name, frozenset()) | frozenset(setting.value)
        return allowed

    def _rule(self, word: str, layer: Layer) -> Rule:
        (name, *others) = self._names(layer, ("rules", word), [word])
        if others:
            raise ConfigError(f"{_place(layer, ('rules', word))}: {word} is several rules; options belong to one")
        return find(name) or next(each for each in self._own if each.name == name)


def _placed(layer: Layer, keys: tuple[str | int, ...], make: Callable[[], _Made]) -> _Made:
    """Return what ``make`` returns; an error of a file's setting names the place."""
    try:
        return make()
    except CardlintError as error:
        if layer.path is None or isinstance(error, ConfigError):
            raise
        raise ConfigError(f"{_place(layer, keys)}: {error}", error.hint) from error


def _place(layer: Layer, keys: tuple[str | int, ...]) -> str:
    if layer.path is None:
        return "the command line"
    line = config_lines.line_of(layer.path, keys)
    return f"{layer.path}:{line}" if line else layer.path


def _did_you_mean(near: tuple[str, ...]) -> str | None:
    return f"did you mean {near[0]}?" if near else None


def _refuse_twins(own: list[Rule]) -> None:
    """Raise ConfigError where two rules share a name or a code: one of them would vanish."""
    seen = {key for rule in LISTED for key in (rule.name, rule.code)}
    for rule in own:
        for key in (rule.name, rule.code):
            if key in seen:
                raise ConfigError(
                    f"two rules are called {key}", "give the one of the configuration or the plugin another name"
                )
            seen.add(key)
