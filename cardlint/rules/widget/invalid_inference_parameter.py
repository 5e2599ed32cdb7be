"""A parameter outside its range makes every request of the widget fail.

Write a value in the range of the parameter. ``min_length`` cannot be more than ``max_length``.

Source: huggingface/api-inference-community validation.py.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Node
from cardlint.card.kind import Kind
from cardlint.card.schema.violation import Violation
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.widget._examples import examples

_LIMITS = {"minimum": "at least", "exclusiveMinimum": "more than", "maximum": "at most"}


def check(card: Card) -> Iterator[Found]:
    for breach in card.violations("invalid-inference-parameter"):
        yield Found(breach.span, _explain(breach), hub=breach.hub)
    settings = [card.node("inference"), *examples(card)]
    for each in settings:
        parameters = each.index.get("parameters") if isinstance(each, Mapping) else None
        if parameters is not None and isinstance(parameters.value, Mapping):
            yield from _lengths(parameters.value)


def _explain(breach: Violation) -> str:
    limit = f"{_LIMITS[breach.keyword]} {breach.expected}" if breach.keyword in _LIMITS else "another value"
    return f"{quote(str(breach.path[-1]), 30)} cannot be {quote(breach.found, 24)}; write {limit}"


def _lengths(parameters: Mapping) -> Iterator[Found]:
    shortest, longest = (parameters.index.get(name) for name in ("min_length", "max_length"))
    if shortest is None or longest is None:
        return
    least, most = _number(shortest.value), _number(longest.value)
    if least is not None and most is not None and least > most:
        message = f"`min_length` {quote(least, 24)} is more than `max_length` {quote(most, 24)}; correct one"
        yield Found(shortest.value.span, message, related=(Related(longest.value.span, "`max_length` is here"),))


def _number(node: Node) -> int | float | None:
    data = node.data
    return data if isinstance(data, int | float) and not isinstance(data, bool) else None


RULE = Rule(
    name="invalid-inference-parameter",
    code="CL189",
    category="widget",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("inference", "widget"),
    examples=(
        Example(
            bad="inference:\n  parameters:\n    top_p: «5»\n    temperature: «-1»",
            good="inference:\n  parameters:\n    top_p: 0.5\n    temperature: 0.7",
            message="`top_p` cannot be `5`; write at most 1",
        ),
        Example(
            bad="widget:\n- text: hi\n  parameters: {top_k: «0»}",
            good="widget:\n- text: hi\n  parameters: {top_k: 1}",
        ),
        Example(
            bad="inference:\n  parameters:\n    min_length: «80»\n    max_length: 40",
            good="inference:\n  parameters:\n    min_length: 40\n    max_length: 80",
            message="`min_length` `80` is more than `max_length` `40`; correct one",
        ),
    ),
)
