"""A script wrote the card and asked its author to proofread it, but nobody did.

Proofread and complete it, then delete the comment.

Source: transformers, modelcard.py: "You should probably proofread and complete it, then remove this comment".
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule

_NOTE = "been generated automatically according to"
_GAP = "more information needed"
_SHOWN = 3  # gaps


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    if _NOTE not in body.lower:
        return
    for comment in body.comments:
        if _NOTE in body.text[slice(*comment)].lower():
            gaps = [span for span in body.prose if body.text[slice(*span)].strip(" .*_").lower() == _GAP]
            what, how = ("", "do so")
            if gaps:
                what, how = f", and {len(gaps)} section{'s are' if len(gaps) > 1 else ' is'} unfilled", "do both"
            message = f"the generator's comment asks for proofreading{what}; {how}, then remove it"
            yield Found(comment, message, related=tuple(Related(Span(*span), "unfilled") for span in gaps[:_SHOWN]))
            return


RULE = Rule(
    name="unedited-generated-card",
    code="CL329",
    category="body",
    severity=Severity.INFO,
    kinds=(Kind.MODEL,),
    check=check,
    signs=("text:been generated automatically",),
    examples=(
        Example(
            bad="«<!-- This has been generated automatically according to it. -->»\n\n# M\n\nMore information needed\n",
            good="# M\n",
            whole=True,
            message="the generator's comment asks for proofreading, and 1 section is unfilled; do both, then remove it",
        ),
    ),
)
