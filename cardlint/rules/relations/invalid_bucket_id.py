"""The Hub does not link a bucket to the model unless it is written as ``owner/name``.

Source: hub-docs modelcard.md.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("invalid-bucket-id"):
        yield Found(
            violation.span, f"`buckets` {quote(violation.found)} is not a bucket; write `owner/name`", hub=violation.hub
        )


RULE = Rule(
    name="invalid-bucket-id",
    code="CL144",
    category="relations",
    severity=Severity.WARNING,
    hub=Verdict.UNKNOWN,
    check=check,
    breach=True,
    kinds=(Kind.MODEL,),
    fields=("buckets",),
    yields_to=("comma-list",),
    examples=(
        Example(
            bad="buckets:\n- «checkpoints»",
            good="buckets:\n- my-org/checkpoints",
            message="`buckets` `checkpoints` is not a bucket; write `owner/name`",
        ),
    ),
)
