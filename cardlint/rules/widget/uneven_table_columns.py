"""The columns of the table have different lengths, so the example fails.

Give all columns the same number of cells.

Source: huggingface/api-inference-community validation.py.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Sequence
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.widget._examples import examples


def check(card: Card) -> Iterator[Found]:
    for example in examples(card):
        for name in ("table", "structured_data"):
            entry = example.index.get(name)
            if entry is not None and isinstance(entry.value, Mapping):
                yield from _uneven(entry.value)


def _uneven(table: Mapping) -> Iterator[Found]:
    """Yield the columns whose length is not the most common one."""
    columns = [(column, each.value) for column, each in table.index.items() if isinstance(each.value, Sequence)]
    lengths = [len(cells.items) for _, cells in columns]
    if len(set(lengths)) < 2:
        return
    counts: dict[int, int] = {}
    for length in lengths:
        counts[length] = counts.get(length, 0) + 1
    usual = max(counts, key=lambda length: counts[length])
    other = next(cells for _, cells in columns if len(cells.items) == usual)
    for column, cells in columns:
        if len(cells.items) != usual:
            found = f"column {quote(str(column), 30)} has length {len(cells.items)}, but the others have length {usual}"
            yield Found(cells.span, f"{found}; make them equal", related=(Related(other.span, f"length {usual}"),))


RULE = Rule(
    name="uneven-table-columns",
    code="CL185",
    category="widget",
    severity=Severity.ERROR,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("widget",),
    signs=("text:table", "text:structured_data"),
    examples=(
        Example(
            bad="widget:\n- text: How many?\n  table:\n    Name: [a, b]\n    Stars: «[1]»",
            good="widget:\n- text: How many?\n  table:\n    Name: [a, b]\n    Stars: [1, 2]",
            message="column `Stars` has length 1, but the others have length 2; make them equal",
        ),
        Example(
            bad="widget:\n- structured_data:\n    alcohol: [9.4, 9.8]\n    pH: «[3.5, 3.2, 3.1]»\n    sugar: [1, 2]",
            good="widget:\n- structured_data:\n    alcohol: [9.4, 9.8]",
        ),
    ),
    silent=(
        Example(good="widget:\n- table: {a: [1, 2], b: [1, 2], c: 1}"),
        Example(good="widget:\n- table: {a: x, b: y}"),
    ),
)
