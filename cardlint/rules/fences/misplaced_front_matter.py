"""Front matter below other text is not read: the page shows the fields as prose and the Hub sees none of them.

Nothing but white space may stand before the first ``---``: no heading, no comment, no logo, no code fence. Move the block to the top.

Source: huggingface_hub repocard.py, anchored since January 2023; 180 of 24,606 real cards.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Edit, Fix, Severity, Verdict
from cardlint.front_matter.fences import Defect
from cardlint.rule import Example, Found, Rule
from cardlint.source import Span


def check(card: Card) -> Iterator[Found]:
    block = card.block
    if block is None or block.defect is not Defect.TEXT_BEFORE:
        return
    text = card.source.text
    moved = text[block.opening.start : block.body]
    fix = None
    if "```" not in text[: block.opening.start]:  # inside a code fence it may be an example
        fix = Fix(
            "move the front matter to the top",
            (Edit(Span(0, 0), moved), Edit(Span(block.opening.start, block.body), "")),
        )
    yield Found(
        block.opening, "text stands before the front matter, so the Hub reads none of it; move it to the top", fix
    )


RULE = Rule(
    name="misplaced-front-matter",
    code="CL011",
    category="front-matter",
    severity=Severity.ERROR,
    hub=Verdict.WARNS,
    check=check,
    signs=("fences",),
    examples=(
        Example(
            bad="# My model\n\n«---»\nlicense: mit\n---\nText\n",
            good="---\nlicense: mit\n---\n# My model\n\nText\n",
            fixed=True,
            whole=True,
        ),
        Example(
            bad="<!-- card -->\n«---»\ntags: [x]\n---\n",
            good="---\ntags: [x]\n---\n<!-- card -->\n",
            fixed=True,
            whole=True,
        ),
        Example(
            bad="```yaml\n«---»\nlicense: mit\n---\n```\n",
            good="Text\n\n---\n\nNote: this is a rule\n\n---\n",
            whole=True,
        ),
    ),
)
