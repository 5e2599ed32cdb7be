"""The number of bytes or rows is not a whole number, so readers and tools see the wrong size.

Write ``2300``, not ``2.3``. In braces, a comma splits a number in two, so ``{num_examples: 2,300}`` is 2.

A wrong number of rows is an error: ``load_dataset`` compares it with the rows of the files, and fails.

Source: datasets splits.py and info.py: the sizes are integers; datasets 5.2.0, measured: NonMatchingSplitsSizesError.
"""

from collections.abc import Iterator
from math import isfinite

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Scalar
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Edit, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._subsets import infos_of, splits_of_info

_OF_INFO = ("download_size", "dataset_size")
_ROWS = "num_examples"  # bytes can have a fraction: the library writes one when it splits a dataset
_OF_SPLIT = ("num_bytes", _ROWS)


def check(card: Card) -> Iterator[Found]:
    for info in infos_of(card):
        yield from _sizes(card, info.node, _OF_INFO)
        for split in splits_of_info(info.node):
            yield from _sizes(card, split, _OF_SPLIT)


def _sizes(card: Card, mapping: Mapping, names: tuple[str, ...]) -> Iterator[Found]:
    for name in names:
        entry = mapping.index.get(name)
        if entry is None or not isinstance(entry.value, Scalar):
            continue
        rows = entry.value.data if name == _ROWS else None
        if isinstance(rows, float) and not (isfinite(rows) and rows.is_integer()):
            yield Found(
                entry.value.span,
                f"`{name}` {quote(entry.value.text)} is not a whole number; write the number of rows",
                severity=Severity.ERROR,
            )
        elif mapping.flow and (span := _cut(card, mapping, entry.value)) is not None:
            number = card.source.slice(span).replace(",", "")
            fix = Fix(f"replace with `{number}`", (Edit(span, number),))
            severity = Severity.ERROR if name == _ROWS else None
            yield Found(span, f"a comma ends `{name}` inside braces; write `{number}`", fix, severity=severity)


def _cut(card: Card, mapping: Mapping, value: Scalar) -> Span | None:
    """Return the place of a number with commas, which YAML read as a number and three-digit keys without values."""
    end = value.end
    for entry in mapping.entries:
        key = entry.key
        is_next = key.start == end + 1 and card.source.text[end] == "," and entry.value.start == entry.value.end
        if is_next and isinstance(key, Scalar) and len(key.text) == 3 and key.text.isdecimal():
            end = key.end
    return Span(value.start, end) if end > value.end else None


RULE = Rule(
    name="invalid-size",
    code="CL236",
    category="dataset-info",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("dataset_info",),
    check=check,
    examples=(
        Example(
            bad="dataset_info:\n  splits:\n  - name: train\n    num_bytes: 71.4\n    num_examples: «2.5»",
            good="dataset_info:\n  splits:\n  - name: train\n    num_bytes: 71.4\n    num_examples: 2500",
            kind=Kind.DATASET,
            message="`num_examples` `2.5` is not a whole number; write the number of rows",
        ),
        Example(
            bad="dataset_info: {splits: [{name: train, num_examples: «2,300,100», num_bytes: 7}]}",
            good="dataset_info: {splits: [{name: train, num_examples: 2300100, num_bytes: 7}]}",
            kind=Kind.DATASET,
            fixed=True,
            message="a comma ends `num_examples` inside braces; write `2300100`",
        ),
    ),
)
