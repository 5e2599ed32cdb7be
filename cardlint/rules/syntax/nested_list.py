"""A list inside a list is rejected where the Hub expects a list of words.

``- [a, b]`` is a single item that is itself a list. Write one item per line, or one pair of brackets.

Source: the types of the Hub's own API, @huggingface/hub 2.17.5: lists of text.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Node, Scalar, Sequence, show
from cardlint.findings.diagnostic import Edit, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("wrong-type"):
        if isinstance(violation.path[-1], int) and isinstance(violation.found, list):
            outer = card.node(*violation.path[:-1])
            yield Found(
                violation.span,
                f"{quote(show(violation.path[:-1]))} has a list inside a list; write one flat list",
                _fix(card, outer, violation.node),
                hub=violation.hub,
                severity=violation.severity,
            )


def _fix(card: Card, outer: Node | None, inner: Node | None) -> Fix | None:
    """Remove the inner brackets: inside brackets the items stay as they are, after a dash each gets a line of its own."""
    if not isinstance(outer, Sequence) or not isinstance(inner, Sequence) or not inner.items:
        return None
    if not inner.flow:
        lines = edits.unwrap_block(card.source, outer, inner)
        return Fix("write one item per line", lines) if lines is not None else None
    text = card.source.text
    if not all(isinstance(item, Scalar) and item.start < item.end for item in inner.items):
        return None
    if not all(inner.start < item.start < inner.end for item in inner.items):
        return None  # an alias, whose value is elsewhere
    items = [card.source.slice(item.span) for item in inner.items]
    if outer.flow:
        return Fix("remove the inner brackets", (Edit(inner.span, ", ".join(items)),))
    begin = text.rfind("\n", 0, inner.start) + 1
    lead = text[begin : inner.start]
    if lead.strip() != "-":
        return None
    return Fix("write one item per line", (Edit(inner.span, f"{card.source.line_end}{lead}".join(items)),))


RULE = Rule(
    name="nested-list",
    code="CL036",
    category="syntax",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    signs=("breach:wrong-type",),
    examples=(
        Example(
            bad="tags:\n- «[a, b]»\n- c",
            good="tags:\n- a\n- b\n- c",
            fixed=True,
            message="`tags` has a list inside a list; write one flat list",
        ),
        Example(
            bad="tags:\n  - «- a\n    # odd\n    - b»\n  - c\nlicense: mit",
            good="tags:\n  - a\n  # odd\n  - b\n  - c\nlicense: mit",
            fixed=True,
        ),
        Example(bad="tags: [«[a, 'b']»]", good="tags: [a, 'b']", fixed=True),
        Example(bad="tags:\n- «[]»\n- a", good="tags: [a]"),
        Example(bad="tags:\n- «[[a]]»\n- b", good="tags: [a, b]"),
        Example(bad="license: &l mit\ntags:\n- «[*l]»\n- b", good="license: mit\ntags: [mit, b]"),
    ),
)
