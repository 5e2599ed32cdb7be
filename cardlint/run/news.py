"""Which findings are new: not in the baseline of the configuration, and on changed lines."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cardlint.config import Config
from cardlint.findings.diagnostic import Diagnostic
from cardlint.findings.failure import is_failure
from cardlint.findings.report import Report
from cardlint.findings.source import Source
from cardlint.run.cards import Cards

if TYPE_CHECKING:
    from cardlint.run.baseline_file import Baseline, Baselines
    from cardlint.run.changes import Changes


class News:
    """The baselines and the changed lines of one run, each read when it is first needed: most runs use neither."""

    def __init__(self, cards: Cards, diff_from: str | None, named: Sequence[str], paths: Sequence[str]) -> None:
        """``diff_from`` is the revision to compare with, or None if all lines count.

        ``named`` are the paths that the user gave, ``paths`` the paths of the cards that were found there. The name of
        the card on standard input is in both.
        """
        self._cards = cards
        self._diff_from = diff_from
        self._named = named
        self._paths = paths
        self._baselines: Baselines | None = None
        self._changes: Changes | None = None
        self._has_baseline = True
        self.hidden = 0  # findings in baselines

    def open_history(self) -> None:
        """Read the revision to compare with, so that a wrong one is one error before any card is checked. Raises CardlintError."""
        if self._diff_from is not None:
            self._changed(self._diff_from).open()

    def prepare(self, paths: Iterable[str]) -> None:
        """Read the baselines of all cards. Raises CardlintError if one cannot be read."""
        self._has_baseline = False
        for path in paths:
            config = self._cards.config(path)
            if config.baseline is not None:
                self._has_baseline = True
                self._baseline(config)

    @property
    def needs_separate(self) -> bool:
        """Whether findings with one cause must stay separate, because each of them is new or not by itself."""
        return self._has_baseline or self._diff_from is not None

    def select(self, path: str, report: Report) -> Report:
        """Return ``report`` with only its new findings. A failure of cardlint itself is always new.

        Raises CardlintError if git cannot determine the changed lines.
        """
        if not (report.diagnostics or self._has_baseline):
            return report
        unknown = self._not_in_baseline(path, report.source, report.diagnostics)
        self.hidden += len(report.diagnostics) - len(unknown)
        news = self._on_changed_lines(report.source, report.source, unknown)
        failures = [each for each in report.diagnostics if is_failure(each)]
        if failures:
            news = failures + [each for each in news if not is_failure(each)]
        return report._replace(diagnostics=news)

    def select_findings(
        self, path: str, written: Source, source: Source, diagnostics: list[Diagnostic]
    ) -> list[Diagnostic]:
        """Return the new findings in ``source``, which is the card ``written`` after some repairs."""
        return self._on_changed_lines(written, source, self._not_in_baseline(path, source, diagnostics))

    def _not_in_baseline(self, path: str, source: Source, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
        if not self._has_baseline:
            return diagnostics
        config = self._cards.config(path)
        return diagnostics if config.baseline is None else self._baseline(config).unknown(source, config, diagnostics)

    def _on_changed_lines(self, written: Source, source: Source, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
        if self._diff_from is not None and diagnostics:
            diagnostics = self._changed(self._diff_from).select(written, source, diagnostics)
        return diagnostics

    def stale(self) -> Iterable[str]:
        """Return a message about every baseline with entries that no longer match a finding."""
        return self._baselines.stale() if self._baselines is not None else ()

    def _baseline(self, config: Config) -> "Baseline":
        if self._baselines is None:
            from cardlint.run.baseline_file import Baselines

            self._baselines = Baselines()
        return self._baselines.find(config)

    def _changed(self, revision: str) -> "Changes":
        if self._changes is None:
            from cardlint.run.changes import Changes

            self._changes = Changes(revision, self._named, self._paths)
        return self._changes
