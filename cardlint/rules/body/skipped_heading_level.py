"""A heading that skips a level breaks the outline: readers with a screen reader look for the part that is not there.

Give it the level below the heading that it belongs to.

Source: HTML, headings; markdownlint MD001.
"""

from collections.abc import Iterator
from itertools import pairwise

from cardlint.card.card import Card
from cardlint.card.markdown import Heading
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._levels import moved


def check(card: Card) -> Iterator[Found]:
    headings = [heading for heading in card.markdown.headings if not heading.nested]
    for at, (above, heading) in enumerate(pairwise(headings), 1):
        level = above.level + 1
        if heading.level > level:
            message = f"heading {quote(heading.text)} has level {heading.level} below level {above.level}; make it level {level}"
            yield Found(heading.title, message, _fix(card, headings, at, level))


def _fix(card: Card, headings: list[Heading], at: int, level: int) -> Fix | None:
    """Move the heading up with its parts and those beside it, which would else become its parts."""
    skipped, end = headings[at].level, at + 1
    while end < len(headings) and headings[end].level >= skipped:
        end += 1
    if end < len(headings) and headings[end].level > level:
        return None  # it stands between the two, and would become a part
    beside = headings[at:end]
    edits = moved(card, beside, level - skipped)
    others = ", and those below it too" if beside[1:] else ""
    return Fix(f"make it level {level}{others}", edits, Applicability.UNSAFE) if edits is not None else None


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
            message="heading `Uses` has level 4 below level 1; make it level 2",
        ),
        Example(
            bad="# M\n\n### «A»\n\n### B\n\n#### C\n\nText\n\n## D\n\nText\n",
            good="# M\n\n## A\n\n## B\n\n### C\n\nText\n\n## D\n\nText\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad="# M\n\n#### «A»\n\nText\n\n### B\n\nText\n",
            good="# M\n\n## A\n\nText\n\n### B\n\nText\n",
            whole=True,
        ),
    ),
    silent=(
        Example(good="# M\n\n> #### Quoted\n\nText\n", whole=True),
        Example(good="# M\n\n## A\n\nText\n\n### B\n\nText\n\n# N\n", whole=True),
    ),
)
