"""The type of a column cannot be read, so the dataset fails to load.

``features`` is a list of columns: each has ``name``, followed by the key with the type. Nested columns have the same
shape.

Source: datasets features/features.py, Features._from_yaml_list; hub-docs datasets-cards.md.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._columns import Misshapen, parts_of


def check(card: Card) -> Iterator[Found]:
    for part in parts_of(card):
        if isinstance(part, Misshapen):
            severity = Severity.WARNING if part.is_read else None
            yield Found(part.span, part.reason, severity=severity, related=part.related)


RULE = Rule(
    name="invalid-feature",
    code="CL229",
    category="dataset-info",
    severity=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("dataset_info", "configs"),
    check=check,
    examples=(
        Example(
            bad="dataset_info:\n  features:\n  - name: text\n    «description»: What was said.\n    dtype: string",
            good="dataset_info:\n  features:\n  - name: text\n    dtype: string\n    description: What was said.",
            kind=Kind.DATASET,
            message="`description` is not a type, but the first key after `name` must be one; move `dtype` before it",
        ),
        Example(
            bad="dataset_info:\n- features: [{«name»: text}, {name: a, dtype: int8, «sequence»: int8},"
            " {name: b, struct: «{name: c, dtype: int8}»}, {name: d, list: [«{dtype: int8}», «int8»]}]",
            good="dataset_info:\n- features: [{name: text, dtype: string}, {name: a, sequence: int8},"
            " {name: b, struct: [{name: c, dtype: int8}]}, {name: d, list: [{name: e, dtype: int8}]}]",
            kind=Kind.DATASET,
            message="the column has no type; add `dtype`",
        ),
        Example(
            bad="configs:\n- config_name: en\n  features: [{name: a, sequence: «3»},"
            " {name: b, dtype: {«picture»: {}}}]",
            good="configs:\n- config_name: en\n  features: [{name: a, sequence: {sequence: int8}},"
            " {name: b, dtype: {image: {decode: false}}}]",
            kind=Kind.DATASET,
            message="`sequence` has no type; write one, such as `string`",
        ),
    ),
)
