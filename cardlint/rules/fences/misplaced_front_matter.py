"""Front matter below other text is not read: the page shows the fields as prose, and the Hub reads no metadata.

Only white space may precede the first ``---``: no heading, comment, logo or code fence. Move the block to the top.
Front matter in a code block below other text, in ``<pre>`` or in a comment is an example, and is not reported.

Source: huggingface_hub repocard.py, anchored since January 2023; 180 of 24,606 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.fences import Block, Defect
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_OPENING = pattern(r"\s*(?P<mark>```+|~~~+)(?P<info>[^\r\n]*)\r?\n\s*")
_CLOSING = pattern(r"\s*(?P<mark>```+|~~~+)[ \t]*(?:\r?\n|\Z)")
_OF_YAML = ("", "yaml", "yml")


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
    enclosing = _OPENING.fullmatch(text, 0, start)
    if enclosing is None:
        moved = Edit(Span(0, 0), text[start : block.body])
        return Fix("move the front matter to the top", (moved, Edit(Span(start, block.body), "")))
    closing = _CLOSING.match(text, block.body)
    if closing is None or closing["mark"] != enclosing["mark"] or enclosing["info"].strip().lower() not in _OF_YAML:
        return None  # the rest of the card is in the code fence, too
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
            bad="~~~\n«---»\nlicense: mit\n---\n~~~\n# M\n",
            good="---\nlicense: mit\n---\n# M\n",
            fixed=True,
            whole=True,
        ),
        Example(
            bad="```markdown\n«---»\nlicense: mit\n---\n# M\n\nText\n```\n",
            good="Text\n\n---\n\nNote: this is a rule\n\n---\n",
            whole=True,
        ),
        Example(
            bad="# M\n\n```python\nx\n```\n\n«---»\nlicense: mit\n---\n\n~~~yaml\n---\ntags: [a]\n---\n~~~\n",
            good="---\nlicense: mit\n---\n# M\n\n```python\nx\n```\n\n\n~~~yaml\n---\ntags: [a]\n---\n~~~\n",
            fixed=True,
            whole=True,
        ),
    ),
    silent=(
        Example(good="A card:\n\n```yaml\n---\nlicense: mit\n---\n```\n", whole=True),
        Example(good="A card:\n\n~~~~ yaml\n---\nlicense: mit\n---\n~~~~\n", whole=True),
        Example(good="A card:\n\n```yaml\n---\nlicense: mit\n---\n", whole=True),
        Example(good="A card:\n\n<pre>\n---\nlicense: mit\n---\n</pre>\n", whole=True),
        Example(good="<div>\n<pre><code>\n\n---\nlicense: mit\n---\n\n</code></pre>\n</div>\n", whole=True),
        Example(good="<!-- begin with:\n\n---\nlicense: mit\n---\n-->\n\n# M\n", whole=True),
        Example(good="- A card:\n\n    ---\n    license: mit\n    ---\n", whole=True),
        Example(good="---\n\n```yaml\n---\nlicense: mit\n---\n```\n", whole=True),
    ),
)
