"""A card without a title begins in the middle: a reader who comes from a search does not see what it is about.

Start with a ``# Name`` heading.

Source: the Hub's templates; markdownlint MD041.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    if any(heading.level == 1 for heading in body.headings) or "<h1" in body.lower:
        return
    text = card.source.text
    start = body.start + len(text[body.start :]) - len(text[body.start :].lstrip())
    if start < len(text):
        line = card.source.line_span(start)
        yield Found(
            Span(start, line.start + len(text[slice(*line)].rstrip())),
            "the card has no title; start with a `# Name` heading",
        )


RULE = Rule(
    name="missing-title-heading",
    code="CL307",
    category="body",
    severity=Severity.INFO,
    kinds=(Kind.MODEL, Kind.DATASET),
    check=check,
    examples=(Example(bad="«A model.»\n\n## Uses\n", good="# M\n\nA model.\n", whole=True),),
)
