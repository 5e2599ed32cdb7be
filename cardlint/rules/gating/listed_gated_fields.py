"""The fields of the access form are a list, which the Hub does not read, so the form asks for nothing useful.

Write each label as a key with its type, without dashes.

Source: @huggingface/hub 2.17.5, where the fields are a mapping, as in all 22 real cards that have them; the template
of dataset cards shows a list.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Sequence
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Edit, Fix, Severity, Verdict
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule

_OWN = frozenset(("type", "options", "name"))  # keys of one field, not labels


def check(card: Card) -> Iterator[Found]:
    for breach in card.violations("listed-gated-fields"):
        fix = _merge(card, breach.node) if isinstance(breach.node, Sequence) else None
        message = "`extra_gated_fields` is a list, which the Hub does not read; write each label as a key, without `-`"
        yield Found(breach.span, message, fix, hub=breach.hub)


def _merge(card: Card, fields: Sequence) -> Fix | None:
    """Return the fix that makes one mapping out of a list of mappings in the same style; None for anything else."""
    items = [item for item in fields.items if isinstance(item, Mapping) and item.entries and item.flow == fields.flow]
    labels = [label for item in items for label in item.index]
    if not labels or len(items) < len(fields.items) or len(set(labels)) < len(labels) or not _OWN.isdisjoint(labels):
        return None
    edits = _in_braces(card, fields, items) if fields.flow else _without_dashes(card, items)
    return Fix("turn the list into a mapping", tuple(edits)) if edits else None


def _without_dashes(card: Card, items: list[Mapping]) -> list[Edit]:
    edits: list[Edit] = []
    text = card.source.text
    for item in items:
        dash = text.rfind("-", 0, item.start)
        if text[dash + 1 : item.start].strip(" "):
            return []
        edits.append(Edit(Span(dash, dash + 1), " "))  # the labels stay in their columns
    return edits


def _in_braces(card: Card, fields: Sequence, items: list[Mapping]) -> list[Edit]:
    text = card.source.text
    parts = []
    for item in items:
        first, last = item.entries[0].span.start, item.entries[-1].span.end
        if (text[item.start : first].strip(), text[last : item.end].strip()) not in (("{", "}"), ("", "")):
            return []  # an alias, or a comment
        parts.append(text[first:last])
    is_plain = text[fields.start] == "[" and "\n" not in card.source.slice(fields.span)
    return [Edit(fields.span, f"{{{', '.join(parts)}}}")] if is_plain else []


RULE = Rule(
    name="listed-gated-fields",
    code="CL200",
    category="gating",
    severity=Severity.WARNING,
    hub=Verdict.UNKNOWN,
    check=check,
    breach=True,
    kinds=(Kind.MODEL, Kind.DATASET),
    fields=("extra_gated_fields",),
    examples=(
        Example(
            bad="«extra_gated_fields»:\n- Name: text\n- Country:\n    type: country\n- I agree: checkbox",
            good="extra_gated_fields:\n  Name: text\n  Country:\n    type: country\n  I agree: checkbox",
            fixed=True,
            message="`extra_gated_fields` is a list, which the Hub does not read; write each label as a key, without `-`",
        ),
        Example(
            bad="«extra_gated_fields»:\n  - Name: text # of a person\n  - Company: text\n    Town: text",
            good="extra_gated_fields:\n    Name: text # of a person\n    Company: text\n    Town: text",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="«extra_gated_fields»: [{Name: text}, { Use: {type: select, options: [a]} }]",
            good="extra_gated_fields: {Name: text, Use: {type: select, options: [a]}}",
            fixed=True,
        ),
        Example(
            bad="«extra_gated_fields»: [Name: text, Country: country]",
            good="extra_gated_fields: {Name: text, Country: country}",
            fixed=True,
        ),
        Example(
            bad="«extra_gated_fields»:\n- name: Company\n  type: text",
            good="extra_gated_fields:\n  Company: text",
        ),
        Example(bad="«extra_gated_fields»: [Name, Company]", good="extra_gated_fields: {Name: text, Company: text}"),
        Example(bad="«extra_gated_fields»:\n  - &a\n   Name: text", good="extra_gated_fields:\n  Name: text"),
    ),
)
