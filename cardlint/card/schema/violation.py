"""Breaches of a card's JSON Schema, each with its place in the text and the name of the rule that reports it."""

from functools import cache
from typing import Any

from cardlint.card import schema as schemas
from cardlint.card.front_matter.node import Mapping, Node, Path, descend
from cardlint.card.schema.validator import Breach, Check, compile_schema
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.findings.source import Span
from cardlint.system.named_tuple import NamedTuple

RULE_OF_KEYWORD = {
    "type": "wrong-type",
    "required": "missing-field",
    "not": "forbidden-field",
    "enum": "unknown-value",
    "uniqueItems": "repeated-item",
}
"""The rule that reports breaches of a keyword if the schema does not name one. Other keywords are limits: ``out-of-range``."""


class Violation(NamedTuple):
    """A breach at its place. ``key`` is the span of the field's key, if the value has one."""

    rule: str
    keyword: str
    path: Path
    expected: Any
    found: Any
    hub: Verdict
    span: Span
    key: Span | None
    node: Node | None
    raises: str = ""  # the Python function that fails because of it, such as ``load_dataset``

    @property
    def severity(self) -> Severity:
        """How bad it is: an error if the Hub rejects the card, or a library fails to read it."""
        return Severity.ERROR if self.raises else self.hub.severity

    @property
    def consequence(self) -> str:
        """What happens, as a clause of a message, if a library fails to read the card; otherwise empty."""
        return f", so `{self.raises}` fails" if self.raises else ""


@cache
def checker(kind: str) -> Check:
    """Return a function that finds the breaches of the schema of ``kind`` (``model``, ``dataset``, ``space``) in plain data."""
    return compile_schema(schemas.load(kind))


def violations(kind: str, root: Mapping) -> list[Violation]:
    """Return the breaches of the schema of ``kind`` in a card, in the order of its data."""
    return [locate(breach, root) for breach in checker(kind)(root.data)]


def _rule(breach: Breach) -> str:
    if breach.keyword == "type" and breach.found is None:
        return "null-value"
    return breach.rule or RULE_OF_KEYWORD.get(breach.keyword, "out-of-range")


def locate(breach: Breach, root: Node) -> Violation:
    """Return a breach in ``root`` with its place: the value, or its key if the key is wrong or the value is empty."""
    node = descend(root, breach.path)
    key: Span | None = None
    if breach.path:
        parent = descend(root, breach.path[:-1])
        if isinstance(parent, Mapping) and (entry := parent.index.get(breach.path[-1])) is not None:
            key = entry.key.span
    span = node.span if node is not None else root.span
    if key is not None and (
        breach.keyword in ("additionalProperties", "not", "propertyNames", "required") or span.start == span.end
    ):
        span = key
    elif breach.keyword == "required" and isinstance(node, Mapping) and node.entries:
        span = node.entries[0].key.span
    return Violation(
        _rule(breach),
        breach.keyword,
        breach.path,
        breach.expected,
        breach.found,
        breach.hub,
        span,
        key,
        node,
        breach.raises,
    )
