"""A code block that is not closed swallows the rest of the card: headings, links and text are shown as code.

Close it with the marks that opened it, on a line of their own, after its last line of code.

This is an error if a heading, text or another code block is swallowed, and a warning if only code follows.

Source: CommonMark 0.31, fenced code blocks.
"""

from collections.abc import Iterator
from functools import cache

from cardlint.card.card import Card
from cardlint.card.markdown import Fence
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._swallowed import Rest, What, rest_of
from cardlint.system.lazy_pattern import pattern
from cardlint.system.resources import load_json

_BEGINNING_OF_CODE = pattern(
    r"(?:import|from|def|class|print|pip3?|git|conda|python3?|curl|wget|sudo|docker|cd|export|npm)[ (]|[@$#!]|[\w.]+(?: ?=|\()"
)


def check(card: Card) -> Iterator[Found]:
    text, fences = card.source.text, card.markdown.fences
    for number, fence in enumerate(fences):
        if fence.closed:
            continue
        rest = rest_of(text, fence)
        mark = _mark(text, fence)
        has_code = rest.code.start < rest.code.end or _glued_code(text, fence) is not None
        fix = None
        if fence.span.end >= len(text.rstrip()) and not _indentation(card, fence).strip(" "):
            if has_code:
                fix = _close(card, fence, rest)
            elif all(rest_of(text, each).what is None for each in fences[:number]):
                line = Edit(card.source.line_span(fence.opening.start), "")
                fix = Fix("remove the line", (line,), Applicability.UNSAFE)
        swallows = rest.what not in (None, What.MARK) or (
            rest.what is What.MARK and text[rest.span.end : fence.content.end].strip() != ""
        )
        yield Found(
            Span(fence.opening.start, fence.opening.start + len(mark)),
            _message(card, rest, mark, has_code),
            fix,
            severity=Severity.ERROR if swallows else None,
        )


def _message(card: Card, rest: Rest, mark: str, has_code: bool) -> str:
    if not has_code:
        return f"no code follows this {mark}; remove it, or close the code block above it"
    if rest.what is None:
        return f"this code block is not closed; add a line with {mark} after its last line"
    line = card.source.position(rest.span.start).line
    if rest.what is What.MARK:
        return f"this code block is not closed, because code precedes the {mark} on line {line}; put {mark} on its own line"
    return (
        f"this code block is not closed, so the {rest.what.value} on line {line} is shown as code; add {mark} above it"
    )


def _close(card: Card, fence: Fence, rest: Rest) -> Fix:
    """Return the fix that closes a block after its last line of code, and splits the code from the marks that it is glued to."""
    text, mark = card.source.text, _mark(card.source.text, fence)
    indentation = card.source.line_end + _indentation(card, fence)
    edits = []
    glued = _glued_code(text, fence)
    if glued is not None:
        edits.append(Edit(glued, indentation))
    if rest.what is What.MARK:
        code = text[: rest.span.start].rstrip(" \t")
        edits.append(Edit(Span(len(code), rest.span.start), indentation))
    else:
        last = rest.code.end if rest.code.start < rest.code.end else fence.opening.end
        end = text.find("\n", last)
        end = len(text) if end < 0 else end - text.startswith("\r", end - 1)
        edits.append(Edit(Span(end, end), f"{indentation}{mark}"))
    return Fix(f"close the code block with {mark}", tuple(edits), Applicability.UNSAFE)


def _mark(text: str, fence: Fence) -> str:
    opening = text[slice(*fence.opening)]
    return opening[: len(opening) - len(opening.lstrip(opening[0]))]


def _indentation(card: Card, fence: Fence) -> str:
    """Return what precedes the opening marks on their line."""
    return card.source.text[card.source.line_span(fence.opening.start).start : fence.opening.start]


def _glued_code(text: str, fence: Fence) -> Span | None:
    """Return the gap between the language and code on the line that opens the block, as in ``pythonimport x``."""
    start = text.find(fence.info, fence.opening.start) if fence.info else -1
    if start < 0:
        return None
    for language in ("", *sorted(_languages(), key=len, reverse=True)):
        behind = start + len(language)
        if text[start:behind].lower() == language and _BEGINNING_OF_CODE.match(text, behind, fence.opening.end):
            return Span(behind, behind)
    return None


@cache
def _languages() -> frozenset[str]:
    return frozenset(load_json("schemas/facts/language_slips.json")["programming"])


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
            bad="# M\n\n«```»python\nx = 1\n# the end\n",
            good="# M\n\n```python\nx = 1\n# the end\n```\n",
            whole=True,
            fixed=True,
            message="this code block is not closed; add a line with ``` after its last line",
        ),
        Example(bad="- a\n  «~~~»\n  x\n\nText\n", good="- a\n  ~~~\n  x\n  ~~~\n\nText\n", whole=True),
        Example(
            bad="# M\n\n«```»python\nx = 1  # one\n\n## Results\n\nIt is as good as the base model.\n",
            good="# M\n\n```python\nx = 1  # one\n```\n\n## Results\n\nIt is as good as the base model.\n",
            whole=True,
            fixed=True,
            message="this code block is not closed, so the heading on line 6 is shown as code; add ``` above it",
        ),
        Example(
            bad="# M\n\n«```»python\nx = 1\n\n## Limits\nTrained on a small set\n",
            good="# M\n\n```python\nx = 1\n```\n\n## Limits\nTrained on a small set\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad="# M\n\n«```»\n@misc{x}\n\n# About\n\n- A list\n",
            good="# M\n\n```\n@misc{x}\n```\n\n# About\n\n- A list\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad="# M\n\n«```»python\n\n# load the model\nx = 1\n\n# and run it\n\ny = x\n", good="# M\n", whole=True
        ),
        Example(bad="# M\n\n«```»bash\nrun\n\n## train\n\npython -m train\n", good="# M\n", whole=True),
        Example(
            bad="«```»bash\npip install x\n\n```python\nimport x\n",
            good="```bash\npip install x\n```\n\n```python\nimport x\n```\n",
            whole=True,
            fixed=True,
            message="this code block is not closed, so the code block on line 4 is shown as code; add ``` above it",
        ),
        Example(
            bad="«```»\n@misc{a,\n title={A}\n}```\n\n### Contact\n\nWrite to us.\n",
            good="```\n@misc{a,\n title={A}\n}\n```\n\n### Contact\n\nWrite to us.\n",
            whole=True,
            fixed=True,
            message="this code block is not closed, because code precedes the ``` on line 4; put ``` on its own line",
        ),
        Example(
            bad="  «```»pythonimport x\n  x.run()\n\n# Results\n\nIt is as good as the base model.\n",
            good="  ```python\n  import x\n  x.run()\n  ```\n\n# Results\n\nIt is as good as the base model.\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad="```\nx = 1\n```\n\n«```»\n\n# Contact\n\n- [Mail](https://example.org)\n",
            good="```\nx = 1\n```\n\n\n# Contact\n\n- [Mail](https://example.org)\n",
            whole=True,
            fixed=True,
            message="no code follows this ```; remove it, or close the code block above it",
        ),
    ),
    silent=(Example(good="```python\n# a\n\n## b\n```\n", whole=True),),
)
