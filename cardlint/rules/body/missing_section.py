"""The card leaves out what readers look for first: what it is for, what it was made from, and how good it is.

Add the section; one sentence is better than nothing.

Source: Hub documentation, annotated model card template and dataset card template.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._topics import has_topic, topics


def check(card: Card) -> Iterator[Found]:
    if not card.body.strip():
        return
    missing = [name for name, words in topics(card).items() if not has_topic(card, words)]
    if missing:
        yield Found(
            card.top,
            f"the card has no section on {', '.join(missing[:-1])}{' or ' if missing[1:] else ''}{missing[-1]}; add one",
        )


_ALL = "---\nlicense: mit\n---\n# M\n\n## Uses\n\nA\n\n## Training data\n\nB\n\n## Evaluation\n\nC\n"

RULE = Rule(
    name="missing-section",
    code="CL327",
    category="body",
    severity=Severity.WARNING,
    strict=True,
    kinds=(Kind.MODEL, Kind.DATASET),
    check=check,
    examples=(
        Example(
            bad="«---»\nlicense: mit\n---\n# M\n\n## Uses\n\nA\n",
            good=_ALL,
            whole=True,
            message="the card has no section on training data or evaluation; add one",
        ),
    ),
    silent=(
        Example(good="# M\n\n## Quickstart\n\nA\n\n## Training\n\nB\n\n## Model Comparison\n\nC\n", whole=True),
        Example(good="# M\n\n## Utilisation\n\nA\n\n## Données\n\nB\n\n## Résultats\n\nC\n", whole=True),
    ),
)
