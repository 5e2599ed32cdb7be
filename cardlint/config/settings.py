"""Builds the Config from the settings of a file, of the files that it extends, and of the command line.

A list or word of a nearer source replaces that of a farther one. Tables are merged key by key, and settings that
select or add rules are combined.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from cardlint.card.kind import Kind
from cardlint.card.schema.validator import compile_schema
from cardlint.config import Config, path_patterns
from cardlint.config.file import Keys, Layer, Setting, error_at, locate_errors
from cardlint.config.own_rules import own_rules
from cardlint.config.selection import Selectors, choose, parse_severity, rule_names
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Rule
from cardlint.rules import find
from cardlint.vocabulary import nearest

_TABLES = ("severity", "per-file-ignores", "per-kind-ignores", "rules", "vocabulary", "require", "index")
_ADDED = ("ignore", "extend-select", "extend-ignore", "plugins", "rule")
_ALLOW = {"type": "array", "items": {"type": ["string", "integer", "number"]}}
RULES_OF_WORDS: Mapping[str, tuple[str, ...]] = {
    "licenses": ("unknown-license", "spdx-expression"),
    "languages": ("invalid-language", "three-letter-language", "unassigned-language", "malformed-language-tag"),
    "tasks": ("unknown-task", "unknown-task-category", "unknown-task-id"),
    "libraries": ("unknown-library", "format-as-library", "library-case"),
    "metrics": ("unknown-metric",),
    "tags": ("reserved-tag-prefix", "redundant-tag", "local-path"),
    "fields": ("unknown-field", "misspelled-field", "field-case", "wrong-kind-field"),
}
"""The rules that would report a word that is not in the vocabulary."""


def merge(layers: list[Layer]) -> dict[Keys, list[Setting]]:
    """Return every effective setting with its source; if sources are combined, one for each of them."""
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


def config(layers: list[Layer]) -> Config:
    """Return the Config for the settings of ``layers``, in order of increasing precedence. Raises CardlintError."""
    return _Builder(layers, merge(layers)).config()


class _Builder:
    """Converts settings to what rules and runs need; an error names the file and the line."""

    def __init__(self, layers: list[Layer], settings: dict[Keys, list[Setting]]) -> None:
        self._layers = layers
        self._settings = settings
        self._own, self._asked = own_rules(settings)

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
                    self._matcher(setting.layer, ("per-file-ignores", pattern), [pattern]),
                    self._names(setting.layer, ("per-file-ignores", pattern), setting.value),
                )
                for pattern, setting in self._table("per-file-ignores")
            ),
            ignore_by_kind={
                Kind(kind): self._names(setting.layer, ("per-kind-ignores", kind), setting.value)
                for kind, setting in self._table("per-kind-ignores")
            },
            exclude=tuple(self._matcher(layer, ("exclude",), value) for value, layer in self._all("exclude")),
            respect_gitignore=self._value("respect-gitignore", True),
            own=self._own,
            configured=self._configure(),
            allowed=self._allowed(),
            fail_on=self._value("fail-on", None),
            max_warnings=self._value("max-warnings", None),
            baseline=next((layer.path_of(value) for value, layer in self._all("baseline")), None),
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

    def _matcher(self, layer: Layer, keys: Keys, globs: Iterable[str]) -> Callable[[str], bool]:
        return locate_errors(layer, keys, lambda: path_patterns.matcher(globs, layer.glob_folder))

    def _names(self, layer: Layer, keys: Keys, selectors: Iterable[str]) -> frozenset[str]:
        return locate_errors(layer, keys, lambda: rule_names(selectors, self._own))

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

    def _configure(self) -> dict[str, Rule]:
        """Return the rules that have options set."""
        result = {}
        for word, setting in self._table("rules"):
            rule = self._rule(word, setting.layer)
            properties = {"allow": _ALLOW, **rule.options}
            schema = {"type": "object", "properties": properties, "additionalProperties": False}
            for breach in compile_schema(schema)(setting.value):
                keys = ("rules", word, *breach.path)
                option = ".".join(map(str, breach.path))
                near = nearest(option, properties, 1)
                is_unknown = breach.keyword == "additionalProperties"
                what = "has no option" if is_unknown else "does not accept this value for the option"
                hint = f"did you mean `{near[0]}`?" if near and is_unknown else None
                raise error_at(setting.layer, keys, f"the rule `{rule.name}` {what} {quote(option)}", hint)
            options = {name: value for name, value in setting.value.items() if name in rule.options}
            if options:
                result[rule.name] = rule.with_options(options)
        return result

    def _allowed(self) -> dict[str, frozenset[str]]:
        """Return the values that rules do not report: those of ``allow``, and the words of the vocabulary."""
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
            raise error_at(
                layer, ("rules", word), f"{quote(word)} matches several rules; set options for a single rule"
            )
        return find(name) or next(each for each in self._own if each.name == name)
