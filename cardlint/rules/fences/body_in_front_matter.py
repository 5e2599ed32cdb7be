"""Two ``---`` lines at the top make the Hub read the text below them as YAML, down to the next ``---``.

``---`` on the first two lines is not an empty front matter: everything down to the third ``---`` is read as fields, and the
push is rejected. Write the fields between the fences, or use ``***`` for a horizontal rule. Fields below a second ``---`` are
read, because a YAML document may begin with that line.

Source: the Hub's pattern, measured: the shortest match needs a line between the fences.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Related, Severity, Verdict
from cardlint.findings.source import Span
from cardlint.rule_kit.doubled_fence import is_body_read
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    block = card.block
    if block is not None and is_body_read(card):
        start = block.content.start
        yield Found(
            Span(start, start + 3),
            "everything down to the next `---` is read as YAML; write the fields above this line, or use `***` for a rule",
            related=(Related(block.closing, "the next `---`"),) if block.closing is not None else (),
        )


RULE = Rule(
    name="body-in-front-matter",
    code="CL017",
    category="front-matter",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    check=check,
    signs=("fences",),
    examples=(
        Example(
            bad="---\n«---»\nSome text.\n\n---\nMore\n",
            good="---\nlicense: mit\n---\nSome text.\n\n---\nMore\n",
            whole=True,
        ),
        Example(
            bad="---\n«---» \nNote: some text.\n\n---\nMore\n",
            good="---\nlicense: mit\n---\nNote: some text.\n\n---\nMore\n",
            whole=True,
        ),
    ),
    silent=(
        Example(good="---\n---\nlicense: mit\n---\n# M\n", whole=True),
        Example(good="---\n--- # fields\nlicense: mit\n---\n# M\n", whole=True),
    ),
)
