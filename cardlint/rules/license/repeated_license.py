"""A license that is listed twice, or ``unknown`` next to a known license, leaves the reader in doubt.

Remove the extra item.

Source: style; the Hub accepts both.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Sequence
from cardlint.findings.diagnostic import Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    node = card.node("license")
    if not isinstance(node, Sequence) or len(node.items) < 2:
        return
    seen: set[str] = set()
    for index, item in enumerate(node.items):
        word = item.data
        if not isinstance(word, str):
            continue
        if word in seen:
            deleted = edits.delete_item(card.source, node, index)
            fix = Fix("remove the duplicate", (deleted,)) if deleted is not None else None
            yield Found(item.span, f"the license {quote(word)} is listed twice; remove the duplicate", fix)
        elif word == "unknown":
            yield Found(item.span, "`unknown` contradicts the other licenses in the list; remove it")
        seen.add(word)


RULE = Rule(
    name="repeated-license",
    code="CL083",
    category="license",
    severity=Severity.WARNING,
    check=check,
    fields=("license",),
    examples=(
        Example(
            bad="license:\n- mit\n- cc-by-4.0\n- «mit»\n",
            good="license:\n- mit\n- cc-by-4.0\n",
            fixed=True,
            message="the license `mit` is listed twice; remove the duplicate",
        ),
        Example(bad="license: [mit, «unknown»]", good="license: [mit]"),
    ),
    silent=(
        Example(good="license: [1, 1]"),
        Example(good="license: [unknown]"),
    ),
)
