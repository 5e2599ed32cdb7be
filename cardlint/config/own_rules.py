"""The rules that a configuration adds: those of plugins, those it declares, and built-in ones that run only if configured."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from cardlint.config import declared_rule, plugins
from cardlint.config.file import Keys, Layer, Setting, error_at, locate_errors
from cardlint.config.project_root import project_root
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import ALL, Rule
from cardlint.rules import LISTED, find
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.user_pattern import SearchTime

Settings = Mapping[Keys, list[Setting]]


class OwnRules(NamedTuple):
    """The rules, and the names of those that run without being selected: all except those of plugins."""

    rules: tuple[Rule, ...]
    asked: tuple[str, ...]


def own_rules(settings: Settings) -> OwnRules:
    """Return the rules that ``settings`` add. Raises ConfigError if one cannot be built, or has the name of another."""
    taken = {key for rule in LISTED for key in (rule.name, rule.code)}
    brought: list[Rule] = []
    asked: list[str] = []
    for keys, layer, make in _makers(settings):
        for rule in locate_errors(layer, keys, make):
            for word in (rule.name, rule.code):
                if word in taken:
                    raise error_at(layer, keys, f"two rules have the name or code {quote(word)}", "rename this one")
                taken.add(word)
            brought.append(rule)
            if keys != ("plugins",):
                asked.append(rule.name)
    ours = tuple(_set_up(settings))
    return OwnRules((*brought, *ours), (*asked, *(rule.name for rule in ours)))


def _makers(settings: Settings) -> "Iterator[tuple[tuple[str | int, ...], Layer, partial[tuple[Rule, ...]]]]":
    """Yield where rules are configured, and the functions that build them."""
    for names, layer in settings.get(("plugins",), ()):
        for name in names:
            yield ("plugins",), layer, partial(plugins.rules, name)
    count = 0
    time = SearchTime()
    for tables, layer in settings.get(("rule",), ()):
        for index, table in enumerate(tables):
            count += 1
            yield ("rule", index), layer, partial(_make_declared, table, f"OWN{count:03}", time)


def _make_declared(table: Mapping[str, Any], code: str, time: SearchTime) -> tuple[Rule, ...]:
    return (declared_rule.make(table, code, time),)


def _set_up(settings: Settings) -> Iterator[Rule]:
    """Yield the built-in rules that run only if configured."""
    required = {keys[1]: found[-1].value for keys, found in settings.items() if len(keys) == 2 and keys[0] == "require"}
    for key, name in (("fields", "missing-required-field"), ("sections", "missing-required-section")):
        wanted = {kind: table[key] for kind, table in required.items() if table.get(key)}
        if wanted:
            yield _ours(name, wanted)
    for value, layer in settings.get(("schemas",), ()):
        yield locate_errors(layer, ("schemas",), partial(_user_schema, value, layer))


def _user_schema(value: Any, layer: Layer) -> Rule:
    """Return the rule for the schemas in ``layer``. The schemas of a project may refer only to files of the project."""
    by_kind = value if isinstance(value, dict) else {kind.value: value for kind in ALL}
    paths = {kind: [layer.path_of(path) for path in paths] for kind, paths in by_kind.items()}
    root = None if layer.is_trusted or layer.path is None else project_root(layer.path)
    return _ours("user-schema", {"paths": paths, "root": root})


def _ours(name: str, options: Mapping[str, Any]) -> Rule:
    rule = find(name)
    assert rule is not None  # noqa: S101 - a built-in rule
    return rule.with_options(options)
