"""White space before the front matter hides it from many tools, though not from the Hub.

Jekyll, Quarto and editors expect ``---`` as the very first characters. Delete what precedes it.

Source: the Hub's pattern allows white space; 72 of 7,036 real cards begin with some.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Edit, Fix, Severity
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    block = card.block
    if block is None or not block.found:
        return
    start = 1 if card.source.text.startswith("\ufeff") else 0
    if block.opening.start > start:
        blank = Span(start, block.opening.start)
        yield Found(
            blank,
            "white space precedes the front matter, so tools other than the Hub read no fields; remove it",
            Fix("remove the white space", (Edit(blank, ""),)),
        )


RULE = Rule(
    name="space-before-front-matter",
    code="CL012",
    category="front-matter",
    severity=Severity.INFO,
    check=check,
    examples=(Example(bad="«\n\n»---\nlicense: mit\n---\n", good="---\nlicense: mit\n---\n", fixed=True, whole=True),),
)
