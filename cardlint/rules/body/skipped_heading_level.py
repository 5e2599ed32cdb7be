"""A heading that skips a level breaks the outline: readers with a screen reader look for the part that is not there.

Give it the level below the heading that it belongs to.

Source: HTML, headings; markdownlint MD001.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.rule import Example, Found, Rule
from cardlint.shown import shown
from cardlint.source import Span


def check(card: Card) -> Iterator[Found]:
    last = 0
    for heading in card.markdown.headings:
        if heading.nested:
            continue
        level = heading.level
        if last and level > last + 1:
            start = heading.span.start
            fix = Fix(
                f"make it level {last + 1}", (Edit(Span(start, start + level), "#" * (last + 1)),), Applicability.UNSAFE
            )
            message = f"heading {shown(heading.text)} has level {level} below level {last}; make it level {last + 1}"
            yield Found(heading.title, message, fix)
        last = level


RULE = Rule(
    name="skipped-heading-level",
    code="CL308",
    category="body",
    severity=Severity.WARNING,
    check=check,
    examples=(
        Example(
            bad="# M\n\n#### «Uses»\n\nText\n",
            good="# M\n\n## Uses\n\nText\n",
            whole=True,
            fixed=True,
            message="heading Uses has level 4 below level 1; make it level 2",
        ),
    ),
)
