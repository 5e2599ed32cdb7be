"""Empty front matter is the same as none: there is no license and no task, and no filter finds the repository.

Write the fields between the fences. A block with only blank lines or comments is rejected, because it is not a mapping.

Source: the Hub's validator warns on ``---`` and ``---``, and rejects a blank block with "The YAML metadata of your README.md is invalid."
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.fences import Block, Defect
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions.first_field import first_field


def check(card: Card) -> Iterator[Found]:
    block = card.block
    if block is None or card.front_matter is None:
        return
    if block.defect is Defect.EMPTY:
        yield Found(block.opening, "the front matter is empty; write the fields between the fences", _fix(card, block))
    elif block.found and card.front_matter.root is None and not card.front_matter.problems:
        blank = not card.source.slice(block.content).strip()
        what = "has only blank lines" if blank else "has only comments"
        verdict = Verdict.REFUSES if blank else Verdict.UNKNOWN
        message = f"the front matter {what}, which is not valid; write a field between the fences"
        yield Found(block.opening, message, _fix(card, block), hub=verdict)


def _fix(card: Card, block: Block) -> Fix | None:
    """Write the field that the files next to the card suggest above the closing fence."""
    field = first_field(card) if block.closing is not None else None
    if field is None or block.closing is None:
        return None
    name, value = field
    at = block.closing.start
    edit = Edit(Span(at, at), f"{name}: {value}{card.source.line_end}")
    return Fix(f"add `{name}: {value}`", (edit,), Applicability.UNSAFE)


RULE = Rule(
    name="empty-front-matter",
    code="CL016",
    category="front-matter",
    severity=Severity.WARNING,
    hub=Verdict.WARNS,
    check=check,
    signs=("fences",),
    examples=(
        Example(bad="«---»\n---\n# Model\n", good="---\nlicense: mit\n---\n# Model\n", whole=True),
        Example(bad="«---»\n\n---\n# Model\n", good="---\nlicense: mit\n---\n# Model\n", whole=True),
        Example(bad="«---»\n# license: mit\n---\n", good="---\nlicense: mit\n---\n", whole=True),
        Example(
            bad="«---»\n---\n# Model\n",
            good="---\nlicense: unlicense\n---\n# Model\n",
            files={"LICENSE": "This is free and unencumbered software released into the public domain.\n"},
            fixed=True,
            whole=True,
        ),
        Example(
            bad="«---»\n# ours\n---\n# Model\n",
            good="---\n# ours\nlicense: unlicense\n---\n# Model\n",
            files={"LICENSE": "This is free and unencumbered software released into the public domain.\n"},
            fixed=True,
            whole=True,
        ),
    ),
)
