"""A code that ISO 639 has withdrawn is not the current filter value: a filter for Hebrew does not find ``iw``.

Write the code that replaced it: ``he`` for ``iw``, ``id`` for ``in``, ``yi`` for ``ji``, ``jv`` for ``jw``, ``ro``
for ``mo``.

Source: ISO 639-1 (1989 to 2008); the Hub accepts the old codes, and cards of August 2026 carry jw and iw.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.language._codes import replacements
from cardlint.vocabulary import languages


def check(card: Card) -> Iterator[Found]:
    known = languages()
    for code, now, node, fix in replacements(card, known.data["withdrawn"]):
        yield Found(node.span, f"`{code}` was withdrawn from ISO 639; use `{now}` ({known.name_of(now)})", fix)


RULE = Rule(
    name="withdrawn-language",
    code="CL092",
    category="language",
    severity=Severity.WARNING,
    check=check,
    fields=("language",),
    yields_to=("repeated-language",),
    examples=(
        Example(
            bad="language: «iw»",
            good="language: he",
            fixed=True,
            message="`iw` was withdrawn from ISO 639; use `he` (Hebrew)",
        ),
        Example(bad="language:\n- en\n- «sh»\n- «jw»", good="language:\n- en\n- hbs\n- jv", fixed=True),
    ),
)
