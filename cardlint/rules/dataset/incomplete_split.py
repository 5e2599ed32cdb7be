"""A split lacks one of its two sizes, so the library ignores the sizes of all splits, or does not load the dataset.

Each item of ``splits`` in ``dataset_info`` has ``name``, ``num_bytes`` and ``num_examples``. Without ``num_examples``,
``load_dataset`` expects 0 rows, and fails on any other number. Add what is missing, or remove ``splits``: the library
writes it again.

Source: datasets 5.2.0 splits.py, measured: "The splits field in YAML is malformed", NonMatchingSplitsSizesError; 42
splits on 2,426 real dataset cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._subsets import infos_of, place, splits_of_info
from cardlint.vocabulary import vocabulary

_ROWS = "num_examples"


def check(card: Card) -> Iterator[Found]:
    wanted: list[str] = vocabulary("datasets").data["split_info_keys"]
    for info in infos_of(card):
        for split in splits_of_info(info.node):
            name = split.index.get("name")
            missing = [key for key in wanted if key not in split.index]
            if name is not None and missing:
                fails = _ROWS in missing
                happens = "`load_dataset` fails" if fails else "the library ignores all sizes"
                what = f"{' and '.join(map(quote, missing))}, so {happens}"
                alike = SharedCause(f"splits lack {what}", "add it", quote(name.value.data))
                severity = Severity.ERROR if fails else None
                yield Found(place(name), f"the split lacks {what}; add it", severity=severity, alike=alike)


RULE = Rule(
    name="incomplete-split",
    code="CL235",
    category="dataset-info",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("dataset_info",),
    check=check,
    examples=(
        Example(
            bad="dataset_info:\n  splits:\n  - name: «train»\n    num_examples: 10",
            good="dataset_info:\n  splits:\n  - name: train\n    num_bytes: 2000\n    num_examples: 10",
            kind=Kind.DATASET,
            message="the split lacks `num_bytes`, so the library ignores all sizes; add it",
        ),
        Example(
            bad="dataset_info: [{config_name: en, splits: [{name: «train», num_bytes: 1}]}]",
            good="dataset_info: [{config_name: en, splits: [{name: train, num_bytes: 1, num_examples: 1}]}]",
            kind=Kind.DATASET,
            message="the split lacks `num_examples`, so `load_dataset` fails; add it",
        ),
    ),
)
