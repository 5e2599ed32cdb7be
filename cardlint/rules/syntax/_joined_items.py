"""List items that YAML joins with the item above, because their dash is indented too far, or is missing."""

import re
from collections.abc import Callable

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Path, Scalar, Sequence
from cardlint.findings.diagnostic import Applicability, Edit, Fix
from cardlint.findings.quoting import quote, shorten
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Found

_LINE_BREAK = r"[ \t]*\r?\n[ \t]*"
_DASH = r"-[ \t]+(?=\S)"


def joined_items(card: Card, path: Path, node: Scalar, fits: Callable[[str], bool] | None) -> Found | None:
    """Return the finding for the item ``node`` if it continues below with what was meant as further items; otherwise None.

    ``fits`` says which words the list takes; None if it takes any, so that only a dash shows that another item begins.
    """
    parent = card.node(*path[:-1])
    if not node.plain or not isinstance(parent, Sequence) or parent.flow or not isinstance(path[-1], int):
        return None
    lines = re.split(_LINE_BREAK, card.source.slice(node.span))
    if len(lines) < 2:
        return None
    text = card.source.text
    lead = text[text.rfind("\n", 0, node.start) + 1 : node.start]
    dashed = [re.match(_DASH, line) is not None for line in lines[1:]]
    if lead.strip() != "-" or (not all(dashed) and (any(dashed) or fits is None or not all(map(fits, lines)))):
        return None
    words = [lines[0], *(re.sub(_DASH, "", line, count=1) for line in lines[1:])]
    place = Span(node.end - len(lines[-1]), node.end) if len(lines) == 2 else node.span
    replacement = f"{card.source.line_end}{lead}".join(words)
    if all(dashed):
        message = f"{quote(lines[1])} is indented too far, so YAML reads `{shorten(str(node.data))}`; indent it like the item above"
        fix = Fix("indent it like the item above", (Edit(node.span, replacement),))
    else:
        message = f"a dash is missing before {quote(lines[1])}, so YAML reads `{shorten(str(node.data))}`; insert it"
        fix = Fix("insert the dash", (Edit(node.span, replacement),), Applicability.UNSAFE)
    return Found(place, message, fix)
