"""A closing fence that is not exactly ``---`` does not close the front matter: the Hub reads no field.

Blanks after it, more dashes, ``...``, indentation or glued text are enough. (Blanks alone are forgiven by huggingface_hub since July
2026; pages of the Hub came out wrong with them as late as February 2026.)

Source: the Hub's pattern, measured; huggingface_hub#3813.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.fences import Defect
from cardlint.findings.diagnostic import Edit, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    block = card.block
    if block is None or block.closing is None:
        return
    if block.defect is Defect.TRAILING_BLANKS:
        yield Found(
            block.closing,
            "blanks follow the closing fence, and older tools then read no field; write --- alone on its line",
            Fix("delete the blanks", (Edit(block.closing, "---"),)),
            hub=Verdict.UNKNOWN,
        )
    elif block.defect is Defect.CLOSING:
        line = card.source.slice(block.closing)
        glued = line.strip().lstrip("-.").strip()
        whole = card.source.slice(card.source.line_span(block.closing.start)).strip()
        before = "" if whole.startswith(line.strip()) else card.source.line_end
        yield Found(
            block.closing,
            f"the closing fence must be exactly --- alone on its line, not {quote(whole, 20)}; the Hub reads no field",
            Fix(
                "write --- alone",
                (Edit(block.closing, f"{before}---{card.source.line_end}{glued}" if glued else f"{before}---"),),
            ),
        )


RULE = Rule(
    name="broken-closing-fence",
    code="CL014",
    category="front-matter",
    severity=Severity.ERROR,
    hub=Verdict.WARNS,
    check=check,
    signs=("fences",),
    examples=(
        Example(
            bad="---\nlicense: mit\n«---  »\nText\n", good="---\nlicense: mit\n---\nText\n", fixed=True, whole=True
        ),
        Example(bad="---\nlicense: mit\n«---oops»\n", good="---\nlicense: mit\n---\noops\n", fixed=True, whole=True),
        Example(bad="---\nlicense: mit\n«...»\nText\n", good="---\nlicense: mit\n---\nText\n", fixed=True, whole=True),
        Example(
            bad="---\ntags:\n- a«---»\n\n# Model\n",
            good="---\ntags:\n- a\n---\n\n# Model\n",
            fixed=True,
            whole=True,
            message="the closing fence must be exactly --- alone on its line, not `- a---`; the Hub reads no field",
        ),
        Example(bad="---\nlicense: mit«---» \nText\n", good="---\nlicense: mit\n---\nText\n", fixed=True, whole=True),
        Example(bad="---\nlicense: mit\n«----»\n", good="---\nlicense: mit\n---\n", fixed=True, whole=True),
    ),
)
