"""Front matter below other text is not read: the page shows the fields as prose, and the Hub reads no metadata.

Only white space may precede the first ``---``: no heading, comment, logo or code fence. Move the block to the top.

Source: huggingface_hub repocard.py, anchored since January 2023; 180 of 24,606 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.fences import Block, Defect
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_OPENING = pattern(r"\s*```[ \t]*(?:ya?ml)?[ \t]*\r?\n")
_CLOSING = pattern(r"\s*```[ \t]*(?:\r?\n|\Z)")


def check(card: Card) -> Iterator[Found]:
    block = card.block
    if block is None or block.defect is not Defect.TEXT_BEFORE:
        return
    yield Found(
        block.opening,
        "text precedes the front matter, so the Hub reads no fields; move the front matter to the top",
        _fix(card, block),
    )


def _fix(card: Card, block: Block) -> Fix | None:
    text, start = card.source.text, block.opening.start
    if "```" not in text[:start]:
        moved = Edit(Span(0, 0), text[start : block.body])
        return Fix("move the front matter to the top", (moved, Edit(Span(start, block.body), "")))
    closing = _CLOSING.match(text, block.body)
    if not _OPENING.fullmatch(text, 0, start) or closing is None:
        return None  # an example
    fences = Edit(Span(0, start), ""), Edit(Span(*closing.span()), "")
    return Fix("remove the code fence around the front matter", fences, Applicability.UNSAFE)


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
            bad="```yaml\n«---»\nlicense: mit\n---\n```\n# M\n",
            good="---\nlicense: mit\n---\n# M\n",
            fixed=True,
            whole=True,
        ),
        Example(
            bad="A card:\n\n```yaml\n«---»\nlicense: mit\n---\n```\n",
            good="Text\n\n---\n\nNote: this is a rule\n\n---\n",
            whole=True,
        ),
    ),
)
