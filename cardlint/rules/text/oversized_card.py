"""A card that is too large is refused by the Hub's validator, and not read here, or not all of it.

Of a card with more than four million characters the front matter alone is checked, and nothing is repaired. Cards grow
this large when benchmark results are written into ``model-index``. Move them to ``.eval_results/*.yaml`` files.

Source: embeddings-benchmark/mteb#1368 (a card of 28.9 MB) and #1892 (the validator answers 413).
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.findings.source import FULL_LIMIT, SIZE_LIMIT, Fault, Span
from cardlint.rule_kit.rule import Found, Rule


def check(card: Card) -> Iterator[Found]:
    advice = "move results to .eval_results/*.yaml"
    if card.source.fault is Fault.LONG:
        what = "only its front matter was checked" if card.source.text else "nothing of it was checked"
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
    examples=(),  # 32 MiB long: tests/test_check_input.py writes it
)
