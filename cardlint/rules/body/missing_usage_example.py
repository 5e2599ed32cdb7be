"""A card without an example leaves the reader to guess how to load the model and what input it takes.

Add a few lines of code that load it and show one result.

Source: Hub documentation, model release checklist.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    if (
        card.body.strip()
        and not body.fences
        and not body.code_blocks
        and "<code" not in body.lower
        and "<pre" not in body.lower
    ):
        yield Found(card.top, "the card has no usage example; show how to load and use the model")


RULE = Rule(
    name="missing-usage-example",
    code="CL331",
    category="body",
    severity=Severity.INFO,
    strict=True,
    kinds=(Kind.MODEL,),
    check=check,
    examples=(Example(bad="«---»\nlicense: mit\n---\n# M\n", good="# M\n\n```python\nload()\n```\n", whole=True),),
)
