"""Parameters directly under ``inference`` are not sent, so the widget runs with the defaults.

Move them under ``parameters``.

Source: hub-docs models-widgets.md 242f4a1; @huggingface/hub 2.17.5.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry, Mapping
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule

_WRAPPER = "parameters"


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("inference")
    if entry is None or not isinstance(entry.value, Mapping):
        return
    misplaced = [each for name, each in entry.value.index.items() if name != _WRAPPER]
    fix = _wrap(card, entry, entry.value) if misplaced and _WRAPPER not in entry.value.data else None
    for each in misplaced:
        name = quote(card.source.slice(each.key.span), 30)
        yield Found(each.key.span, f"{name} has no effect here; move it under `inference.parameters`", fix)
        fix = None  # the first fix moves them all


def _wrap(card: Card, entry: Entry, value: Mapping) -> Fix | None:
    """Return the fix that moves everything under ``parameters``; None unless it is a plain block."""
    text = card.source.text
    first = card.source.line_span(value.start).start
    indent = text[first : value.start]
    if value.flow or indent.strip() or not indent or first <= entry.key.end:
        return None
    lines = (match.start() for match in re.finditer(r"^(?=.*\S)", text[first : value.end], re.MULTILINE))
    deeper = [Edit(Span(first + at, first + at), indent) for at in lines]
    opening = Edit(Span(first, first), f"{indent}{_WRAPPER}:{card.source.line_end}{indent}")
    return Fix("move them under `parameters`", (opening, *deeper[1:]), Applicability.UNSAFE)


RULE = Rule(
    name="misplaced-inference-parameter",
    code="CL190",
    category="widget",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("inference",),
    examples=(
        Example(
            bad="inference:\n  «temperature»: 0.7\n  «top_k»: 5\nlicense: mit",
            good="inference:\n  parameters:\n    temperature: 0.7\n    top_k: 5\nlicense: mit",
            fixed=True,
            message="`temperature` has no effect here; move it under `inference.parameters`",
        ),
        Example(
            bad="inference: {«max_length»: 20}",
            good="inference: {parameters: {max_length: 20}}",
        ),
    ),
)
