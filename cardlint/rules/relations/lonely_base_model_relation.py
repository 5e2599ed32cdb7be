"""A relation to a base model has no effect without the base model.

Add ``base_model``: the relation says that there is one, so no fix removes it.

Source: hub-docs model-cards.md: the relation qualifies base_model.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.missing import lacks
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("base_model_relation")
    if entry is not None and entry.value.data is not None and lacks(card, "base_model"):
        yield Found(entry.key.span, "`base_model_relation` has no effect without `base_model`; add that too")


RULE = Rule(
    name="lonely-base-model-relation",
    code="CL150",
    category="relations",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("base_model_relation",),
    signs=("lacks:base_model",),
    examples=(
        Example(
            bad="license: mit\n«base_model_relation»: merge",
            good="license: mit\nbase_model_relation: merge\nbase_model: [a/b, c/d]",
            message="`base_model_relation` has no effect without `base_model`; add that too",
        ),
        Example(bad="«base_model_relation»: merge\nlicense: mit", good="license: mit"),
    ),
)
