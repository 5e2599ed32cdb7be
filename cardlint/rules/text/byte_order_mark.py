"""A byte order mark hides the front matter from Python tools.

The Hub ignores it, but huggingface_hub before 2.0, Jekyll and the front matter support of most editors do not, and read no
metadata at all. Remove it: UTF-8 does not need one.

Source: huggingface_hub repocard.py, its pattern run in Python and JavaScript (2026-07).
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Edit, Fix, Severity
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    if card.source.text.startswith("\ufeff"):
        mark = Span(0, 1)
        yield Found(
            mark,
            "a byte order mark (U+FEFF) hides the front matter from `huggingface_hub` 1.x; remove it",
            Fix("remove the byte order mark", (Edit(mark, ""),)),
        )


RULE = Rule(
    name="byte-order-mark",
    code="CL004",
    category="text",
    severity=Severity.WARNING,
    check=check,
    signs=("text:\ufeff",),
    examples=(
        Example(
            bad="«\ufeff»---\nlicense: mit\n---\n",
            good="---\nlicense: mit\n---\n",
            fixed=True,
            whole=True,
        ),
    ),
)
