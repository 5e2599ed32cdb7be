"""Without the viewer, nobody can look at the rows before downloading them.

``viewer: false`` turns it off for the dataset. Remove the line unless the rows must stay hidden: it may be deliberate, so no fix
removes it.

Source: hub-docs datasets-viewer-configure.md.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("viewer")
    if entry is not None and entry.value.data is False:
        yield Found(entry.value.span, "`viewer: false` hides the rows; remove it unless they must stay hidden")


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
            message="`viewer: false` hides the rows; remove it unless they must stay hidden",
        ),
    ),
)
