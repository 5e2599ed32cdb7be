"""The codes that libraries use for twenty languages are not filter values: a filter for German does not find ``ger``.

Write the two-letter code: ``de`` for ``ger``, ``fr`` for ``fre``, ``zh`` for ``chi``, ``nl`` for ``dut``.

Source: ISO 639-2/B; the Hub's list of languages does not contain them.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.language._codes import replacements
from cardlint.vocabulary import languages


def check(card: Card) -> Iterator[Found]:
    known = languages()
    for code, short, node, fix in replacements(card, known.data["bibliographic"]):
        yield Found(
            node.span, f"`{code}` is a library code, which no filter finds; use `{short}` ({known.name_of(short)})", fix
        )


RULE = Rule(
    name="bibliographic-language",
    code="CL096",
    category="language",
    severity=Severity.WARNING,
    check=check,
    fields=("language",),
    yields_to=("repeated-language",),
    examples=(
        Example(
            bad="language: «ger»",
            good="language: de",
            fixed=True,
            message="`ger` is a library code, which no filter finds; use `de` (German)",
        ),
        Example(bad="language: [en, «fre», «chi»]", good="language: [en, fr, zh]", fixed=True),
    ),
)
