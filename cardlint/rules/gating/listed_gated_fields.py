"""Fields of the access form as a list are not read: the form asks for nothing, or for 0, 1 and 2.

Write each label as a key with its type, without dashes.

Source: @huggingface/hub 2.17.5, where the fields are a mapping, as in all 22 real cards that have them; the template
of dataset cards draws a list.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Edit, Fix, Severity, Verdict
from cardlint.front_matter.node import Mapping, Sequence
from cardlint.kind import Kind
from cardlint.rule import Example, Found, Rule
from cardlint.source import Span


def check(card: Card) -> Iterator[Found]:
    for breach in card.violations("listed-gated-fields"):
        fix = _merged(card, breach.node) if isinstance(breach.node, Sequence) else None
        message = "extra_gated_fields is a list, which is not read; write each label as a key, without dashes"
        yield Found(breach.span, message, fix, hub=breach.hub)


def _merged(card: Card, fields: Sequence) -> Fix | None:
    """Return how to make one mapping of a block list of mappings; None where they are something else."""
    labels: list[str | int] = []
    edits: list[Edit] = []
    text = card.source.text
    for item in fields.items:
        dash = text.rfind("-", 0, item.start)
        if not isinstance(item, Mapping) or item.flow or not item.entries or text[dash + 1 : item.start].strip(" "):
            return None
        labels += item.index
        edits.append(Edit(Span(dash, dash + 1), " "))  # the labels stay in their columns
    if fields.flow or len(set(labels)) < len(labels) or not set(labels).isdisjoint(("type", "options", "name")):
        return None
    return Fix("make a mapping of the list", tuple(edits)) if edits else None


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
            message="extra_gated_fields is a list, which is not read; write each label as a key, without dashes",
        ),
        Example(
            bad="«extra_gated_fields»:\n  - Name: text # of a person\n  - Company: text\n    Town: text",
            good="extra_gated_fields:\n    Name: text # of a person\n    Company: text\n    Town: text",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="«extra_gated_fields»:\n- name: Company\n  type: text",
            good="extra_gated_fields:\n  Company: text",
        ),
        Example(bad="«extra_gated_fields»: [Name, Company]", good="extra_gated_fields: {Name: text, Company: text}"),
    ),
)
