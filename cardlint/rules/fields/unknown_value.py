"""A value that is not in the list of allowed values is rejected by the Hub, or has no effect.

Write one of the values that the message lists.

Source: the word lists of hub-docs and @huggingface/hub 2.17.5, as the schemas have them.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar, show
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import nearest

_FEW = 8
_SUGGESTIONS = 20  # a card with more unknown words gets no further guesses, which take time


def check(card: Card) -> Iterator[Found]:
    for number, violation in enumerate(card.violations("unknown-value")):
        allowed = [str(word) for word in violation.expected]
        near = nearest(str(violation.found), allowed) if number < _SUGGESTIONS else ()
        fix = None
        if len(near) == 1 and isinstance(violation.node, Scalar):
            edit = edits.replace(card.source, violation.node, near[0])
            fix = Fix(f"replace with {quote(near[0])}", (edit,), Applicability.UNSAFE)
        if len(allowed) <= _FEW:
            *others, last = map(quote, allowed)
            advice = f"use {', '.join(others)} or {last}" if others else f"use {last}"
        else:
            advice = f"did you mean {' or '.join(map(quote, near))}?" if near else "see its documentation"
        yield Found(
            violation.span,
            f"{quote(show(violation.path))} cannot be {quote(violation.found)}; {advice}",
            fix,
            hub=violation.hub,
            severity=violation.severity,
        )


RULE = Rule(
    name="unknown-value",
    code="CL054",
    category="fields",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    breach=True,
    examples=(
        Example(
            bad="sdk: static\nheader: «minni»",
            good="sdk: static\nheader: mini",
            kind=Kind.SPACE,
            fixed=True,
            message="`header` cannot be `minni`; use `mini` or `default`",
        ),
    ),
)
