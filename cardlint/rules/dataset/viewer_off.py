"""Without the viewer, nobody can look at the rows before downloading them.

``viewer: false`` turns it off for the dataset. Remove the line unless the rows must stay hidden.

Source: hub-docs datasets-viewer-configure.md.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("viewer")
    if entry is None or entry.value.data is not False or card.root is None:
        return
    edit = edits.delete_entry(card.source, card.root, entry)
    fix = Fix("remove `viewer`", (edit,), Applicability.UNSAFE) if edit is not None else None
    yield Found(entry.value.span, "`viewer: false` hides the rows; remove it unless they must stay hidden", fix)


RULE = Rule(
    name="viewer-off",
    code="CL239",
    category="metadata",
    severity=Severity.INFO,
    kinds=(Kind.DATASET,),
    fields=("viewer",),
    check=check,
    examples=(
        Example(
            bad="license: mit\nviewer: «false»\ntags: [x]",
            good="license: mit\ntags: [x]",
            kind=Kind.DATASET,
            fixed=True,
            message="`viewer: false` hides the rows; remove it unless they must stay hidden",
        ),
    ),
)
