"""``suggested_storage`` has no effect, because the Hub no longer offers this kind of persistent storage.

Remove it.

Source: hub-docs, Spaces configuration reference.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("suggested_storage")
    if entry is None or card.root is None:
        return
    edit = edits.delete_entry(card.source, card.root, entry) if entry in card.root.entries else None
    fix = Fix("remove `suggested_storage`", (edit,), Applicability.UNSAFE) if edit is not None else None
    yield Found(
        entry.key.span, "the Hub ignores `suggested_storage`, as it no longer offers such storage; remove it", fix
    )


RULE = Rule(
    name="ignored-storage",
    code="CL265",
    category="space",
    severity=Severity.INFO,
    kinds=(Kind.SPACE,),
    fields=("suggested_storage",),
    check=check,
    examples=(
        Example(
            bad="sdk: gradio\n«suggested_storage»: small",
            good="sdk: gradio",
            kind=Kind.SPACE,
            fixed=True,
            message="the Hub ignores `suggested_storage`, as it no longer offers such storage; remove it",
        ),
    ),
)
