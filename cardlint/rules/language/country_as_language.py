"""The code of a country is not the code of its language: a filter for Japanese does not find ``jp``.

Write ``ja`` for ``jp``, ``zh`` for ``cn``, ``uk`` for ``ua``, ``cs`` for ``cz``, ``da`` for ``dk``, ``vi`` for ``vn``.
Two codes may also abbreviate another language: ``ge`` German, ``ir`` Irish.

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
        meant = (_countries()[code], *_short_for(code))
        choice = " or ".join(f"`{each}` ({known.name_of(each)})" for each in meant)
        fix = Fix(f"replace with `{meant[0]}`", (edits.replace(card.source, node, meant[0]),), Applicability.UNSAFE)
        message = f"`{code}` is not a language code; did you mean {choice}?"
        yield Found(node.span, message, fix if len(meant) == 1 else None)


def _short_for(code: str) -> list[str]:
    """Return the other languages whose names begin with the letters of ``code``: German for ``ge``."""
    known = languages()
    names = ((each, known.name_of(each) or "") for each in known.ids if len(each) == 2 and each != _countries()[code])
    return [each for each, name in names if name.lower().startswith(code)]


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
        Example(
            bad="language: «ge»",
            good="language: de",
            message="`ge` is not a language code; did you mean `ka` (Georgian) or `de` (German)?",
        ),
        Example(bad="language: [en, «cn», «ua»]", good="language: [en, zh, uk]", fixed=True),
    ),
)
