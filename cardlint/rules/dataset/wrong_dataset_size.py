"""``dataset_size`` is not the sum of the splits, so it is out of date.

It is the sum of ``num_bytes``. The library writes both when it pushes a dataset; an edit by hand, or a new split,
leaves the old sum in place.

Source: datasets arrow_dataset.py: dataset_size is the sum of num_bytes; 1 of 345 real dataset_info differs.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Related, Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._subsets import amount, infos_of, splits_of_info

_ROUNDING = 1  # the library writes fractions of bytes when it splits a dataset


def check(card: Card) -> Iterator[Found]:
    for info in infos_of(card):
        stated = info.node.index.get("dataset_size")
        size = amount(stated)
        sizes = [amount(split.index.get("num_bytes")) for split in splits_of_info(info.node)]
        known = [each for each in sizes if each is not None]
        if (
            stated is None
            or size is None
            or not sizes
            or len(known) < len(sizes)
            or abs(sum(known) - size) <= _ROUNDING
        ):
            continue
        total = round(sum(known))
        fix = Fix(f"replace with `{total}`", (Edit(stated.value.span, str(total)),), Applicability.UNSAFE)
        yield Found(
            stated.value.span,
            f"`dataset_size` is `{round(size)}`, but the splits add up to `{total}` bytes; correct it",
            fix,
            related=(Related(info.node.index["splits"].key.span, f"these add up to `{total}`"),),
        )


RULE = Rule(
    name="wrong-dataset-size",
    code="CL237",
    category="dataset-info",
    severity=Severity.WARNING,
    kinds=(Kind.DATASET,),
    fields=("dataset_info",),
    check=check,
    examples=(
        Example(
            bad="dataset_info:\n  splits:\n  - name: train\n    num_bytes: 300\n  - name: test\n    num_bytes: 200\n"
            "  dataset_size: «400»",
            good="dataset_info:\n  splits:\n  - name: train\n    num_bytes: 300\n  - name: test\n    num_bytes: 200\n"
            "  dataset_size: 500",
            kind=Kind.DATASET,
            fixed=True,
            message="`dataset_size` is `400`, but the splits add up to `500` bytes; correct it",
        ),
        Example(
            bad="dataset_info: [{splits: [{name: train, num_bytes: 3}], dataset_size: «5»}]",
            good="dataset_info: [{splits: [{name: train, num_bytes: 3}], dataset_size: 3}]",
            kind=Kind.DATASET,
            fixed=True,
        ),
    ),
)
