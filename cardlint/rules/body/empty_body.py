"""A card without text does not say what is in the repository: the page shows an empty tab.

Write what the model or dataset is, what it is for and what its limits are.

Source: Hub documentation, model cards and dataset cards; 300 of 7,116 real cards have no text or only a title.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    block = card.block
    if block is None or block.closing is None or not block.found:
        return
    text = _without_comments(card)
    advice = f"write what the {card.kind.value} is, what it is for and its limits"
    headings = card.markdown.headings
    if not text[block.body :].strip():
        yield Found(block.closing, f"the card has no text; {advice}")
    elif len(headings) == 1 and not (text[block.body : headings[0].span.start] + text[headings[0].span.end :]).strip():
        yield Found(headings[0].title, f"the card has only a title; {advice}")


def _without_comments(card: Card) -> str:
    """Return the text with the body's HTML comments replaced by spaces."""
    text, parts, at = card.source.text, [], 0
    if "<!--" not in text:
        return text
    for comment in card.markdown.comments:
        parts += [text[at : comment.start], " " * (comment.end - comment.start)]
        at = comment.end
    return "".join((*parts, text[at:]))


RULE = Rule(
    name="empty-body",
    code="CL300",
    category="body",
    severity=Severity.WARNING,
    kinds=(Kind.MODEL, Kind.DATASET),
    check=check,
    examples=(
        Example(
            bad="---\nlicense: mit\n«---»\n",
            good="---\nlicense: mit\n---\nA model of nothing.\n",
            whole=True,
            message="the card has no text; write what the model is, what it is for and its limits",
        ),
        Example(bad="---\nlicense: mit\n---\n# «M»\n", good="---\nlicense: mit\n---\n# M\n\nText\n", whole=True),
        Example(bad="---\nlicense: mit\n«---»\n\n<!-- later -->\n", good="---\nlicense: mit\n---\nText\n", whole=True),
    ),
)
