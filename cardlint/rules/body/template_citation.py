"""The unfilled emissions section cites a paper, so the Hub tags the model as if that paper described it.

Fill in the section, or delete it. Every arXiv link becomes a tag, here ``arxiv:1910.09700``, on estimating emissions.

Source: huggingface_hub modelcard_template.md; 1,078 of 3,305 arXiv tags in a sample of the Hub are this one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._hollow import deletion
from cardlint.system.lazy_pattern import pattern

_PAPER = "1910.09700"
_GAP = r"(?:\[|more info(?:rmation)? needed)"
_LABEL = r"[ \t]*[-*][ \t]+\**[^:\n]+:\**[ \t]*"
_FILLED = pattern(rf"^{_LABEL}(?!\**[ \t]*{_GAP})[^\s*]", re.MULTILINE | re.IGNORECASE)
_TEMPLATE = pattern(
    rf"[ \t]*(?:<!--.*-->|Carbon emissions can be estimated [^\n]*\)\.?)?[ \t]*|{_LABEL}(?:{_GAP}[^\n]*)?",
    re.IGNORECASE,
)


def check(card: Card) -> Iterator[Found]:
    text, body = card.source.text, card.markdown
    if text.find(_PAPER, body.start) < 0:
        return
    starts = [section.own.start for section in body.sections]
    for link in body.links:
        if _PAPER not in link.target or "arxiv.org" not in link.target:
            continue
        at = bisect_right(starts, link.span.start) - 1
        if at >= 0 and not _FILLED.search(text, link.span.end, body.sections[at].own.end):
            yield Found(
                link.target_span,
                f"this unfilled section adds the tag `arxiv:{_PAPER}` of another paper; fill it in, or delete it",
                _fix(card, at),
            )
            return


def _fix(card: Card, at: int) -> Fix | None:
    """Delete the section, unless somebody wrote more than the template did."""
    section = card.markdown.sections[at]
    lines = card.source.slice(section.own).splitlines()
    edits = deletion(card, at, left_over=True) if all(_TEMPLATE.fullmatch(line) for line in lines) else None
    return Fix("delete the section", edits, Applicability.UNSAFE) if edits is not None else None


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
            good="# M\n\n",
            whole=True,
            fixed=True,
        ),
        Example(
            bad=_TEXT.format("«https://arxiv.org/abs/1910.09700»", "More information needed.\n\nWe ask the cloud."),
            good=_TEXT.format("https://arxiv.org/abs/1910.09700", "8 x A100"),
            whole=True,
        ),
    ),
)
