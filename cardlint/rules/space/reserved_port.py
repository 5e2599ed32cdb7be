"""Ports below 1025 are reserved, so the Hub rejects the push.

Make the app listen on another port, such as 7860, and write that.

Source: the Hub's message ``"app_port" must be greater than or equal to 1025``.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("reserved-port"):
        message = f"`app_port` {quote(violation.found)} is below {violation.expected}, so the Hub rejects the push"
        yield Found(violation.span, f"{message}; use one such as `7860`", hub=violation.hub)


RULE = Rule(
    name="reserved-port",
    code="CL262",
    category="space",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    kinds=(Kind.SPACE,),
    fields=("app_port",),
    check=check,
    breach=True,
    examples=(
        Example(
            bad="sdk: docker\napp_port: «80»",
            good="sdk: docker\napp_port: 8080",
            kind=Kind.SPACE,
            message="`app_port` `80` is below 1025, so the Hub rejects the push; use one such as `7860`",
        ),
        Example(bad="app_port: «1024»", good="app_port: 1025", kind=Kind.SPACE),
    ),
)
