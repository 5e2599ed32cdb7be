"""Empty front matter is as good as none: no licence, no task, no filter finds the repository.

Write the fields between the fences. Blank lines or comments alone are refused: they are not a mapping.

Source: the Hub's validator warns on ``---`` and ``---``, and refuses a blank block with "The YAML metadata of your README.md is invalid."
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity, Verdict
from cardlint.front_matter.fences import Defect
from cardlint.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    block = card.block
    if block is None or card.front_matter is None:
        return
    if block.defect is Defect.EMPTY:
        yield Found(block.opening, "the front matter is empty; write the fields between the fences")
    elif block.found and card.front_matter.root is None and not card.front_matter.problems:
        blank = not card.source.slice(block.content).strip()
        what = "holds nothing but blank lines" if blank else "holds nothing but comments"
        verdict = Verdict.REFUSES if blank else Verdict.UNKNOWN
        yield Found(block.opening, f"the front matter {what}, which is not valid; write a field", hub=verdict)


RULE = Rule(
    name="empty-front-matter",
    code="CL016",
    category="front-matter",
    severity=Severity.WARNING,
    hub=Verdict.WARNS,
    check=check,
    signs=("fences",),
    examples=(
        Example(bad="«---»\n---\n# Model\n", good="---\nlicense: mit\n---\n# Model\n", whole=True),
        Example(bad="«---»\n\n---\n# Model\n", good="---\nlicense: mit\n---\n# Model\n", whole=True),
        Example(bad="«---»\n# license: mit\n---\n", good="---\nlicense: mit\n---\n", whole=True),
    ),
)
