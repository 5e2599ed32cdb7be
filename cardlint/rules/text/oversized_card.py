"""A card that is too large is rejected by the Hub's validator, and is checked here only in part or not at all.

If a card has more than four million characters, only its front matter is checked, and nothing is fixed. Cards grow this
large when benchmark results are written into ``model-index``. Move them to ``.eval_results/*.yaml`` files.

Source: embeddings-benchmark/mteb#1368 (a card of 28.9 MB) and #1892 (the validator answers 413).
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.findings.source import FULL_LIMIT, SIZE_LIMIT, Fault, Span
from cardlint.rule_kit.rule import Found, Rule


def check(card: Card) -> Iterator[Found]:
    advice = "move results to `.eval_results/*.yaml`"
    if card.source.fault is Fault.LONG:
        what = "only its front matter was checked" if card.source.text else "it was not checked"
        message = f"the card has more than {FULL_LIMIT:,} characters, so {what}; {advice}"
        yield Found(Span(0, 0), message, severity=Severity.WARNING)
    if card.source.fault is Fault.TOO_LARGE:
        limit = SIZE_LIMIT // 2**20
        yield Found(Span(0, 0), f"the file is larger than {limit} MiB and was not read; {advice}")


RULE = Rule(
    name="oversized-card",
    code="CL002",
    category="text",
    severity=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    signs=("fault",),
    examples=(),  # it would be 32 MiB: tests/test_check_input.py writes it
)
