"""The access form asks readers for their data without saying why: it has fields but no text above them.

Write what they agree to as ``extra_gated_prompt``.

Source: hub-docs models-gated.md 242f4a1; 6 of 22 real cards with fields have neither prompt nor description.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule

_TEXTS = ("extra_gated_prompt", "extra_gated_description")


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("extra_gated_fields")
    complete = card.front_matter is not None and card.front_matter.complete
    if entry is not None and entry.value.data and complete and not any(name in card.fields for name in _TEXTS):
        yield Found(entry.key.span, "the access form does not say what the data is for; add `extra_gated_prompt`")


RULE = Rule(
    name="unexplained-gated-form",
    code="CL203",
    category="gating",
    severity=Severity.INFO,
    check=check,
    kinds=(Kind.MODEL, Kind.DATASET),
    fields=("extra_gated_fields",),
    examples=(
        Example(
            bad="«extra_gated_fields»:\n  Name: text",
            good="extra_gated_prompt: For research only.\nextra_gated_fields:\n  Name: text",
            message="the access form does not say what the data is for; add `extra_gated_prompt`",
        ),
    ),
)
