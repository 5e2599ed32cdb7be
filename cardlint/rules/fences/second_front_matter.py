"""A second block of front matter is shown as text: the Hub reads only the first.

A tool that writes its own block above an existing one leaves two behind. Merge them.

Source: the Hub's pattern takes the first block; seen in cards that two tools wrote.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.schema import fields
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_SECOND = pattern(r"\s*^(?P<fence>---)[ \t]*\r?\n(?P<key>[\w-]+):", re.MULTILINE)
_CLOSED = pattern(r"^---[ \t]*$", re.MULTILINE)


def check(card: Card) -> Iterator[Found]:
    block = card.block
    if block is None or not block.found:
        return
    text = card.source.text
    second = _SECOND.match(text, block.body)
    if second is not None and second["key"] in fields.all_known() and _CLOSED.search(text, second.end()):
        fence = Span(*second.span("fence"))
        message = "the Hub shows a second front matter as text; merge it into the first"
        yield Found(fence, message, related=(Related(block.opening, "the first"),))


RULE = Rule(
    name="second-front-matter",
    code="CL020",
    category="front-matter",
    severity=Severity.WARNING,
    check=check,
    examples=(
        Example(
            bad="---\nlicense: mit\n---\n\n«---»\ntags: [x]\n---\n# Model\n",
            good="---\nlicense: mit\ntags: [x]\n---\n\n---\n# Model\n",
            whole=True,
        ),
    ),
)
