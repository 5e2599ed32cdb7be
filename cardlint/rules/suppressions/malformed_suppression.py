"""A malformed suppression comment suppresses nothing.

Write ``# cardlint: ignore[NAME] reason`` in the front matter and ``<!-- cardlint: ignore[NAME] reason -->`` below it,
or use ``ignore-file``, ``ignore-start`` and ``ignore-end``. Names are required: a comment that hides everything would
hide the next problem too.

Source: docs/configuration.md.
"""

from collections.abc import Iterator

from cardlint.card import suppression
from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    for fault in suppression.suppressions(card).faults:
        yield Found(fault.span, fault.message)


RULE = Rule(
    name="malformed-suppression",
    code="CL393",
    category="suppressions",
    severity=Severity.ERROR,
    check=check,
    examples=(
        Example(
            bad="license: mit  «# cardlint: ignore»",
            good="license: mit  # cardlint: ignore[unknown-license]",
            message="`ignore` without rule names would hide every finding; write `ignore[NAME]`",
        ),
        Example(
            bad="license: mit\n«# cardlint: disable[unknown-license]»",
            good="license: mit\n# cardlint: ignore-file[unknown-license]",
            message="`disable` is not a cardlint directive; use `ignore`, `ignore-file`, `ignore-start` or `ignore-end`",
        ),
        Example(
            bad="license: mit\n---\n\n«<!-- cardlint: ignore-end -->»\n",
            good="license: mit\n---\n\n<!-- cardlint: ignore-start[empty-link] -->\n<!-- cardlint: ignore-end -->\n",
            message="this `ignore-end` has no `ignore-start` before it; remove it",
        ),
    ),
)
