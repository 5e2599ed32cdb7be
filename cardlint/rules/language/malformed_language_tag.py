"""Tools that read ``language_bcp47`` understand only BCP-47 tags.

Write a language code followed, after hyphens, by a script, a region or a variant: ``pt-BR``, ``zh-Hant-TW``. Only the
form is checked.

Source: RFC 5646, section 2.1.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.language._codes import identify
from cardlint.system.lazy_pattern import pattern

_TAG = pattern(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*|[xXiI](?:-[A-Za-z0-9]{1,8})+")


def check(card: Card) -> Iterator[Found]:
    for _, node in card.values("language_bcp47"):
        word = node.data
        if not isinstance(word, str) or _TAG.fullmatch(word):
            continue
        hyphened = word.strip().replace("_", "-")
        if _TAG.fullmatch(hyphened):
            fix = Fix(f"replace with {quote(hyphened)}", (edits.replace(card.source, node, hyphened),))
            yield Found(node.span, f"{quote(word)} is not a BCP-47 tag; use {quote(hyphened)}", fix)
            continue
        match = identify(word)
        hint = f"did you mean `{match.codes[0]}`?" if match is not None else "write a tag such as `pt-BR`"
        yield Found(node.span, f"{quote(word)} is not a BCP-47 tag; {hint}")


RULE = Rule(
    name="malformed-language-tag",
    code="CL099",
    category="language",
    severity=Severity.WARNING,
    check=check,
    fields=("language_bcp47",),
    yields_to=("comma-list",),
    examples=(
        Example(
            bad="language_bcp47:\n- pt-BR\n- «zh_Hant_TW»\n",
            good="language_bcp47:\n- pt-BR\n- zh-Hant-TW\n",
            fixed=True,
            message="`zh_Hant_TW` is not a BCP-47 tag; use `zh-Hant-TW`",
        ),
        Example(
            bad="language_bcp47: [«English», «'?'»]",
            good="language_bcp47: [en-US, x-private]",
            message="`English` is not a BCP-47 tag; did you mean `en`?",
        ),
    ),
)
