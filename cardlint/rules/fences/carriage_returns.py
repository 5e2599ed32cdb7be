"""Classic Mac OS line endings (CR alone) keep the Hub from finding the front matter.

Convert the line endings to LF (``\\n``).

Source: the Hub's pattern requires LF or CR LF after the closing fence, measured.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.fences import Defect
from cardlint.findings.diagnostic import Edit, Fix, Severity, Verdict
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    block = card.block
    if block is None or block.defect is not Defect.CARRIAGE_RETURNS:
        return
    text = card.source.text
    edits = tuple(Edit(Span(at, at + 1), "\n") for at, character in enumerate(text) if character == "\r")
    yield Found(
        block.opening,
        "every line ends with CR alone, so the Hub finds no front matter; use LF line endings",
        Fix("end every line with LF", edits),
    )


RULE = Rule(
    name="carriage-returns",
    code="CL019",
    category="front-matter",
    severity=Severity.ERROR,
    hub=Verdict.WARNS,
    check=check,
    signs=("fences",),
    examples=(
        Example(
            bad="«---»\rlicense: mit\r---\r# Model\r", good="---\nlicense: mit\n---\n# Model\n", fixed=True, whole=True
        ),
    ),
)
