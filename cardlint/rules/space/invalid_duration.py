"""The Hub cannot read this time, so it still stops the Space if it has not started after 30 minutes.

Write a number and a unit: ``1h``, ``45m``.

Source: hub-docs, Spaces configuration reference (startup_duration_timeout, such as 1h or 30m).
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("invalid-duration"):
        message = (
            f"`{violation.path[0]}` {quote(violation.found)} is not a time; write a number and a unit, such as `45m`"
        )
        fix = None
        lower = str(violation.found).strip().lower()
        if violation.node is not None and len(lower) < 40 and re.search(violation.expected, lower):
            fix = Fix(
                f"replace with `{lower}`", (edits.replace(card.source, violation.node, lower),), Applicability.SAFE
            )
        yield Found(violation.span, message, fix, hub=violation.hub)


RULE = Rule(
    name="invalid-duration",
    code="CL270",
    category="space",
    severity=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    kinds=(Kind.SPACE,),
    fields=("startup_duration_timeout",),
    check=check,
    breach=True,
    examples=(
        Example(
            bad='startup_duration_timeout: «"30"»',
            good="startup_duration_timeout: 30m",
            kind=Kind.SPACE,
            message="`startup_duration_timeout` `30` is not a time; write a number and a unit, such as `45m`",
        ),
        Example(bad="startup_duration_timeout: «1H»", good="startup_duration_timeout: 1h", kind=Kind.SPACE, fixed=True),
        Example(bad="startup_duration_timeout: «an hour»", good="startup_duration_timeout: 1 hour", kind=Kind.SPACE),
    ),
)
