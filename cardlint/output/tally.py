"""Counts what a run checks, finds and fixes, and sums it up in one sentence."""

from collections import Counter
from collections.abc import Iterable, Iterator

from cardlint.findings.diagnostic import Applicability, Severity
from cardlint.findings.report import Report


class Tally:
    """The counts of a run."""

    __slots__ = ("cards", "cards_with_findings", "counts", "fixable", "fixed", "hidden", "tried")

    def __init__(self) -> None:
        self.cards = 0
        self.cards_with_findings = 0
        self.counts: Counter[Severity] = Counter()
        self.fixable: Counter[Applicability] = Counter()  # findings with a fix, by applicability
        self.fixed: Counter[str] = Counter()  # findings by name of the rule
        self.hidden = 0  # findings in the baseline
        # The fixes that this run applies: those that remain would do harm.
        self.tried: frozenset[Applicability] = frozenset()

    def count(self, reports: Iterable[Report]) -> Iterator[Report]:
        """Yield ``reports`` while counting them. Findings in a file next to a card count for that card, whose report comes first."""
        has_findings = False
        for report in reports:
            if report.is_card:
                self.cards += 1
                has_findings = False
            if report.diagnostics and not has_findings:
                self.cards_with_findings += 1
                has_findings = True
            for diagnostic in report.diagnostics:
                self.counts[diagnostic.severity] += 1
                if diagnostic.fix is not None:
                    self.fixable[diagnostic.fix.applicability] += 1
            yield report

    @property
    def has_findings(self) -> bool:
        """Whether there are findings that are not fixed."""
        return bool(self.counts)

    @property
    def fixed_by_rule(self) -> str:
        """What was fixed, by rule; empty if nothing was."""
        if not self.fixed:
            return ""
        rules = ", ".join(
            f"{count:,} {name}" for name, count in sorted(self.fixed.items(), key=lambda it: (-it[1], it[0]))
        )
        return f"fixed {plural(self.fixed.total(), 'finding')}: {rules}"

    @property
    def found(self) -> str:
        """What was found, and in how many cards."""
        cards = plural(self.cards, "card")
        if not self.counts:
            return f"{cards} checked, nothing to report" if self.cards else "no card checked"
        found = ", ".join(
            plural(self.counts[severity], severity.label) for severity in sorted(self.counts, reverse=True)
        )
        return f"{found} in {cards if self.cards == 1 else f'{self.cards_with_findings:,} of {cards}'}"

    @property
    def sentence(self) -> str:
        """What was found, how many findings can be fixed with which options, and how many the baseline hides."""
        hidden = f"{plural(self.hidden, 'finding')} hidden by the baseline" if self.hidden else ""
        return "; ".join(filter(None, (self.found, self._fixable, hidden)))

    @property
    def _fixable(self) -> str:
        safe, unsafe = self.fixable[Applicability.SAFE], self.fixable[Applicability.UNSAFE]
        if Applicability.UNSAFE in self.tried:
            return ""
        if self.tried:
            return f"{unsafe:,} fixable with `--unsafe-fixes`" if unsafe else ""
        if not safe:
            return f"{unsafe:,} fixable with `--fix --unsafe-fixes`" if unsafe else ""
        return f"{safe:,} fixable with `--fix`" + (f", {unsafe:,} more with `--unsafe-fixes`" if unsafe else "")


def plural(count: int, word: str) -> str:
    """Return ``1 card``, ``2,000 cards``; ``info`` has no plural."""
    return f"{count:,} {word}" + ("" if count == 1 or word == "info" else "s")
