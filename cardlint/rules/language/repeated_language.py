"""A language that is listed twice, under one code or two, adds nothing.

``en`` and ``eng`` are the same language. Keep the two-letter code, which people filter by.

Source: style; the Hub accepts both.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Sequence
from cardlint.findings.diagnostic import Fix, Related, Severity, SharedCause
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.language._codes import CODE
from cardlint.vocabulary import languages


def check(card: Card) -> Iterator[Found]:
    node = card.node("language")
    if not isinstance(node, Sequence) or len(node.items) < 2:
        return
    known = languages()
    words = [item.data if isinstance(item.data, str) else "" for item in node.items]
    spans = {word: item.span for word, item in reversed([*zip(words, node.items, strict=True)])}
    seen: set[str] = set()
    for index, word in enumerate(words):
        if not CODE.fullmatch(word):
            continue
        other = known.two_letter_form(word) or known.bibliographic(word) or known.withdrawn(word)
        if word in seen:
            message = f"the language `{word}` is listed twice; remove the duplicate"
            first = Related(spans[word], "first here")
            alike = SharedCause("languages are listed twice", "remove the duplicates", f"`{word}`")
        elif other is not None and other in spans:
            message = f"`{other}` and `{word}` are the same language; keep `{other}`"
            first = Related(spans[other], "the same language")
            name, label = f"`{word}` for `{other}`", f"the same as `{other}`"
            alike = SharedCause("codes are of languages that are already listed", "remove them", name, label)
        else:
            seen.add(word)
            continue
        deleted = edits.delete_item(card.source, node, index)
        fix = Fix(f"remove `{word}`", (deleted,)) if deleted is not None else None
        yield Found(node.items[index].span, message, fix, related=(first,), alike=alike)


RULE = Rule(
    name="repeated-language",
    code="CL097",
    category="language",
    severity=Severity.WARNING,
    check=check,
    fields=("language",),
    examples=(
        Example(
            bad="language:\n- en\n- fr\n- «en»\n",
            good="language:\n- en\n- fr\n",
            fixed=True,
            message="the language `en` is listed twice; remove the duplicate",
        ),
        Example(
            bad="language: [«eng», en, de]",
            good="language: [en, de]",
            fixed=True,
            message="`en` and `eng` are the same language; keep `en`",
        ),
    ),
    silent=(Example(good="language: [English, English, 1, 1]"),),
)
