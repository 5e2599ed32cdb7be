"""The code of a country is not the code of its language: a filter for Japanese does not find ``jp``.

Write ``ja`` for ``jp``, ``zh`` for ``cn``, ``uk`` for ``ua``, ``cs`` for ``cz``, ``da`` for ``dk``, ``vi`` for ``vn``.

Source: the Hub accepts any two letters; 9 of 7,116 real cards.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.language._codes import find_languages, slips
from cardlint.vocabulary import languages


@cache
def _countries() -> Mapping[str, str]:
    return {**slips("countries"), **languages().data["mistaken"]}


def check(card: Card) -> Iterator[Found]:
    known = languages()
    for code, node in find_languages(card, _countries()):
        meant = _countries()[code]
        fix = Fix(f"replace with `{meant}`", (edits.replace(card.source, node, meant),), Applicability.UNSAFE)
        yield Found(
            node.span, f"`{code}` is not a language code; did you mean `{meant}` ({known.name_of(meant)})?", fix
        )


RULE = Rule(
    name="country-as-language",
    code="CL093",
    category="language",
    severity=Severity.WARNING,
    check=check,
    fields=("language",),
    examples=(
        Example(
            bad="language: «jp»",
            good="language: ja",
            fixed=True,
            message="`jp` is not a language code; did you mean `ja` (Japanese)?",
        ),
        Example(bad="language: [en, «cn», «ua»]", good="language: [en, zh, uk]", fixed=True),
    ),
)
