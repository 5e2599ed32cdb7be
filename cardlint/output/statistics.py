"""How often each rule found something: a line a rule, the most frequent first."""

from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from cardlint.findings.report import Report
from cardlint.output.tally import plural


def write(reports: Iterable[Report], stream: TextIO) -> None:
    """Write the findings, the cards that have them, and the rule."""
    counts: Counter[tuple[str, str]] = Counter()
    cards: Counter[tuple[str, str]] = Counter()
    for report in reports:
        rules = [(diagnostic.code, diagnostic.name) for diagnostic in report.diagnostics]
        counts.update(rules)
        cards.update(set(rules))
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        stream.write(f"{count:>7}  {plural(cards[rule], 'card'):>11}  {rule[0]} {rule[1]}\n")
