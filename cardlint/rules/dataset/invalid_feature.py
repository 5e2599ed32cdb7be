"""The type of a column cannot be read, so the dataset fails to load.

``features`` is a list of columns: each has ``name``, followed by the key with the type. Nested columns have the same
shape. Some types cannot do without parameters: ``array2_d: {shape: [2, 3], dtype: int8}``. ``load_dataset`` fails on
anything else, except on a second type in a column, which it ignores.

Source: datasets 5.2.0 features/features.py, Features._from_yaml_list, measured; hub-docs datasets-cards.md;
huggingface/datasets#6405.
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
    yields_to=("duplicate-field",),
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
        Example(
            bad="dataset_info: {features: [{name: a, dtype: «array2_d»}, {name: b, sequence: «value»}, "
            "{name: c, translation: «{}»}, {name: d, sequence: {«dtype»: }}, {name: e, «image»: }, "
            "{name: f, array2_d: {shape: «[2, 3, 4]», dtype: int8}}]}",
            good="dataset_info: {features: [{name: a, array2_d: {shape: [2, 3], dtype: int8}}, "
            "{name: b, sequence: {dtype: int8}}, {name: c, translation: {languages: [en, fr]}}, {name: e, image: {}}]}",
            kind=Kind.DATASET,
            message="`array2_d` has no parameters; write `array2_d: {shape: …, dtype: …}`",
        ),
        Example(
            bad="dataset_info: {features: [{name: a, struct: [{name: «1», dtype: int8}]}, "
            "{name: b, list: «{name: c, dtype: int8}»}, {name: d, list: int8, length: «three»}, "
            "{name: e, struct: «{int8: }»}]}",
            good="dataset_info: {features: [{name: a, struct: [{name: '1', dtype: int8}]}, "
            "{name: b, list: [{name: c, dtype: int8}]}, {name: d, list: int8, length: 3}]}",
            kind=Kind.DATASET,
            message="the name of the column is not text; put it in quotes",
        ),
    ),
    silent=(
        Example(
            good="dataset_info: {features: [{name: a, dtype: image}, {name: b, list: audio}, {name: c, "
            "dtype: translation_variable_languages}, {name: d, value: {dtype: int8}}, {name: e, json: {}}, "
            "{name: f, array3_d: {shape: [null, 3, 4], dtype: int8}}, {name: g, dtype: {translation: {languages: en}}}]}",
            kind=Kind.DATASET,
        ),
    ),
)
