"""The size category does not fit the number of rows, so people find the dataset by the wrong filter.

``dataset_info`` gives the rows of every split. The category should fit the entire dataset, but the size of one
subset is accepted too.

Source: hub-docs datasetcard.md; 7 of 2,426 real dataset cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Sequence
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.rule_kit import edits, related
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._sizes import range_of, sizes
from cardlint.rules.dataset._subsets import amount, infos_of, splits_of_info


def check(card: Card) -> Iterator[Found]:
    known = sizes()
    stated = [(node, node.data) for _, node in card.values("size_categories") if isinstance(node.data, str)]
    if not stated or any(word not in known or "at_least" not in known[word] for _, word in stated):
        return
    counts = _rows(card)
    if not counts or not {range_of(count) for count in (*counts, sum(counts))}.isdisjoint(word for _, word in stated):
        return
    right = range_of(sum(counts))
    fix = _fix(card, right)
    for node, word in stated:
        message = f"size category `{word}` does not fit the {sum(counts)} rows in `dataset_info`; use `{right}`"
        rows = related.to_key(card, "dataset_info", f"{sum(counts)} rows in all splits")
        yield Found(node.span, message, fix, related=rows)
        fix = None  # the first fix corrects them all


def _fix(card: Card, right: str) -> Fix | None:
    """Return the fix that replaces all categories with the right one."""
    _, first = next(card.values("size_categories"))
    changes: list[Edit | None] = [edits.replace(card.source, first, right)]
    node = card.node("size_categories")
    if isinstance(node, Sequence):
        changes += [edits.delete_item(card.source, node, index) for index in range(1, len(node.items))]
    made = tuple(edit for edit in changes if edit is not None)
    return Fix(f"replace with `{right}`", made, Applicability.UNSAFE) if len(made) == len(changes) else None


def _rows(card: Card) -> list[int]:
    """Return the rows of every subset; nothing if one of them is not counted."""
    counts = []
    for info in infos_of(card):
        splits = splits_of_info(info.node)
        rows = [amount(split.index.get("num_examples")) for split in splits]
        known = [each for each in rows if each is not None]
        if not rows or len(known) < len(rows):
            return []
        counts.append(round(sum(known)))
    return counts


RULE = Rule(
    name="wrong-size-category",
    code="CL238",
    category="dataset-info",
    severity=Severity.WARNING,
    kinds=(Kind.DATASET,),
    fields=("dataset_info",),
    check=check,
    examples=(
        Example(
            bad="size_categories:\n- «10K<n<100K»\ndataset_info:\n  splits:\n  - name: train\n    num_examples: 114",
            good="size_categories:\n- n<1K\ndataset_info:\n  splits:\n  - name: train\n    num_examples: 114",
            kind=Kind.DATASET,
            fixed=True,
            message="size category `10K<n<100K` does not fit the 114 rows in `dataset_info`; use `n<1K`",
        ),
        Example(
            bad="size_categories: [«n<1K», «10K<n<100K»]\ndataset_info: {splits: [{num_examples: 5000}]}",
            good="size_categories: [1K<n<10K]\ndataset_info: {splits: [{num_examples: 5000}]}",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="size_categories: [«n>1T»]\ndataset_info: [{splits: [{num_examples: 900}]},"
            " {splits: [{num_examples: 800}]}]",
            good="size_categories: [n<1K]\ndataset_info: [{splits: [{num_examples: 900}]},"
            " {splits: [{num_examples: 800}]}]",
            kind=Kind.DATASET,
            message="size category `n>1T` does not fit the 1700 rows in `dataset_info`; use `1K<n<10K`",
        ),
    ),
    silent=(
        Example(
            good="size_categories: nonsense\ndataset_info:\n  splits:\n  - name: train\n    num_examples: 5000",
            kind=Kind.DATASET,
        ),
        Example(
            good="size_categories: [n<1K, unknown]\ndataset_info:\n  splits:\n  - name: train\n    num_examples: 5000",
            kind=Kind.DATASET,
        ),
        Example(
            good="size_categories: n<1K\ndataset_info:\n  splits:\n  - name: train\n    num_examples: 5000\n  - name: test",
            kind=Kind.DATASET,
        ),
        Example(
            good="size_categories: n<1K\ndataset_info:\n- config_name: a\n  splits:\n  - name: train\n    num_examples: 5000"
            "\n- config_name: b",
            kind=Kind.DATASET,
        ),
    ),
)
