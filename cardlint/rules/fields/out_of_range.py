"""A number outside its limits is rejected by the Hub, or has no effect.

Write a number within the limits that the message names.

Source: the limits of the schemas, each with its source; hub-docs, Spaces configuration reference.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import show
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule

_LIMITS = {
    "minimum": "must be at least {}",
    "exclusiveMinimum": "must be more than {}",
    "maximum": "must be at most {}",
    "minItems": "must have at least {} item",
    "maxItems": "must have at most {} items",
    "minProperties": "must have at least {} field",
    "maxProperties": "must have at most {} fields",
}


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("out-of-range"):
        limit = _LIMITS.get(violation.keyword, "must keep to {}").format(quote(violation.expected))
        found = f", not {quote(violation.found)}" if isinstance(violation.found, int | float) else ""
        yield Found(
            violation.span,
            f"{quote(show(violation.path))} {limit}{found}",
            hub=violation.hub,
            severity=violation.severity,
        )


RULE = Rule(
    name="out-of-range",
    code="CL055",
    category="fields",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    breach=True,
    examples=(
        Example(
            bad="sdk: static\nhf_oauth_expiration_minutes: «43201»",
            good="sdk: static\nhf_oauth_expiration_minutes: 43200",
            kind=Kind.SPACE,
            message="`hf_oauth_expiration_minutes` must be at most `43200`, not `43201`",
        ),
    ),
)
