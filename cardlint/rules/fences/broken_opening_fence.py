"""A first line that is not exactly ``---`` does not open the front matter, so the Hub reads no fields.

Trailing spaces, a fourth dash, or text after the dashes are enough. Write three dashes and nothing else.

Source: the Hub's pattern, measured; 11 of 24,606 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.fences import Defect
from cardlint.findings.diagnostic import Edit, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    block = card.block
    if block is None or block.defect is not Defect.OPENING:
        return
    line = card.source.slice(block.opening)
    glued = line.lstrip("-").strip()
    kept = f"---\n{glued}" if ":" in glued else "---"  # a word such as yaml has no meaning here
    edits = [Edit(block.opening, kept)]
    if block.closing is not None and card.source.slice(block.closing) != "---":
        edits.append(Edit(block.closing, "---"))
    wrong = "has trailing spaces" if line.rstrip() == "---" else f"is {quote(line.strip(), 20)}"
    message = f"the opening fence {wrong}, so the Hub reads no fields; write `---` alone on its line"
    yield Found(block.opening, message, Fix("write `---` alone on its line", tuple(edits)))


RULE = Rule(
    name="broken-opening-fence",
    code="CL013",
    category="front-matter",
    severity=Severity.ERROR,
    hub=Verdict.WARNS,
    check=check,
    signs=("fences",),
    examples=(
        Example(
            bad="«----»\nlicense: mit\n---\n",
            good="---\nlicense: mit\n---\n",
            fixed=True,
            whole=True,
            message="the opening fence is `----`, so the Hub reads no fields; write `---` alone on its line",
        ),
        Example(bad="«--- »\nlicense: mit\n---\n", good="---\nlicense: mit\n---\n", fixed=True, whole=True),
        Example(bad="«-----»\nlicense: mit\n-----\n", good="---\nlicense: mit\n---\n", fixed=True, whole=True),
        Example(
            bad="«---tags: [x]»\nlicense: mit\n---\n",
            good="---\ntags: [x]\nlicense: mit\n---\n",
            fixed=True,
            whole=True,
        ),
        Example(bad="«---yaml»\nlicense: mit\n---\n", good="---\nlicense: mit\n---\n", fixed=True, whole=True),
        Example(bad="«--- text»\nlicense: mit\n---\n", good="---\nlicense: mit\n---\n", fixed=True, whole=True),
    ),
)
