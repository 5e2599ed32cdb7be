"""The link to Papers with Code is dead: the site closed in July 2025.

The Hub lists papers whose arXiv URL is in the text of the card. Link the paper there, and remove the field.

Source: hub-docs datasetcard.md; 634 of 2,426 real dataset cards have the field, a third of them null.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Fix, Severity
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("paperswithcode_id")
    if entry is None or card.root is None:
        return
    edit = edits.delete_entry(card.source, card.root, entry) if entry.value.data is None else None
    fix = Fix("remove `paperswithcode_id`", (edit,)) if edit is not None else None
    yield Found(
        entry.key.span,
        "`paperswithcode_id` is a dead link since July 2025; remove it and link the paper in the text",
        fix,
    )


RULE = Rule(
    name="retired-paperswithcode-id",
    code="CL240",
    category="metadata",
    severity=Severity.INFO,
    kinds=(Kind.DATASET,),
    fields=("paperswithcode_id",),
    check=check,
    examples=(
        Example(
            bad="license: mit\n«paperswithcode_id»: null\nlanguage: en",
            good="license: mit\nlanguage: en",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(bad="«paperswithcode_id»: squad\nlanguage: en", good="language: en", kind=Kind.DATASET),
    ),
)
