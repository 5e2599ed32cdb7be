"""``multilinguality`` contradicts the number of languages, so people find the dataset by the wrong filter.

``monolingual`` means one language, and ``multilingual`` several. Change the word, or the list of languages. Codes of one
macrolanguage, such as ``no``, ``nb`` and ``nn``, count as one language.

Source: datasets resources/multilingualities.json; ISO 639-3, macrolanguages; 32 of 2,426 real dataset cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.source import Span
from cardlint.rule_kit import related
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import vocabulary

_ONE, _SEVERAL = "monolingual", "multilingual"
_CODE = "code"  # the Hub's language for programs, however many programming languages there are


def check(card: Card) -> Iterator[Found]:
    words: dict[str, Span] = dict(card.strings("multilinguality"))
    if len(words) != 1:
        return
    ((word, span),) = words.items()
    named = {code.lower().replace("_", "-").partition("-")[0] for code, _ in card.strings("language")}
    if word == _ONE and len({_macrolanguage(code) for code in named - {_CODE}}) > 1:
        number = len(named - {_CODE})
        message = f"the dataset is `{_ONE}` but lists {number} languages; use `{_SEVERAL}` or `translation`"
        yield Found(span, message, related=related.to_key(card, "language", f"{number} languages"))
    elif word == _SEVERAL and len(named) == 1 and named.isdisjoint((_CODE, _SEVERAL, "mul")):
        message = f"the dataset is `{_SEVERAL}` but lists one language; add the others, or use `{_ONE}`"
        yield Found(span, message, related=related.to_key(card, "language", "one language"))


def _macrolanguage(code: str) -> str:
    """Return the language of ISO 639-3 that ``code`` means or is part of."""
    languages = vocabulary("languages")
    three = languages[code].get("iso639_3", code) if code in languages else code
    macrolanguage: str = languages.data["members"].get(three, three)
    return macrolanguage


RULE = Rule(
    name="contradictory-multilinguality",
    code="CL215",
    category="metadata",
    severity=Severity.WARNING,
    kinds=(Kind.DATASET,),
    fields=("multilinguality",),
    check=check,
    examples=(
        Example(
            bad="language: [en, de]\nmultilinguality:\n- «monolingual»",
            good="language: [en, de]\nmultilinguality:\n- multilingual",
            kind=Kind.DATASET,
            message="the dataset is `monolingual` but lists 2 languages; use `multilingual` or `translation`",
        ),
        Example(
            bad="language: en\nmultilinguality: [«multilingual»]",
            good="language: code\nmultilinguality: [multilingual]",
            kind=Kind.DATASET,
        ),
        Example(
            bad="language: [en, fr, en-GB]\nmultilinguality: [«monolingual»]",
            good="language: [en, en-GB]\nmultilinguality: [monolingual]",
            kind=Kind.DATASET,
        ),
    ),
    silent=(
        Example(good="language: [fil, tl]\nmultilinguality: [monolingual]", kind=Kind.DATASET),
        Example(good="language: ['no', nb, nn, nno]\nmultilinguality: [monolingual]", kind=Kind.DATASET),
        Example(good="language: [ar, arz]\nmultilinguality: [monolingual]", kind=Kind.DATASET),
        Example(good="language: [ckb, ku]\nmultilinguality: [monolingual]", kind=Kind.DATASET),
    ),
)
