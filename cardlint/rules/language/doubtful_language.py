"""The codes of some small languages are also codes of countries: ``kr`` is Kanuri, spoken in Nigeria; Korean is ``ko``.

``unk`` is a language of Brazil; an unknown language is ``und``. ``ber`` is a group, the Berber languages, and a filter for
Kabyle (``kab``) does not find it. Reported only if the card names few languages and its text does not mention the small one
or the group. Write the code of the language that is meant.

Source: ISO 639 and ISO 3166; 36 of 7,116 real cards.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.language._codes import find_languages, slips
from cardlint.vocabulary import languages

_FEW = 3


class _Doubtful:
    """The codes of small languages that are also those of countries, and of groups of languages."""

    def __contains__(self, word: object) -> bool:
        return word in _meant() or (isinstance(word, str) and languages().is_group(word))


_DOUBTFUL = _Doubtful()


@cache
def _meant() -> Mapping[str, tuple[str, ...]]:
    table = {code: (meant,) for code, meant in slips("doubtful").items()}
    return table | {code: tuple(meant) for code, meant in languages().data["doubtful"].items()}


def check(card: Card) -> Iterator[Found]:
    known = languages()
    data = card.fields.get("language")
    if isinstance(data, list) and len(data) > _FEW:
        return
    for code, node in find_languages(card, _DOUBTFUL):
        meant = _meant().get(code, ())
        name = known.name_of(code) or code
        if any(word in meant for word, _ in card.strings("language")) or name.lower() in card.body.lower():
            continue
        if not meant:
            message = f"`{code}` is a group of languages, {name}; list the code of each that is meant"
            yield Found(node.span, message)
            continue
        choice = " or ".join(f"`{each}` ({known.name_of(each)})" for each in meant)
        yield Found(node.span, f"the language `{code}` is {name}; did you mean {choice}?")


RULE = Rule(
    name="doubtful-language",
    code="CL094",
    category="language",
    severity=Severity.INFO,
    check=check,
    fields=("language",),
    examples=(
        Example(
            bad="language: «kr»",
            good="language: ko",
            message="the language `kr` is Kanuri; did you mean `ko` (Korean)?",
        ),
        Example(
            bad="language: «ber»",
            good="language: [kab, rif]",
            message="`ber` is a group of languages, Berber languages; list the code of each that is meant",
        ),
        Example(bad="language: [en, «nah»]", good="language: [en, nch]"),
        Example(bad="language:\n- en\n- «br»", good="language:\n- en\n- br\n- pt"),
        Example(
            bad="language: «unk»",
            good="language: und",
            message="the language `unk` is Enawené-Nawé; did you mean `und` (Undetermined)?",
        ),
    ),
)
