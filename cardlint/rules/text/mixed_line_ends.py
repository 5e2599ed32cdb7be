"""Windows and Unix line ends in one file make every diff noisy.

Both are read, but an editor that settles on one of them rewrites every line. Use ``\\n`` throughout.

Source: style; the Hub accepts both.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Edit, Fix, Severity
from cardlint.rule import Example, Found, Rule
from cardlint.source import Span


def check(card: Card) -> Iterator[Found]:
    text = card.source.text
    windows = text.count("\r\n")
    unix = text.count("\n") - windows
    if not windows or not unix:
        return
    first = text.find("\r\n")
    edits = []
    at = first
    while at >= 0:
        edits.append(Edit(Span(at, at + 1), ""))
        at = text.find("\r\n", at + 1)
    yield Found(
        Span(first, first + 2),
        f"{windows} of {windows + unix} lines end with CR LF, the others with LF; use LF throughout",
        Fix("end every line with LF", tuple(edits)),
    )


RULE = Rule(
    name="mixed-line-ends",
    code="CL005",
    category="text",
    severity=Severity.INFO,
    check=check,
    examples=(
        Example(
            bad="---\nlicense: mit«\r\n»---\n# Model\r\n",
            good="---\nlicense: mit\n---\n# Model\n",
            fixed=True,
            whole=True,
        ),
    ),
)
