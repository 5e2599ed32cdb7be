"""The card was written by a script, which asks its author to proofread it; nobody did.

Complete it, then delete the comment.

Source: transformers, modelcard.py: "You should probably proofread and complete it, then remove this comment".
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule

_NOTE = "been generated automatically according to"
_GAP = "more information needed"


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    if _NOTE not in body.lower:
        return
    for comment in body.comments:
        if _NOTE in body.text[slice(*comment)].lower():
            gaps = sum(body.text[slice(*span)].strip(" .*_").lower() == _GAP for span in body.prose)
            left = f", and {gaps} section{'s' if gaps > 1 else ''} to write" if gaps else ""
            yield Found(comment, f"this asks you to proofread the card{left}; do, then delete the comment")
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
            message="this asks you to proofread the card, and 1 section to write; do, then delete the comment",
        ),
    ),
)
