"""Rules that a configuration declares without Python: a field, conditions on its value, and a message."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping as MappingNode
from cardlint.card.front_matter.node import Node, Scalar, Sequence
from cardlint.card.kind import Kind
from cardlint.config.errors import SettingError
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote, shorten
from cardlint.rule_kit.rule import ALL, Found, Rule
from cardlint.system.errors import CardlintError
from cardlint.system.pattern_cost import PatternError
from cardlint.system.user_pattern import SearchTime, UserPattern

CATEGORY = "declared"
_CONDITIONS = ("required", "pattern", "not-pattern", "values")
_MOST_LISTED = 8
_SLOT = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")

Test = Callable[[str], bool]


def make(table: Mapping[str, Any], code: str, time: SearchTime) -> Rule:
    """Return the rule that ``table``, one ``[[tool.cardlint.rule]]``, declares; its patterns share ``time``. Raises CardlintError."""
    asked = [name for name in _CONDITIONS if name in table]
    if not asked:
        raise CardlintError(
            f"the rule `{table['name']}` has no condition", f"add one of {', '.join(map(quote, _CONDITIONS))}"
        )
    path = tuple(table["key"].split("."))
    key: str = table["key"]
    tests = list(_tests(table, time))
    message = _message(table)

    def check(card: Card) -> Iterator[Found]:
        nodes = list(at(card.root, path)) if card.root is not None else []
        if not nodes and table.get("required") and (card.front_matter is None or card.front_matter.complete):
            yield Found(card.top, _fill(message or "the project requires the field `{key}`; add it", key, ""))
        for node in nodes:
            written = _to_text(node)
            if written is None:
                continue
            for says, holds in tests:
                if not holds(written):
                    yield Found(node.span, _fill(message or says, key, written))

    says_first = message or (tests[0][0] if tests else "`{key}` is required")
    return Rule(
        name=table["name"],
        code=table.get("code", code),
        category=CATEGORY,
        severity=Severity[table.get("severity", "warning").upper()],
        check=check,
        examples=(),
        kinds=tuple(Kind(kind) for kind in table["kinds"]) if "kinds" in table else ALL,
        fields=() if table.get("required") else (path[0],),
        text=f"Declared in the configuration: {_fill(says_first, key, 'a value')}.",
    )


def at(node: Node, path: tuple[str, ...]) -> Iterator[Node]:
    """Yield the values at ``path`` below ``node``, every item of a list."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from at(item, path)
    elif not path:
        yield node
    elif isinstance(node, MappingNode) and (entry := node.index.get(path[0])) is not None:
        yield from at(entry.value, path[1:])


def _tests(table: Mapping[str, Any], time: SearchTime) -> Iterator[tuple[str, Test]]:
    """Yield the conditions on a value: the default message, and the test whether a value meets it."""
    if "pattern" in table:
        wanted = _compile(table, "pattern", time)
        yield f"`{{key}}` is `{{value}}`, which does not match {quote(table['pattern'])}", wanted.is_found_in
    if "not-pattern" in table:
        avoided = _compile(table, "not-pattern", time)
        yield (
            f"`{{key}}` is `{{value}}`, which must not match {quote(table['not-pattern'])}",
            lambda text: not avoided.is_found_in(text),
        )
    if "values" in table:
        allowed = {_text(value) for value in table["values"]}
        listed = [_text(value) for value in table["values"]]
        words = ", ".join(map(quote, listed)) if len(listed) <= _MOST_LISTED else f"the {len(listed)} allowed values"
        yield f"`{{key}}` must be one of {words}, not `{{value}}`", lambda text: text in allowed


def _message(table: Mapping[str, Any]) -> str | None:
    message: str | None = table.get("message")
    for name in _SLOT.findall(message or ""):
        if name not in ("key", "value"):
            raise SettingError(
                "message", f"the message of the rule `{table['name']}` has `{{{name}}}`; use `{{key}}` and `{{value}}`"
            )
    return message


def _compile(table: Mapping[str, Any], name: str, time: SearchTime) -> UserPattern:
    try:
        return UserPattern(table[name], time)
    except PatternError as error:
        raise SettingError(
            name, f"`{name}` of the rule `{table['name']}` is not a usable regular expression: {error}"
        ) from error


def _to_text(node: Node) -> str | None:
    """Return a value as text: a string as it is, others as they are written. None for a list or mapping."""
    if not isinstance(node, Scalar):
        return None
    return node.data if isinstance(node.data, str) else node.text


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _fill(message: str, key: str, value: str) -> str:
    return message.replace("{key}", key).replace("{value}", shorten(value))
