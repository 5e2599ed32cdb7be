"""A second heading of level 1 makes two cards of one: outlines and screen readers take it for the title.

Give the sections below the title level 2.

Source: HTML, headings; markdownlint MD025; the Hub's templates have one title.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.rule import Example, Found, Rule
from cardlint.shown import shown
from cardlint.source import Span


def check(card: Card) -> Iterator[Found]:
    headings = [heading for heading in card.markdown.headings if not heading.nested]
    titles = [heading for heading in headings if heading.level == 1]
    if len(titles) < 2:
        return
    # Where most sections have level 1 it is a style; one that stands out is a slip.
    slip = len(titles) == 2 and headings[0] is titles[0] and headings[1].level == 2
    for title in titles[1:]:
        start = title.span.start
        hashes = card.source.text.startswith("#", start)
        fix = Fix("make it level 2", (Edit(Span(start, start + 1), "##"),), Applicability.UNSAFE) if hashes else None
        message = f"heading {shown(title.text)} is a second title; give it level 2"
        yield Found(title.title, message, fix, severity=None if slip else Severity.INFO)


RULE = Rule(
    name="second-title",
    code="CL305",
    category="body",
    severity=Severity.WARNING,
    check=check,
    examples=(
        Example(
            bad="# M\n\n## Uses\n\nText\n\n# «Training»\n\nText\n",
            good="# M\n\n## Uses\n\nText\n\n## Training\n\nText\n",
            whole=True,
            fixed=True,
            message="heading Training is a second title; give it level 2",
        ),
    ),
)
