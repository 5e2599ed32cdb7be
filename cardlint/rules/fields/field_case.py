"""Field names are case-sensitive, so the Hub does not read ``License:``.

Write the name as the Hub spells it.

Source: the Hub keeps unknown fields unread; 4 fields of 7,116 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.field_names import Standing, strays
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.fields._renaming import renaming


def check(card: Card) -> Iterator[Found]:
    renamed: set[str] = set()
    for stray in strays(card, Standing.CASE):
        meant = stray.meant or ""
        fix = renaming(card, stray.entry, meant) if meant not in renamed else None
        if fix is not None:
            renamed.add(meant)
        yield Found(stray.entry.key.span, f"the Hub ignores the field {quote(stray.name)}; write {quote(meant)}", fix)


RULE = Rule(
    name="field-case",
    code="CL047",
    category="fields",
    severity=Severity.ERROR,
    check=check,
    signs=("strays",),
    examples=(
        Example(
            bad="«License»: mit",
            good="license: mit",
            fixed=True,
            message="the Hub ignores the field `License`; write `license`",
        ),
        Example(bad="«Pipeline_Tag»: ner", good="pipeline_tag: ner", fixed=True),
        Example(bad="sdk: static\n«colorfrom»: red", good="sdk: static\ncolorFrom: red", kind=Kind.SPACE, fixed=True),
    ),
)
