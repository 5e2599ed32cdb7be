"""A code block that is not closed swallows the rest of the card: headings, links and text are shown as code.

Close it with the marks that opened it, on a line of their own. An error if it swallows a section or other text; a comment
such as ``# load the model`` is code.

Source: CommonMark 0.31, fenced code blocks.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._swallowed import swallows_text


def check(card: Card) -> Iterator[Found]:
    text, fences = card.source.text, card.markdown.fences
    for fence in fences:
        if fence.closed:
            continue
        opening = text[slice(*fence.opening)]
        mark = opening[: len(opening) - len(opening.lstrip(opening[0]))]
        last = fence.span.end >= len(text.rstrip())
        swallows = last and swallows_text(text, fence)
        end = fence.content.end
        edit = Edit(Span(end, end), f"{card.source.line_end}{mark}")
        fix = Fix(f"close the code block with {mark}", (edit,), Applicability.UNSAFE) if last else None
        yield Found(
            Span(fence.opening.start, fence.opening.start + len(mark)),
            f"this code block is not closed; add a line with {mark} after its last line",
            fix,
            severity=Severity.ERROR if swallows else None,
        )


RULE = Rule(
    name="unclosed-code-fence",
    code="CL309",
    category="body",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    check=check,
    signs=("text:```", "text:~~~"),
    examples=(
        Example(
            bad="# M\n\n«```»python\nx = 1\n",
            good="# M\n\n```python\nx = 1\n```\n",
            whole=True,
            fixed=True,
            message="this code block is not closed; add a line with ``` after its last line",
        ),
        Example(
            bad="# M\n\n«```»python\nx = 1\n\n## Limits\nTrained on a small set\n",
            good="# M\n\n## Limits\n",
            whole=True,
        ),
        Example(bad="# M\n\n«```»\n@misc{x}\n\n# About\n\n- A list\n", good="# M\n\n# About\n", whole=True),
        Example(
            bad="# M\n\n«```»python\n\n# load the model\nx = 1\n\n# and run it\n\ny = x\n", good="# M\n", whole=True
        ),
        Example(bad="# M\n\n«```»bash\nrun\n\n## train\n\npython -m train\n", good="# M\n", whole=True),
        Example(bad="- a\n  «~~~»\n  x\n\nText\n", good="- a\n  ~~~\n  x\n  ~~~\n\nText\n", whole=True),
    ),
)
