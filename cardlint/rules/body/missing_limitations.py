"""A card that says what a model can do but not where it fails invites misuse.

Add a section on bias, risks and limitations: what was not tested, and whom the model serves badly.

This is a warning if the card has the template's other sections. The strict profile expects it of every card.

Source: Hub documentation, annotated model card; Model Cards for Model Reporting (Mitchell et al., 2019).
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._topics import LIMITS, has_topic, topics


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    if not body.headings or has_topic(card, LIMITS):
        return
    others = sum(has_topic(card, words) for words in topics(card).values()) == len(topics(card))
    level_two = [section for section in body.sections if section.heading.level == 2]
    place = level_two[-1].heading.title if level_two else body.headings[0].title
    yield Found(
        place,
        "the card has no section on bias, risks or limitations; add one",
        severity=None if others else Severity.INFO,
    )


_CARD = "# M\n\n## Uses\n\nA\n\n## Training data\n\nB\n\n## {}\n\nC\n"

RULE = Rule(
    name="missing-limitations",
    code="CL328",
    category="body",
    severity=Severity.WARNING,
    kinds=(Kind.MODEL, Kind.DATASET),
    check=check,
    examples=(
        Example(
            bad=_CARD.format("«Evaluation»"),
            good=_CARD.format("Evaluation and limitations"),
            whole=True,
            message="the card has no section on bias, risks or limitations; add one",
        ),
    ),
    silent=(
        Example(good=_CARD.format("Evaluation and failure modes"), whole=True),
        Example(good=_CARD.format("Evaluation") + "\n## Sesgos y riesgos\n\nD\n", whole=True),
    ),
)
