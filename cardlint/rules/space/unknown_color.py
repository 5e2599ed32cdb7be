"""The Hub rejects a push with a thumbnail color that is not one of its eight.

Write ``red``, ``yellow``, ``green``, ``blue``, ``indigo``, ``purple``, ``pink`` or ``gray``.

Source: the Hub's message ``"colorFrom" must be one of [...]``; huggingface/OpenEnv#1016; 6 of 221 real Spaces say
``orange``.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.space._words import advice
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("unknown-color"):
        ending, fix, _ = advice(card, violation.node, vocabulary("spaces/colors"))
        message = f"the Hub rejects `{violation.path[0]}` {quote(violation.found)}{ending}"
        yield Found(violation.span, message, fix, hub=violation.hub)


RULE = Rule(
    name="unknown-color",
    code="CL258",
    category="space",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    kinds=(Kind.SPACE,),
    fields=("colorFrom", "colorTo"),
    check=check,
    breach=True,
    examples=(
        Example(
            bad="colorFrom: «orange»",
            good="colorFrom: yellow",
            kind=Kind.SPACE,
            fixed=True,
            message="the Hub rejects `colorFrom` `orange`; did you mean `yellow`?",
        ),
        Example(
            bad="colorFrom: «Grey»\ncolorTo: «'BLUE'»",
            good="colorFrom: gray\ncolorTo: 'blue'",
            kind=Kind.SPACE,
            fixed=True,
        ),
        Example(
            bad='colorTo: «"#ff0000"»',
            good="colorTo: red",
            kind=Kind.SPACE,
            message="the Hub rejects `colorTo` `#ff0000`; use `red`, `yellow`, `green`, `blue`, `indigo`, `purple`, `pink` or `gray`",
        ),
    ),
)
