"""An unquoted date is not text, so the Hub rejects it where it expects text.

Quote it.

Source: the page on evaluation results in hub-docs says to quote dates; js-yaml reads 2025-01-15 as a Date.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import show
from cardlint.card.front_matter.scalars import Timestamp
from cardlint.findings.diagnostic import Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("wrong-type"):
        if isinstance(violation.found, Timestamp) and "string" in violation.expected and violation.node is not None:
            text = violation.found.text
            yield Found(
                violation.span,
                f'{quote(show(violation.path))} must be text, but unquoted `{text}` is a date; write `"{text}"`',
                Fix("quote the value", (edits.quote(card.source, violation.node),)),
                hub=violation.hub,
                severity=violation.severity,
            )


RULE = Rule(
    name="unquoted-date",
    code="CL033",
    category="syntax",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    signs=("breach:wrong-type",),
    examples=(
        Example(
            bad="tags:\n- «2024-01-31»",
            good='tags:\n- "2024-01-31"',
            fixed=True,
            message='`tags[0]` must be text, but unquoted `2024-01-31` is a date; write `"2024-01-31"`',
        ),
        Example(bad="license_name: «2024-01-31»", good='license_name: "2024-01-31"', fixed=True),
    ),
)
