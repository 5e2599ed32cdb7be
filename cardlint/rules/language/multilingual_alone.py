"""``multilingual`` alone does not say which languages: people who filter for a language do not find the repository.

List the codes; ``multilingual`` may stay in the list.

Source: hub-docs model-cards.md; 55 of 7,116 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    values = list(card.strings("language"))
    if len(values) == 1 and values[0][0] == "multilingual":
        yield Found(values[0][1], "no language filter finds `multilingual`; list the language codes")


RULE = Rule(
    name="multilingual-alone",
    code="CL098",
    category="language",
    severity=Severity.INFO,
    check=check,
    fields=("language",),
    examples=(
        Example(
            bad="language: «multilingual»",
            good="language: [multilingual, en, fr]",
            message="no language filter finds `multilingual`; list the language codes",
        ),
        Example(bad="language:\n- «multilingual»", good="language:\n- en"),
    ),
)
