"""Without ``pretty_name``, the Hub lists the dataset under the name of its repository.

Write the name that people use for the dataset: ``pretty_name: Film reviews``.

Source: hub-docs datasets-cards.md; 1,361 of 2,426 real dataset cards have one.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    if "pretty_name" not in card.fields and card.front_matter is not None and card.front_matter.complete:
        yield Found(card.top, "`pretty_name` is missing; add the name that people use for the dataset")


RULE = Rule(
    name="missing-pretty-name",
    code="CL218",
    category="metadata",
    severity=Severity.INFO,
    kinds=(Kind.DATASET,),
    fields=("license", "language", "task_categories", "size_categories", "configs", "dataset_info", "tags"),
    strict=True,
    check=check,
    examples=(
        Example(
            bad="«---»\nlicense: mit\n---\n",
            good="---\nlicense: mit\npretty_name: Film reviews\n---\n",
            kind=Kind.DATASET,
            whole=True,
            message="`pretty_name` is missing; add the name that people use for the dataset",
        ),
    ),
)
