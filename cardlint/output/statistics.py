"""The number of findings of each rule, the most frequent first: one line per rule for people, or one JSON object for programs."""

from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from cardlint.findings.report import Report
from cardlint.output.log_stream import write_json
from cardlint.output.tally import plural

VERSION = 1
"""The version of the JSON object."""


def write(reports: Iterable[Report], stream: TextIO, *, as_json: bool) -> None:
    """Write, for each rule, how many findings it has and in how many cards."""
    counts: Counter[tuple[str, str]] = Counter()
    cards: Counter[tuple[str, str]] = Counter()
    files = 0
    for report in reports:
        files += report.is_card
        rules = [(diagnostic.code, diagnostic.name) for diagnostic in report.diagnostics]
        counts.update(rules)
        cards.update(set(rules))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if as_json:
        rows = [
            {"name": name, "code": code, "findings": count, "cards": cards[code, name]}
            for (code, name), count in ordered
        ]
        write_json({"version": VERSION, "rules": rows, "files": files}, indent=2, stream=stream)
        return
    for rule, count in ordered:
        stream.write(f"{count:>7}  {plural(cards[rule], 'card'):>11}  {rule[0]} {rule[1]}\n")
