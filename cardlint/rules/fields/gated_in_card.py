"""``gated`` in the card has no effect: everyone can download the files.

Turn gating on in the settings of the repository; the card only holds the questions that people are asked.

Source: hub-docs, gated models: access requests are enabled in the settings.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("gated")
    if entry is None or card.root is None:
        return
    edit = edits.delete_entry(card.source, card.root, entry) if len(card.root.entries) > 1 else None
    fix = Fix("remove the field", (edit,), Applicability.UNSAFE) if edit is not None else None
    yield Found(
        entry.key.span, "the Hub ignores `gated` in a card; turn gating on in the settings of the repository", fix
    )


RULE = Rule(
    name="gated-in-card",
    code="CL051",
    category="fields",
    severity=Severity.INFO,
    kinds=(Kind.MODEL, Kind.DATASET),
    check=check,
    examples=(Example(bad="license: mit\n«gated»: true", good="license: mit", fixed=True),),
)
