"""The Hub rejects a push with a ``short_description`` of more than 60 characters.

Shorten it. The line break at the end of a folded text counts too; ``>-`` removes it.

Source: the Hub's message ``"short_description" length must be less than or equal to 60 characters long``; its validator
counts UTF-16 units, in which most emoji are two.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Node
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.findings.source import Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("short_description")
    if entry is None or not isinstance(entry.value.data, str):
        return
    text, span = entry.value.data, entry.value.span
    limit = vocabulary("spaces").data["limits"]["short_description_max_chars"]
    if len(text) > limit:
        fix = _without_spaces(card, entry.value) if len(text.strip()) <= limit else None
        why = ", including the white space around it" if fix is not None else ""
        yield Found(
            span, f"the Hub rejects a `short_description` of {len(text):,} characters{why}; shorten it to {limit}", fix
        )
    elif (units := len(text) + sum(character > "\uffff" for character in text)) > limit:
        message = f"`short_description` may be {units} characters to the Hub, which counts most emoji as two"
        yield Found(span, f"{message}; shorten it to {limit}", hub=Verdict.UNKNOWN, severity=Severity.WARNING)


def _without_spaces(card: Card, node: Node) -> Fix | None:
    """Return the fix that removes the spaces around a text, or the line break of a block."""
    written = card.source.slice(node.span)
    if written[:1] in ("|", ">"):
        if written[1:2] not in ("\n", "\r"):
            return None
        edit = Edit(Span(node.start, node.start + 1), f"{written[0]}-")
    else:
        edit = edits.replace(card.source, node, str(node.data).strip())
    return Fix("remove the white space around the text", (edit,), Applicability.SAFE)


RULE = Rule(
    name="long-short-description",
    code="CL261",
    category="space",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    kinds=(Kind.SPACE,),
    fields=("short_description",),
    check=check,
    examples=(
        Example(
            bad=f"short_description: «{'a' * 61}»",
            good=f"short_description: {'a' * 60}",
            kind=Kind.SPACE,
            message="the Hub rejects a `short_description` of 61 characters; shorten it to 60",
        ),
        Example(
            bad=f"short_description: «>\n  {'a' * 60}»\nsdk: static",
            good=f"short_description: >-\n  {'a' * 60}\nsdk: static",
            kind=Kind.SPACE,
            fixed=True,
        ),
        Example(
            bad=f'short_description: «"{"a" * 60} "»',
            good=f'short_description: "{"a" * 60}"',
            kind=Kind.SPACE,
            fixed=True,
        ),
        Example(
            bad=f"short_description: «{'a' * 59}🚀»",
            good=f"short_description: {'a' * 58}🚀",
            kind=Kind.SPACE,
            message="`short_description` may be 61 characters to the Hub, which counts most emoji as two; shorten it to 60",
        ),
    ),
)
