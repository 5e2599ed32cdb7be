"""An empty ``pretty_name`` leaves the page of the dataset without a title.

Write the name that people use for the dataset, or remove the field.

Source: hub-docs datasets-cards.md: pretty_name is the name on the page.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("pretty_name")
    if entry is not None and isinstance(entry.value.data, str) and not entry.value.data.strip():
        yield Found(entry.value.span, "`pretty_name` is empty; write the name of the dataset, or remove the field")


RULE = Rule(
    name="empty-pretty-name",
    code="CL217",
    category="metadata",
    severity=Severity.WARNING,
    kinds=(Kind.DATASET,),
    fields=("pretty_name",),
    check=check,
    examples=(
        Example(
            bad='pretty_name: «""»',
            good="pretty_name: Film reviews",
            kind=Kind.DATASET,
            message="`pretty_name` is empty; write the name of the dataset, or remove the field",
        ),
        Example(bad="pretty_name: «'  '»", good="pretty_name: Film reviews", kind=Kind.DATASET),
    ),
)
