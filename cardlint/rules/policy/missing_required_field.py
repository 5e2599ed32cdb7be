"""The card lacks a field that this project requires, so tools and people who rely on it find nothing.

Write the field. The configuration lists it under ``[tool.cardlint.require.KIND]``.

Source: the project's configuration.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping as MappingNode
from cardlint.card.front_matter.node import Node
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Check, Found, Rule
from cardlint.rules.policy._options import BY_KIND, nothing


def check(card: Card) -> Iterator[Found]:
    yield from nothing(card)


def configure(options: Mapping[str, Any]) -> Check:
    wanted = {kind: [tuple(field.split(".")) for field in fields] for kind, fields in options.items()}

    def check(card: Card) -> Iterator[Found]:
        if card.front_matter is not None and not card.front_matter.complete:
            return  # the field may be in what an error of the YAML cut off
        for path in wanted.get(card.kind.value, ()):
            name = quote(".".join(path))
            found = _at(card.root, path)
            if found is None:
                yield Found(card.top, f"the project requires the field {name}; add it")
            elif found.data in (None, "", [], {}):
                yield Found(found.span, f"the project requires the field {name}, which is empty; write a value")

    return check


def _at(node: Node | None, path: tuple[str, ...]) -> Node | None:
    for name in path:
        if not isinstance(node, MappingNode) or name not in node.index:
            return None
        node = node.index[name].value
    return node


RULE = Rule(
    name="missing-required-field",
    code="CL390",
    category="policy",
    severity=Severity.WARNING,
    check=check,
    examples=(),
    options=BY_KIND,
    configure=configure,
)
