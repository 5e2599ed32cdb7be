"""Front matter that is never closed is not read: the Hub reads no fields, and the page shows them as text.

Put a line ``---`` after the last field; there may be blank lines and comments between fields.

Source: the Hub's pattern, measured; 33 of 24,606 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.fences import Defect
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    block = card.block
    if block is None or block.defect is not Defect.UNCLOSED:
        return
    end = block.content.end
    line_end = card.source.line_end
    fence = ("" if card.source.text.endswith("\n", 0, end) else line_end) + f"---{line_end}"
    line = card.source.position(end).line
    yield Found(
        block.opening,
        f"the front matter is not closed, so the Hub reads no fields; write `---` on line {line}, after the last field",
        Fix("close the front matter", (Edit(Span(end, end), fence),), Applicability.UNSAFE),
    )


RULE = Rule(
    name="unclosed-front-matter",
    code="CL015",
    category="front-matter",
    severity=Severity.ERROR,
    hub=Verdict.WARNS,
    check=check,
    signs=("fences",),
    examples=(
        Example(
            bad="«---»\nlicense: mit\n\n# Model\n",
            good="---\nlicense: mit\n---\n\n# Model\n",
            fixed=True,
            whole=True,
            message="the front matter is not closed, so the Hub reads no fields; write `---` on line 3, after the last field",
        ),
        Example(bad="«---»\ntags:\n- x\n# Model\n", good="---\ntags:\n- x\n---\n# Model\n", fixed=True, whole=True),
        Example(
            bad="«---»\nlanguage: en\n\n# the words\ntags:\n- x\n\n### Model\n\nText\n",
            good="---\nlanguage: en\n\n# the words\ntags:\n- x\n---\n\n### Model\n\nText\n",
            fixed=True,
            whole=True,
        ),
    ),
)
