"""The unfilled emissions section cites a paper, and the Hub tags the model as if that paper described it.

Any link to arXiv becomes a tag: here ``arxiv:1910.09700``, on estimating emissions. Fill the section in, or delete it.

Source: huggingface_hub modelcard_template.md; 1,078 of 3,305 arXiv tags in a sample of the Hub are this one.
"""

import re
from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.kind import Kind
from cardlint.pattern import pattern
from cardlint.rule import Example, Found, Rule

_PAPER = "1910.09700"
_FILLED = pattern(r"^[ \t]*[-*][ \t]+\**[^:\n]+:\**[ \t]*(?!\**[ \t]*\[)[^\s*]", re.MULTILINE)


def check(card: Card) -> Iterator[Found]:
    text, body = card.source.text, card.markdown
    if text.find(_PAPER, body.start) < 0:
        return
    for link in body.links:
        if _PAPER not in link.target or "arxiv.org" not in link.target:
            continue
        section = next((each for each in reversed(body.sections) if each.own.start <= link.span.start), None)
        if section is not None and not _FILLED.search(text, link.span.end, section.own.end):
            yield Found(
                link.target_span,
                f"the emissions section is not filled in, and this link tags the model arxiv:{_PAPER}; delete it",
            )
            return


_TEXT = """\
# M

## Environmental Impact

Carbon emissions can be estimated as in [Lacoste et al. (2019)]({}).

- **Hardware Type:** {}
"""

RULE = Rule(
    name="template-citation",
    code="CL302",
    category="body",
    severity=Severity.WARNING,
    kinds=(Kind.MODEL,),
    check=check,
    signs=("text:1910.09700",),
    examples=(
        Example(
            bad=_TEXT.format("«https://arxiv.org/abs/1910.09700»", "[More Information Needed]"),
            good=_TEXT.format("https://arxiv.org/abs/1910.09700", "8 x A100"),
            whole=True,
        ),
    ),
)
