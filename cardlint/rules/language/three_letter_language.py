"""The Hub filters by two-letter codes: a filter for English (``en``) does not find ``eng``.

Use a three-letter code only for a language without a two-letter code.

Source: 93 models of August 2026 have a three-letter code where there is one of two letters.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity, SharedCause
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.language._codes import replacements
from cardlint.vocabulary import languages


def check(card: Card) -> Iterator[Found]:
    known = languages()
    for code, short, node, fix in replacements(card, known.data["two_letter_forms"]):
        message = f"a filter for `{short}` does not find `{code}`; use `{short}` ({known.name_of(short)})"
        what = "languages are not found by the filter for their two-letter code"
        alike = SharedCause(what, "use that code", f"`{code}` for `{short}`", f"use `{short}`")
        yield Found(node.span, message, fix, alike=alike)


RULE = Rule(
    name="three-letter-language",
    code="CL095",
    category="language",
    severity=Severity.INFO,
    check=check,
    fields=("language",),
    yields_to=("repeated-language",),
    examples=(
        Example(
            bad="language: «eng»",
            good="language: en",
            fixed=True,
            message="a filter for `en` does not find `eng`; use `en` (English)",
        ),
        Example(bad="language:\n- «nor»\n- haw", good='language:\n- "no"\n- haw', fixed=True),
    ),
)
