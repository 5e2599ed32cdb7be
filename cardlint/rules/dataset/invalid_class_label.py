"""A class label lacks a name for one of its numbers, so the dataset fails to load.

``class_label`` takes ``names``: a list, or a mapping whose keys run from ``'0'`` without a gap. The keys are strings;
without quotes, they are read as numbers.

Source: datasets features/features.py: "ClassLabel expected a value for all label ids"; 58 of 141 label lists on real
cards lack quotes.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Node, Scalar, Sequence, key_text
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Fix, Related, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._columns import LABELS, Labels, TypeWord, parts_of
from cardlint.rules.dataset._subsets import place

_LONGEST_NUMBER = 9


def check(card: Card) -> Iterator[Found]:
    for part in parts_of(card):
        if isinstance(part, TypeWord) and part.node.data == LABELS:
            yield Found(part.node.span, f"`{LABELS}` has no label names; write a mapping with `names`")
        elif isinstance(part, Labels):
            yield from _labels(card, part.node)


def _labels(card: Card, node: Node) -> Iterator[Found]:
    names = node.index.get("names") if isinstance(node, Mapping) else None
    if names is None:
        if not isinstance(node, Mapping) or node.data.get("names_file") is None:
            yield Found(node.span, f"`{LABELS}` has no label names; add `names`")
    elif isinstance(names.value, Mapping):
        yield from _number_labels(card, names.value, names.key.span)
    elif isinstance(names.value, Sequence):
        yield from _twins(names.value.items)
    else:
        yield Found(
            place(names), "`names` must be a list, or a mapping with the keys `'0'`, `'1'`, …; write one of these"
        )


def _number_labels(card: Card, names: Mapping, where: Span) -> Iterator[Found]:
    numbers: set[int] = set()
    plain: list[Scalar] = []
    for entry in names.entries:
        text = key_text(entry.key)
        if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER):
            yield Found(entry.key.span, f"{quote(text)} is not the number of a label; number the keys from `'0'`")
            return
        numbers.add(int(text))
        if isinstance(entry.key, Scalar) and isinstance(entry.key.data, int):
            plain.append(entry.key)
    missing = next((number for number in range(len(numbers)) if number not in numbers), None)
    if missing is not None:
        yield Found(where, f"label {missing} has no name; number the keys from `'0'` without a gap")
    if plain:
        fix = Fix("quote the keys", tuple(edits.quote(card.source, key) for key in plain))
        message = "label numbers must be strings; quote them, as the `datasets` library does"
        alike = SharedCause("features have numbers as label numbers", "quote them, as the `datasets` library does")
        yield Found(plain[0].span, message, fix, severity=Severity.INFO, alike=alike)
    yield from _twins([entry.value for entry in names.entries])


def _twins(values: list[Node]) -> Iterator[Found]:
    seen: dict[str, Span] = {}
    for value in values:
        if isinstance(value.data, str):
            if value.data in seen:
                message = f"two labels are named {quote(value.data)}; give each its own name"
                yield Found(value.span, message, related=(Related(seen[value.data], "first here"),))
            seen.setdefault(value.data, value.span)


RULE = Rule(
    name="invalid-class-label",
    code="CL231",
    category="dataset-info",
    severity=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("dataset_info", "configs"),
    check=check,
    examples=(
        Example(
            bad="dataset_info:\n  features:\n  - name: label\n    dtype:\n      class_label:\n        «names»:\n"
            "          '1': neg\n          '2': pos",
            good="dataset_info:\n  features:\n  - name: label\n    dtype:\n      class_label:\n        names:\n"
            "          '0': neg\n          '1': pos",
            kind=Kind.DATASET,
            message="label 0 has no name; number the keys from `'0'` without a gap",
        ),
        Example(
            bad="dataset_info:\n- features:\n  - name: label\n    sequence:\n      class_label:\n        names:\n"
            "          «0»: neg\n          1: pos",
            good="dataset_info:\n- features:\n  - name: label\n    sequence:\n      class_label:\n        names:\n"
            '          "0": neg\n          "1": pos',
            kind=Kind.DATASET,
            fixed=True,
            message="label numbers must be strings; quote them, as the `datasets` library does",
        ),
        Example(
            bad="dataset_info: {features: [{name: a, class_label: {«names»: {«1»: neg, 2: pos}}}]}",
            good="dataset_info: {features: [{name: a, class_label: {names: {'0': neg, '1': pos}}}]}",
            kind=Kind.DATASET,
            message="label 0 has no name; number the keys from `'0'` without a gap",
        ),
        Example(
            bad="dataset_info: {features: [{name: a, class_label: {names: [pos, «pos»]}}, "
            "{name: b, dtype: «class_label»}, {name: c, class_label: {names: {«neg»: 0}}},"
            " {name: d, class_label: «{}»}]}",
            good="dataset_info: {features: [{name: a, class_label: {names: [neg, pos]}}]}",
            kind=Kind.DATASET,
            message="two labels are named `pos`; give each its own name",
        ),
    ),
)
