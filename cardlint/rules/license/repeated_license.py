"""A license that is listed twice, or ``unknown`` next to a single known one, leaves the reader in doubt.

Remove the extra item. Next to several licenses, ``unknown`` stands for parts of a collection whose license is not known.

Source: style; the Hub accepts both.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Sequence
from cardlint.findings.diagnostic import Fix, Related, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule

_UNKNOWN = "unknown"


def check(card: Card) -> Iterator[Found]:
    node = card.node("license")
    if not isinstance(node, Sequence) or len(node.items) < 2:
        return
    is_collection = len({word for word in node.data if isinstance(word, str)} - {_UNKNOWN}) > 1
    seen: dict[str, Span] = {}
    for index, item in enumerate(node.items):
        word = item.data
        if not isinstance(word, str):
            continue
        if word in seen:
            deleted = edits.delete_item(card.source, node, index)
            fix = Fix("remove the duplicate", (deleted,)) if deleted is not None else None
            message = f"the license {quote(word)} is listed twice; remove the duplicate"
            alike = SharedCause("licenses are listed twice", "remove the duplicates", quote(word))
            yield Found(item.span, message, fix, related=(Related(seen[word], "first here"),), alike=alike)
        elif word == _UNKNOWN and not is_collection:
            known = tuple(Related(each.span, "known license") for each in node.items if each.data != word)
            message = f"`{_UNKNOWN}` contradicts the other license in the list; remove it"
            yield Found(item.span, message, related=known[:1])
        seen.setdefault(word, item.span)


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
        Example(good="license: [mit, cc0-1.0, cc-by-4.0, cc-by-sa-4.0, odbl, gpl-3.0, apache-2.0, other, unknown]"),
        Example(good="license: [unknown, mit, apache-2.0]"),
    ),
)
