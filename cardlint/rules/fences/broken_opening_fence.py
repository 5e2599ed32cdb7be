"""A first line that is not exactly ``---`` does not open the front matter, so the Hub reads no fields.

Trailing spaces, a fourth dash, or text after the dashes are enough. Other lines than dashes, a code block, or nothing above the fields
are not front matter either. Write three dashes and nothing else above the fields, and below them.

Source: the Hub's pattern, measured; 11 of 24,606 real cards, and another 17 of 7,116 without an opening fence.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.fences import Block, Defect
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule

_CODE = ("```", "~~~")


def check(card: Card) -> Iterator[Found]:
    block = card.block
    if block is None or block.defect not in (Defect.OPENING, Defect.UNFENCED):
        return
    line = card.source.slice(block.opening)
    if block.closing is None:
        what = f"under {quote(line, 20)}" if line else "without `---`"
        message = f"the fields are there, but {what}, so the Hub reads none; add `---` above and below"
        yield Found(block.opening, message, _enclosing(card, block))
    elif not line:
        message = "the fields are there, but the opening `---` is missing, so the Hub reads none; add it"
        yield Found(block.opening, message, _replacing(card, block, "add the opening `---`"))
    elif line.startswith(_CODE):
        message = "the fields are in a code block, so the Hub reads none; write `---` instead of its fences"
        fix = _replacing(card, block, "write `---` instead of the code fences")
        yield Found(block.opening, message, fix._replace(applicability=Applicability.UNSAFE))
    else:
        wrong = "has trailing spaces" if line.rstrip() == "---" else f"is {quote(line.strip(), 20)}"
        message = f"the opening fence {wrong}, so the Hub reads no fields; write only `---`"
        yield Found(block.opening, message, _replacing(card, block, "write `---` alone on its line"))


def _replacing(card: Card, block: Block, title: str) -> Fix:
    """Write the two fences."""
    glued = card.source.slice(block.opening).lstrip("-").strip()
    kept = f"---{card.source.line_end}{glued}" if ":" in glued else "---"  # a word such as yaml has no meaning here
    edits = [Edit(block.opening, kept if block.opening.end > block.opening.start else f"---{card.source.line_end}")]
    if block.closing is not None and card.source.slice(block.closing) != "---":
        edits.append(Edit(block.closing, "---"))
    return Fix(title, tuple(edits))


def _enclosing(card: Card, block: Block) -> Fix:
    """Write the two fences where the fields seem to end: what is below could belong to them."""
    end, line_end = block.content.end, card.source.line_end
    closing = ("" if card.source.text.endswith("\n", 0, end) else line_end) + f"---{line_end}"
    fences = (*_replacing(card, block, "").edits, Edit(Span(end, end), closing))
    return Fix("add `---` above and below the fields", fences, Applicability.UNSAFE)


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
            message="the opening fence is `----`, so the Hub reads no fields; write only `---`",
        ),
        Example(bad="«--- »\nlicense: mit\n---\n", good="---\nlicense: mit\n---\n", fixed=True, whole=True),
        Example(bad="«-----»\nlicense: mit\n-----\n", good="---\nlicense: mit\n---\n", fixed=True, whole=True),
        Example(
            bad="«---tags: [x]»\nlicense: mit\n---\n",
            good="---\ntags: [x]\nlicense: mit\n---\n",
            fixed=True,
            whole=True,
        ),
        Example(
            bad="«»title: App\nsdk: docker\napp_port: 7860\n---\n\nText\n",
            good="---\ntitle: App\nsdk: docker\napp_port: 7860\n---\n\nText\n",
            fixed=True,
            whole=True,
            kind=Kind.SPACE,
            message="the fields are there, but the opening `---` is missing, so the Hub reads none; add it",
        ),
        Example(bad="\ufeff\n«»tags:\n- x\n\n----\n", good="\ufeff\n---\ntags:\n- x\n\n---\n", fixed=True, whole=True),
        Example(
            bad="«»license: mit\ntags:\n- x\n\n# M\n",
            good="---\nlicense: mit\ntags:\n- x\n---\n\n# M\n",
            fixed=True,
            whole=True,
            message="the fields are there, but without `---`, so the Hub reads none; add `---` above and below",
        ),
        Example(bad="«»license: mit\ntags: [x]", good="---\nlicense: mit\ntags: [x]\n---\n", fixed=True, whole=True),
        Example(bad="«--»\nlicense: mit\n--\n# M\n", good="---\nlicense: mit\n---\n# M\n", fixed=True, whole=True),
        Example(bad="«***»\n\nlicense: mit\n***\n", good="---\n\nlicense: mit\n---\n", fixed=True, whole=True),
        Example(bad="«—-»\nlicense: mit\n—-\n", good="---\nlicense: mit\n---\n", fixed=True, whole=True),
        Example(
            bad="«--»\nlicense: mit\ntags: [x]\n\nText\n",
            good="---\nlicense: mit\ntags: [x]\n---\n\nText\n",
            fixed=True,
            whole=True,
        ),
        Example(
            bad="«```yaml»\nlicense: mit\ntags: [x]\n```\n# M\n",
            good="---\nlicense: mit\ntags: [x]\n---\n# M\n",
            fixed=True,
            whole=True,
            message="the fields are in a code block, so the Hub reads none; write `---` instead of its fences",
        ),
        Example(bad="«\\---»\nlicense: mit\n\\---\n", good="---\nlicense: mit\n---\n", fixed=True, whole=True),
        Example(bad="«'---'»\nlicense: mit\n---\n", good="---\nlicense: mit\n---\n", fixed=True, whole=True),
        Example(bad="«---yaml»\nlicense: mit\n---\n", good="---\nlicense: mit\n---\n", fixed=True, whole=True),
        Example(bad="«--- text»\nlicense: mit\n---\n", good="---\nlicense: mit\n---\n", fixed=True, whole=True),
    ),
    silent=(
        Example(good="license: mit, except for the data.\n\n# M\n", whole=True),
        Example(good="Note: this is a demo.\n\n---\n\nText\n", whole=True),
        Example(good="# M\nlicense: mit\ntags: [x]\n", whole=True),
        Example(good="  license: mit\n  tags: [x]\n", whole=True),
        Example(good="```yaml\nlicense: mit\ntags: [x]\n\nText\n", whole=True),
        Example(good="```python\nlicense: mit\ntags: [x]\n```\n", whole=True),
        Example(good="--\nText: is here.\n--\n", whole=True),
    ),
)
