"""A code that is not assigned to a language is useless: nobody filters for it.

The Hub checks only the form and accepts any two or three letters. Look up the language in ISO 639; use ``und`` for an
unknown language and ``zxx`` for no language at all.

Source: ISO 639-1, 639-3 and 639-5; 11 of 7,116 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.language._codes import CODE, find_languages, slips
from cardlint.vocabulary import languages


class _Unassigned:
    """The words that have the form of a code but are not assigned to a language."""

    def __contains__(self, word: object) -> bool:
        known = languages()
        if word in known.data["entries"] or not isinstance(word, str) or not CODE.fullmatch(word):
            return False
        return word not in known


_UNASSIGNED = _Unassigned()


def check(card: Card) -> Iterator[Found]:
    for code, node in find_languages(card, _UNASSIGNED):
        if (meant := slips("programming").get(code)) is None:
            yield Found(node.span, f"`{code}` is not a language code; look up the language in ISO 639")
        else:
            fix = Fix(f"replace with `{meant}`", (edits.replace(card.source, node, meant),), Applicability.UNSAFE)
            yield Found(node.span, f"`{code}` is not a language code; use `{meant}` for programming languages", fix)


RULE = Rule(
    name="unassigned-language",
    code="CL091",
    category="language",
    severity=Severity.WARNING,
    check=check,
    fields=("language",),
    yields_to=("withdrawn-language", "country-as-language", "bibliographic-language", "repeated-language"),
    examples=(
        Example(
            bad="language: «fw»",
            good="language: fy",
            message="`fw` is not a language code; look up the language in ISO 639",
        ),
        Example(bad="language: «php»", good="language: code", fixed=True),
        Example(bad="language:\n- en\n- «qqq»\n- «xx»", good="language:\n- en\n- und\n- zxx"),
    ),
    silent=(Example(good="language: [1, English]"),),
)
