"""How many cards a run checked, what it found and what it fixed, counted in passing and said in a sentence."""

from collections import Counter
from collections.abc import Iterable, Iterator

from cardlint.findings.diagnostic import Severity
from cardlint.findings.report import Report


class Tally:
    """The counts of a run."""

    __slots__ = ("cards", "cards_with_findings", "counts", "fixed")

    def __init__(self) -> None:
        self.cards = 0
        self.cards_with_findings = 0
        self.counts: Counter[Severity] = Counter()
        self.fixed = 0  # findings

    def count(self, reports: Iterable[Report]) -> Iterator[Report]:
        """Yield ``reports``, and count them. What is found in a file counts for the card that it is beside, which comes before it."""
        has_findings = False
        for report in reports:
            if report.is_card:
                self.cards += 1
                has_findings = False
            if report.diagnostics and not has_findings:
                self.cards_with_findings += 1
                has_findings = True
            self.counts.update(diagnostic.severity for diagnostic in report.diagnostics)
            yield report

    @property
    def has_findings(self) -> bool:
        """Whether anything was found that is not fixed."""
        return bool(self.counts)

    @property
    def sentence(self) -> str:
        """What was fixed and what was found, for people."""
        fixed = f"fixed {plural(self.fixed, 'finding')}, " if self.fixed else ""
        return fixed + self._found

    @property
    def _found(self) -> str:
        cards = plural(self.cards, "card")
        if not self.counts:
            return f"{cards} checked, nothing to report" if self.cards else "no card checked"
        found = [plural(self.counts[severity], severity.label) for severity in sorted(self.counts, reverse=True)]
        words = ", ".join(found[:-1]) + " and " + found[-1] if len(found) > 1 else found[0]
        return f"found {words}" + ("" if self.cards == 1 else f" in {self.cards_with_findings} of {cards}")


def plural(count: int, word: str) -> str:
    """Return ``1 card``, ``2,000 cards``; ``info`` has no plural."""
    return f"{count:,} {word}" + ("" if count == 1 or word == "info" else "s")
