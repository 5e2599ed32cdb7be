"""A relation to a base model has no effect without the base model.

Add ``base_model``, or remove the relation.

Source: hub-docs model-cards.md: the relation qualifies base_model.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.rule_kit import edits
from cardlint.rule_kit.missing import lacks
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    entry, root = card.entry("base_model_relation"), card.root
    if entry is None or root is None or entry.value.data is None or not lacks(card, "base_model"):
        return
    edit = edits.delete_entry(card.source, root, entry) if len(root.entries) > 1 else None
    fix = Fix("remove `base_model_relation`", (edit,), Applicability.UNSAFE) if edit is not None else None
    yield Found(entry.key.span, "`base_model_relation` has no effect without `base_model`; add that too", fix)


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
            good="license: mit",
            fixed=True,
            message="`base_model_relation` has no effect without `base_model`; add that too",
        ),
        Example(bad="«base_model_relation»: merge\nlicense: mit", good="license: mit", fixed=True),
    ),
)
