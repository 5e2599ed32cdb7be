"""A subset with two splits of one name cannot be loaded.

Give all files of a split as one list: ``path: [a.csv, b.csv]``.

Source: datasets data_files.py, "Some splits are duplicated in data_files"; splits.py, "Split train already present".
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.front_matter.node import Scalar
from cardlint.kind import Kind
from cardlint.rule import Example, Found, Rule
from cardlint.rules.dataset._subsets import configs_of, infos_of, split_names, splits_of_files, splits_of_info
from cardlint.shown import shown


def check(card: Card) -> Iterator[Found]:
    for config in configs_of(card):
        splits = splits_of_files(config.node) or []
        labels = [split.label for split in splits if split.label is not None]
        yield from _twins(labels, "list all its files as one path", None)
    for info in infos_of(card):
        names = list(split_names(splits_of_info(info.node)))
        yield from _twins(names, "the sizes of all splits are passed over", Severity.WARNING)


def _twins(labels: list[Scalar], hint: str, severity: Severity | None) -> Iterator[Found]:
    seen: set[str] = set()
    for label in labels:
        if label.data in seen:
            yield Found(label.span, f"the split {shown(label.data)} is there already; {hint}", None, None, severity)
        seen.add(label.data)


RULE = Rule(
    name="duplicate-split",
    code="CL225",
    category="configs",
    severity=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("configs", "dataset_info"),
    check=check,
    examples=(
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path: a.csv\n"
            "  - split: «train»\n    path: b.csv",
            good="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path: [a.csv, b.csv]",
            kind=Kind.DATASET,
            message="the split train is there already; list all its files as one path",
        ),
        Example(
            bad="dataset_info: {splits: [{name: test}, {name: «test»}]}",
            good="dataset_info: {splits: [{name: test}]}",
            kind=Kind.DATASET,
            message="the split test is there already; the sizes of all splits are passed over",
        ),
    ),
)
