"""Without front matter the Hub knows nothing of the repository: no licence, no task, no language, no filter finds it.

Begin the file with a line ``---``, the fields, and a line ``---``. A Space without it does not start.

Source: the Hub's validator warns "empty or missing yaml metadata in repo card"; a Space gets the stage CONFIG_ERROR.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity, Verdict
from cardlint.kind import Kind
from cardlint.rule import Example, Found, Rule
from cardlint.source import Span


def check(card: Card) -> Iterator[Found]:
    if card.block is not None:
        return
    at = Span(0, 0)
    if card.kind is Kind.SPACE:
        yield Found(
            at,
            "the card has no front matter, so the Space cannot start; begin with ---, sdk and ---",
            severity=Severity.ERROR,
        )
    else:
        yield Found(at, "the card has no front matter; begin the file with ---, fields such as license: mit, and ---")


RULE = Rule(
    name="missing-front-matter",
    code="CL010",
    category="front-matter",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    hub=Verdict.WARNS,
    check=check,
    signs=("fences",),
    examples=(
        Example(bad="«»# My model\n", good="---\nlicense: mit\n---\n# My model\n", whole=True),
        Example(bad="«»", good="---\nsdk: gradio\n---\n", whole=True, kind=Kind.SPACE),
    ),
)
