"""Windows and Unix line endings in one file make every diff noisy.

Both are read, but an editor that settles on one of them rewrites every line. Use the line ending that most lines have.

Source: style; the Hub accepts both.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Edit, Fix, Severity
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_WINDOWS = pattern(r"\r(?=\n)")
_UNIX = pattern(r"(?<!\r)(?=\n)")


def check(card: Card) -> Iterator[Found]:
    text = card.source.text
    windows = text.count("\r\n")
    unix = text.count("\n") - windows
    if not windows or not unix:
        return
    better, ends, new = ("CR LF", _UNIX, "\r") if windows > unix else ("LF", _WINDOWS, "")
    edits = tuple(Edit(Span(*end.span()), new) for end in ends.finditer(text))
    start = edits[0].span.start
    yield Found(
        Span(start, text.index("\n", start) + 1),
        f"{windows} of {windows + unix} lines end with CR LF, the others with LF; use {better} everywhere",
        Fix(f"end every line with {better}", edits),
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
        Example(
            bad="---\r\nlicense: mit«\n»---\r\n# Model\n\r\n",
            good="---\r\nlicense: mit\r\n---\r\n# Model\r\n\r\n",
            fixed=True,
            whole=True,
            message="3 of 5 lines end with CR LF, the others with LF; use CR LF everywhere",
        ),
    ),
)
