"""A code that ISO 639 has withdrawn is not the current filter value: a filter for Hebrew does not find ``iw``.

Write the code that replaced it: ``he`` for ``iw``, ``id`` for ``in``, ``yi`` for ``ji``, ``jv`` for ``jw``, ``ro``
for ``mo``. ``bh`` was the code of a group of languages; write the code of the language itself. ``in`` next to another language may
mean India.

Source: ISO 639-1 (1989 to 2008); the Hub accepts the old codes, and cards of August 2026 carry jw and iw.
"""

from collections.abc import Iterator, Mapping

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.language._codes import replacements, slips
from cardlint.vocabulary import languages


def check(card: Card) -> Iterator[Found]:
    known = languages()
    countries = slips("withdrawn_and_country")
    listed = {word for word, _ in card.strings("language")}
    for code, now, node, fix in replacements(card, known.data["withdrawn"]):
        name = known.name_of(now)
        if known[now].get("collective"):
            message = f"`{code}` was withdrawn from ISO 639; write the code of the language, one of the {name}"
            yield Found(node.span, message)
        elif code in countries and len(listed) > 1:
            message = f"`{code}` is {countries[code]}, and is no longer a language; did you mean `{now}` ({name})?"
            yield Found(node.span, message, _unsure(fix, code, listed, slips("regions")))
        else:
            yield Found(node.span, f"`{code}` was withdrawn from ISO 639; use `{now}` ({name})", fix)


def _unsure(fix: Fix | None, code: str, listed: set[str], regions: Mapping[str, str]) -> Fix | None:
    """Return ``fix`` as an unsafe one; None if ``code`` is a country of all other languages, such as India of Hindi."""
    if fix is None or all(f"{other}-{code}" in regions for other in listed - {code}):
        return None
    return fix._replace(applicability=Applicability.UNSAFE)


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
        Example(bad="language: «in»", good="language: id", fixed=True),
        Example(
            bad="language: [hi, «in»]",
            good="language: [hi, en]",
            message="`in` is India, and is no longer a language; did you mean `id` (Indonesian)?",
        ),
        Example(bad="language: [ms, jv, «in»]", good="language: [ms, jv, id]", fixed=True),
        Example(
            bad="language: «bh»",
            good="language: bho",
            message="`bh` was withdrawn from ISO 639; write the code of the language, one of the Bihari languages",
        ),
    ),
)
