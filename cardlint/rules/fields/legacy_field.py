"""A legacy field is no longer read, or another field has replaced it.

Write the new field; the message names it if there is one.

Source: the changes of the card specifications in hub-docs, with the dates that the schemas note.
"""

from collections.abc import Iterator
from functools import cache

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.schema import fields
from cardlint.findings.diagnostic import Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.rule_kit import related
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.fields._renaming import deletion, renaming


def check(card: Card) -> Iterator[Found]:
    if card.root is None:
        return
    past = _past(card.kind.value)
    for name in card.fields.keys() & past.keys():
        description, instead = past[name]
        entry = card.root.index[name]
        fix = None if instead is None else (deletion if instead in card.fields else renaming)(card, entry, instead)
        other = () if instead is None else related.to_key(card, instead, f"{quote(instead)} is here")
        alike = SharedCause("fields are outdated", description, quote(name)) if instead is None else None
        message = f"the field {quote(name)} is outdated: {description}"
        yield Found(entry.key.span, message, fix, related=other, alike=alike)


@cache
def _past(kind: str) -> dict[str, tuple[str, str | None]]:
    """Return the legacy fields: name → what became of it, and the field that replaced it."""
    return {
        name: (_as_clause(part.get("description", "")), part.get("x-instead"))
        for name, part in fields.known(kind).items()
        if part.get("x-status") == "legacy" and part.get("x-rule") != "forbidden-field"
    }


def _as_clause(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


RULE = Rule(
    name="legacy-field",
    code="CL049",
    category="fields",
    severity=Severity.INFO,
    check=check,
    examples=(
        Example(bad="«finetuned_from»: gpt2", good="base_model: gpt2", fixed=True),
        Example(bad="«finetuned_from»: a/b\nbase_model: [a/b, c/d]", good="base_model: [a/b, c/d]", fixed=True),
        Example(bad="«finetuned_from»: a/b\nbase_model: c/d", good="base_model: c/d"),
        Example(bad="«config_names»: [en]", good="license: mit", kind=Kind.DATASET),
    ),
)
