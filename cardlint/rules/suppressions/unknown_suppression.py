"""A comment suppresses a rule that does not exist, so the problem that was meant is still reported.

Write the name as ``cardlint rules`` lists it.

Source: docs/configuration.md.
"""

from collections.abc import Iterator

from cardlint.card import suppression
from cardlint.card.card import Card
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Found, Rule


def check(card: Card) -> Iterator[Found]:
    for unknown in suppression.suppressions(card).unknown:
        near = unknown.near
        message = f"there is no rule {quote(unknown.name.text)}"
        if near is None:
            yield Found(unknown.name.span, f"{message}; run `cardlint rules` to list them")
        else:
            end = unknown.suppression.end
            names = (unknown.name, *(name for name in (end.names if end else ()) if name.text == unknown.name.text))
            edits = tuple(Edit(name.span, near) for name in names)
            fix = Fix(f"replace with {quote(near)}", edits, Applicability.UNSAFE)
            yield Found(unknown.name.span, f"{message}; did you mean {quote(near)}?", fix)


RULE = Rule(
    name="unknown-suppression",
    code="CL394",
    category="suppressions",
    severity=Severity.WARNING,
    check=check,
    examples=(),
)
