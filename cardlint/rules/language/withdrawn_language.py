"""A code that ISO 639 has withdrawn is not the current filter value: a filter for Hebrew does not find ``iw``.

Write the code that replaced it: ``he`` for ``iw``, ``id`` for ``in``, ``yi`` for ``ji``, ``jv`` for ``jw``, ``ro``
for ``mo``. If the code was split, or was that of a group or a macrolanguage, as ``bh`` and ``sh`` were, write the code of the
language itself. ``in`` next to another language may mean India.

Source: ISO 639-1 (1989 to 2008) and the retirements of ISO 639-3; the Hub accepts the old codes, and cards of August
2026 carry jw and iw.
"""

from collections.abc import Iterator, Mapping

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.language._codes import find_languages, replacing, slips
from cardlint.vocabulary import languages

_MOST_NAMED = 3


class _Withdrawn:
    """The codes that ISO has withdrawn."""

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and languages().withdrawn_into(word) is not None


_WITHDRAWN = _Withdrawn()


def check(card: Card) -> Iterator[Found]:
    known = languages()
    countries = slips("withdrawn_and_country")
    listed = {word for word, _ in card.strings("language")}
    for code, node in find_languages(card, _WITHDRAWN):
        now, *others = known.withdrawn_into(code) or ("",)
        name = known.name_of(now)
        fix = replacing(card, node, now) if now and not others and now not in listed else None
        if not now:
            yield Found(node.span, f"`{code}` was withdrawn from ISO 639 without a successor; look up the language")
        elif others:
            yield Found(node.span, f"`{code}` was split into several languages; use {_choice((now, *others))}")
        elif known.is_group(now):
            message = f"`{code}` was withdrawn from ISO 639; write the code of the language, one of the {name}"
            yield Found(node.span, message)
        elif members := known.members(now):
            message = f"`{code}` was withdrawn from ISO 639; use {_choice(members)}, or the macrolanguage `{now}`"
            yield Found(node.span, message, fix)
        elif code in countries and len(listed) > 1:
            message = f"`{code}` is {countries[code]}, and is no longer a language; did you mean `{now}` ({name})?"
            yield Found(node.span, message, _unsure(fix, code, listed, slips("regions")))
        else:
            yield Found(node.span, f"`{code}` was withdrawn from ISO 639; use `{now}` ({name})", _reviewed(fix, code))


def _choice(codes: tuple[str, ...]) -> str:
    """Return a few of ``codes``, for a message."""
    *others, last = (*map(quote, codes[:_MOST_NAMED]), *(["another"] if len(codes) > _MOST_NAMED else []))
    return f"{', '.join(others)} or {last}"


def _unsure(fix: Fix | None, code: str, listed: set[str], regions: Mapping[str, str]) -> Fix | None:
    """Return ``fix`` as an unsafe one; None if ``code`` is a country of all other languages, such as India of Hindi."""
    if fix is None or all(f"{other}-{code}" in regions for other in listed - {code}):
        return None
    return fix._replace(applicability=Applicability.UNSAFE)


def _reviewed(fix: Fix | None, code: str) -> Fix | None:
    """Return ``fix`` as an unsafe one if the language of ``code`` may be part of one with more speakers now."""
    is_renamed = code in languages().data["withdrawn"]
    return fix if fix is None or is_renamed else fix._replace(applicability=Applicability.UNSAFE)


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
        Example(
            bad="language:\n- «sh»\n- en\n- «jw»",
            good="language:\n- hbs\n- en\n- jv",
            fixed=True,
            message="`sh` was withdrawn from ISO 639; use `bs`, `hr` or `sr`, or the macrolanguage `hbs`",
        ),
        Example(
            bad="language: [«mol»]",
            good="language: [ro]",
            fixed=True,
            message="`mol` was withdrawn from ISO 639; use `ro` (Romanian)",
        ),
        Example(
            bad="language: «eml»",
            good="language: egl",
            message="`eml` was split into several languages; use `egl` or `rgn`",
        ),
        Example(bad="language: «bhk»", good="language: ubl"),
        Example(
            bad="language: «amd»",
            good="language: en",
            message="`amd` was withdrawn from ISO 639 without a successor; look up the language",
        ),
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
