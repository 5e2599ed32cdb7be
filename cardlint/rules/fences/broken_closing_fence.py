"""A closing fence that is not exactly ``---`` does not close the front matter, so the Hub reads no fields.

Trailing spaces, more dashes, ``...``, indentation or text on the same line are enough. Write ``---`` alone on its line.
(huggingface_hub has accepted trailing spaces since July 2026; the Hub's pages came out wrong with them as late as February 2026.)

Source: the Hub's pattern, measured; huggingface_hub#3813.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.fences import Defect
from cardlint.findings.diagnostic import Edit, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_WORD = pattern(r"\w(?<!_)")


def check(card: Card) -> Iterator[Found]:
    block = card.block
    if block is None or block.closing is None:
        return
    if block.defect is Defect.TRAILING_BLANKS:
        yield Found(
            block.closing,
            "spaces follow the closing fence, so older tools read no fields; remove them",
            Fix("remove the spaces", (Edit(block.closing, "---"),)),
            hub=Verdict.UNKNOWN,
        )
    elif block.defect is Defect.CLOSING:
        line = card.source.slice(block.closing)
        glued = line.strip().lstrip("-.").strip() if _WORD.search(line) else ""
        whole = card.source.slice(card.source.line_span(block.closing.start)).strip()
        before = "" if whole.startswith(line.strip()) else card.source.line_end
        yield Found(
            block.closing,
            f"the closing fence is {quote(whole, 20)}, so the Hub reads no fields; write only `---`",
            Fix(
                "write `---` alone on its line",
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
            message="the closing fence is `- a---`, so the Hub reads no fields; write only `---`",
        ),
        Example(bad="---\nlicense: mit«---» \nText\n", good="---\nlicense: mit\n---\nText\n", fixed=True, whole=True),
        Example(bad="---\nlicense: mit\n«----»\n", good="---\nlicense: mit\n---\n", fixed=True, whole=True),
        Example(
            bad="---\nlicense: mit\n«--»\n\n# M\n",
            good="---\nlicense: mit\n---\n\n# M\n",
            fixed=True,
            whole=True,
            message="the closing fence is `--`, so the Hub reads no fields; write only `---`",
        ),
        Example(bad="---\ntags:\n- a\n\n«***»\nText\n", good="---\ntags:\n- a\n\n---\nText\n", fixed=True, whole=True),
        Example(bad="---\nlicense: mit\n«—-»\n# M\n", good="---\nlicense: mit\n---\n# M\n", fixed=True, whole=True),
    ),
)
