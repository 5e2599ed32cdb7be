"""A second level 1 heading splits the card in two: outlines and screen readers take it for the title.

Use level 2 for the sections below the title, and one level more for their subsections.

Source: HTML, headings; markdownlint MD025; the Hub's templates have one title.
"""

from collections.abc import Iterator
from itertools import pairwise

from cardlint.card.card import Card
from cardlint.card.markdown import Heading
from cardlint.findings.diagnostic import Applicability, Fix, Related, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._levels import moved


def check(card: Card) -> Iterator[Found]:
    headings = [heading for heading in card.markdown.headings if not heading.nested]
    titles = [at for at, heading in enumerate(headings) if heading.level == 1]
    if len(titles) < 2:
        return
    # If most sections have level 1, that is a style; a single one is a slip.
    slip = len(titles) == 2 and titles[0] == 0 and headings[1].level == 2
    for at, end in pairwise((*titles[1:], len(headings))):
        title = headings[at]
        message = f"heading {quote(title.text)} is a second title; make it level 2"
        fix, severity = _fix(card, headings[at:end]), None if slip else Severity.INFO
        first = Related(headings[titles[0]].title, "the first title")
        alike = SharedCause("headings besides the title have level 1", "make them level 2", quote(title.text))
        yield Found(title.title, message, fix, severity=severity, related=(first,), alike=alike)


def _fix(card: Card, headings: list[Heading]) -> Fix | None:
    """Move the entire section down: its heading by itself would lose its subsections."""
    edits = moved(card, headings, 1)
    parts = ", and move its subsections down" if headings[1:] else ""
    return Fix(f"change to level 2{parts}", edits, Applicability.UNSAFE) if edits is not None else None


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
            message="heading `Training` is a second title; make it level 2",
        ),
        Example(
            bad="# M\n\n## Uses\n\nText\n\n# «Training»\n\n## Data\n\nText\n\n#1 Cost\n----\n\nText\n",
            good="# M\n\n## Uses\n\nText\n\n## Training\n\n### Data\n\nText\n\n### #1 Cost\n\nText\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad="# M\n\n# «Training»\n\n###### Data\n\nText\n",
            good="# M\n\n###### Data\n\nText\n",
            whole=True,
        ),
    ),
    silent=(Example(good="# A\n\n> # B\n\n## C\n\nText\n", whole=True),),
)
