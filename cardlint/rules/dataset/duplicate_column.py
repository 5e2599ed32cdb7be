"""Two columns have the same name, so only the last one exists.

The first is lost without a warning, and the files no longer fit the features. Rename or remove one.

Source: datasets features/features.py: columns are kept by name.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._columns import NAME, Columns, parts_of


def check(card: Card) -> Iterator[Found]:
    for part in parts_of(card):
        if not isinstance(part, Columns):
            continue
        seen: dict[str, Span] = {}
        for column in part.node.items:
            name = column.index.get(NAME) if isinstance(column, Mapping) else None
            if name is None or not isinstance(name.value.data, str):
                continue
            if name.value.data in seen:
                yield Found(
                    name.value.span,
                    f"two columns are named {quote(name.value.data)}, and only the last one counts; rename one",
                    related=(Related(seen[name.value.data], "first here"),),
                )
            seen.setdefault(name.value.data, name.value.span)


RULE = Rule(
    name="duplicate-column",
    code="CL232",
    category="dataset-info",
    severity=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("dataset_info", "configs"),
    check=check,
    examples=(
        Example(
            bad="dataset_info:\n  features:\n  - name: text\n    dtype: string\n  - name: «text»\n    dtype: string",
            good="dataset_info:\n  features:\n  - name: text\n    dtype: string\n  - name: title\n    dtype: string",
            kind=Kind.DATASET,
            message="two columns are named `text`, and only the last one counts; rename one",
        ),
    ),
    silent=(
        Example(
            good="dataset_info:\n  features:\n  - dtype: string\n  - dtype: string\n  - name: [a]\n  - name: [a]",
            kind=Kind.DATASET,
        ),
    ),
)
