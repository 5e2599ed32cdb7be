"""The Hub rejects a push with a language that is not a language code.

Write the ISO 639 code: two letters, or three if the language has no two-letter code; ``code`` for programming languages,
``multilingual`` for many. Regions and scripts, such as ``pt-BR``, belong in ``language_bcp47`` of a dataset.

Source: the Hub's validator answers that the value "must be an ISO 639-1, 639-2 or 639-3 code (two/three letters), or
a special value like "code", "multilingual""; 236 values in 178 of 7,116 real cards.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.schema.violation import Violation
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, SharedCause, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.language._codes import LONGEST_NAME, LanguageMatch, identify, is_mixture
from cardlint.vocabulary import languages

_TAGS = "language_bcp47"  # of datasets; nothing is known to read it on models
_NO_CODE = "is not a language code; write two or three letters, such as `en`"
_SUGGESTIONS = 20  # a card with more unknown languages gets no further suggestions, which take time


def check(card: Card) -> Iterator[Found]:
    for number, violation in enumerate(card.violations("invalid-language")):
        word = violation.found
        match = identify(word)
        if match is None:
            message = f"{quote(word)} {_advice(word, with_guess=number < _SUGGESTIONS)}"
            yield Found(violation.span, message, hub=violation.hub)
        else:
            message, alike = _message(card, word, match, is_item=len(violation.path) > 1), _alike(card, word, match)
            yield Found(violation.span, message, _fix(card, violation, match), hub=violation.hub, alike=alike)


def _advice(word: str, *, with_guess: bool) -> str:
    """Return what to say of a word that means no language that is known."""
    if len(word) > LONGEST_NAME or not with_guess:
        return _NO_CODE
    if is_mixture(word):
        return "is a mixture of languages; list the code of each"
    if (group := languages().group(word.strip())) is not None:
        return f"is a group of languages; list the code of each, or `{group}` for the group"
    guess = _guess(word)
    return f"is not a language code; did you mean `{guess}`?" if guess is not None else _NO_CODE


def _guess(word: str) -> str | None:
    """Return the code of the language whose name is spelled almost like ``word``, if there is exactly one."""
    known = languages()
    near = set(known.suggest(word)) if len(word) > 4 else set()
    named = known.alias(re.split("[-_ ]", word, maxsplit=1)[0])  # ``english-kbp``
    return near.pop() if len(near) == 1 and near <= {known.misspelled(word), named} else None


def _message(card: Card, word: str, match: LanguageMatch, *, is_item: bool) -> str:
    if match.tag is not None:
        kept = f", and `{match.tag}` in `{_TAGS}`" if card.kind is Kind.DATASET else ""
        return f"{quote(word)} is a BCP-47 tag, not a language code; write `{match.codes[0]}`{kept}"
    if len(match.codes) > 1:
        what = "is a mixture of languages" if match.is_mixture else "is several languages in one value"
        return f"{quote(word)} {what}; {_listing(match.codes, is_item)}"
    return f"{quote(word)} is not a language code; did you mean `{match.codes[0]}`?"


def _listing(codes: tuple[str, ...], is_item: bool) -> str:
    *others, last = codes
    if is_item:
        return f"list {', '.join(map(quote, others))} and {quote(last)}"
    return f"write {quote('[' + ', '.join(codes) + ']', 60)}"


def _alike(card: Card, word: str, match: LanguageMatch) -> SharedCause | None:
    if match.tag is not None:
        kept = f", and the tags in `{_TAGS}`" if card.kind is Kind.DATASET else ""
        name, label = f"{quote(word)} for `{match.codes[0]}`", f"write `{match.codes[0]}`"
        return SharedCause("values are BCP-47 tags, not language codes", f"write the codes{kept}", name, label)
    if len(match.codes) > 1:
        return SharedCause("values are several languages each", "list each language once", quote(word))
    return None


def _fix(card: Card, violation: Violation, match: LanguageMatch) -> Fix | None:
    node = violation.node
    if node is None:
        return None
    codes = ", ".join(edits.to_yaml(code) for code in match.codes)
    if len(match.codes) == 1:
        change = edits.replace(card.source, node, match.codes[0])
    elif len(violation.path) == 1:
        change = Edit(node.span, f"[{codes}]")
    else:
        return None  # the items of a list of pairs, such as en-de and de-en, would repeat one another
    title = f"replace with {quote(codes if len(match.codes) == 1 else f'[{codes}]', 60)}"
    fix = Fix(title, (change,), Applicability.SAFE if match.certain else Applicability.UNSAFE)
    return _with_tag(card, fix, match.tag) if match.tag is not None and card.kind is Kind.DATASET else fix


def _with_tag(card: Card, fix: Fix, tag: str) -> Fix | None:
    """Return ``fix`` with the tag added to ``language_bcp47``; None if it cannot be written there."""
    if any(word == tag for word, _ in card.strings(_TAGS)):
        return fix
    edit = edits.add_to_field(card, _TAGS, tag)
    return fix._replace(title=f"{fix.title}, and add `{tag}` to `{_TAGS}`", edits=(*fix.edits, edit)) if edit else None


RULE = Rule(
    name="invalid-language",
    code="CL090",
    category="language",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    check=check,
    breach=True,
    fields=("language",),
    yields_to=("comma-list",),
    examples=(
        Example(
            bad="language: «English»",
            good="language: en",
            fixed=True,
            message="`English` is not a language code; did you mean `en`?",
        ),
        Example(bad="language:\n- «EN»\n- «'FR'»\n", good="language:\n- en\n- 'fr'\n", fixed=True),
        Example(bad='language: [«"en."», «" de"»]', good='language: ["en", "de"]', fixed=True),
        Example(
            bad="language:\n- «pt-BR»\n- «zh_hant_tw»\n",
            good="language:\n- pt\n- zh\n",
            fixed=True,
            message="`pt-BR` is a BCP-47 tag, not a language code; write `pt`",
        ),
        Example(
            bad="language:\n- «en-US»\n- «de_at»\nlanguage_bcp47: [en-US, en-GB]",
            good="language:\n- en\n- de\nlanguage_bcp47: [en-US, en-GB, de-AT]",
            kind=Kind.DATASET,
            fixed=True,
            message="`en-US` is a BCP-47 tag, not a language code; write `en`, and `en-US` in `language_bcp47`",
        ),
        Example(
            bad="language: «pt-BR»\nlicense: mit",
            good="language: pt\nlicense: mit\nlanguage_bcp47: [pt-BR]",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="language: «en-ru»",
            good="language: [en, ru]",
            fixed=True,
            message="`en-ru` is several languages in one value; write `[en, ru]`",
        ),
        Example(bad="language: «Italian French»", good="language: [it, fr]", fixed=True),
        Example(
            bad="language: «hinglish»",
            good="language: [hi, en]",
            fixed=True,
            message="`hinglish` is a mixture of languages; write `[hi, en]`",
        ),
        Example(
            bad="language: [en, «Spanglish»]",
            good="language: [en, es]",
            message="`Spanglish` is a mixture of languages; list `es` and `en`",
        ),
        Example(bad="language: «code-mixed Hindi-English»", good="language: [hi, en]"),
        Example(
            bad="language:\n- «singlish»\n- «code-switched»",
            good="language:\n- en\n- ms",
            message="`singlish` is a mixture of languages; list the code of each",
        ),
        Example(
            bad="language: «Slavic»",
            good="language: [cs, pl]",
            message="`Slavic` is a group of languages; list the code of each, or `sla` for the group",
        ),
        Example(bad="language: «iw-IL»", good="language: he", fixed=True),
        Example(bad="language: [en, «python», «JP»]", good="language: [en, code, ja]", fixed=True),
        Example(
            bad="language: «protein»",
            good="language: zxx",
            message="`protein` is not a language code; write two or three letters, such as `en`",
        ),
    ),
)
