"""The job of one run over its cards: to report, to show or write repairs, to suppress, or to write a baseline."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from cardlint.config.configurations import Configurations
from cardlint.findings.failure import is_failure
from cardlint.findings.report import Report
from cardlint.output.tally import Tally, plural
from cardlint.output.terminal import complain, visible
from cardlint.run.cards import STDIN, Cards
from cardlint.run.news import News
from cardlint.run.options import Options
from cardlint.system.errors import CardlintError

if TYPE_CHECKING:
    from cardlint.run.cache import Cache
    from cardlint.run.repairs import Repaired
    from cardlint.run.suppression_writer import Suppressed
    from cardlint.system.progress import Progress

_Result = TypeVar("_Result")


class Job:
    """One pass over the cards. A card that cannot be checked does not keep the others from it: it is said, and counted as failure."""

    def __init__(self, paths: tuple[str, ...], configurations: Configurations, options: Options) -> None:
        """Find the cards. Raises CardlintError for a wrong configuration, and for a cache folder that is not ours."""
        self.options = options
        self.failed = False
        self._said: set[str] = set()  # why cards cannot be checked
        self.fixed = 0
        self.fixed_input = ""  # the card on standard input, repaired
        self.tally = Tally()
        self._cards = Cards(configurations, options)
        self._progress: Progress | None = None
        self._cache_folder = self._named_cache_folder() if options.cache else None
        failed: list[CardlintError] = []
        self.paths = self._cards.find(paths, failed)
        self.news = News(self._cards, options, paths, self.paths)
        for error in failed:
            self._fail(error)

    def refuse_inputs(self) -> None:
        """Raise CardlintError where a report would replace a file that this run reads."""
        if any(target.path is not None for target in self.options.targets):
            from cardlint.run.report_targets import refuse_inputs  # most runs only print

            refuse_inputs(self.options.targets, self._cards, self.paths)

    def reports(self) -> Iterator[Report]:
        """Yield what is new in every card. Raises CardlintError for a wrong baseline before the first."""
        self.news.prepare(self.paths)
        return self.tally.count(self._news())

    @property
    def sentence(self) -> str:
        """What was done, for people."""
        repaired = f"fixed {plural(self.fixed, 'finding')}, " if self.fixed else ""
        return repaired + self.tally.sentence

    def patches(self, is_trap: Callable[[str], bool] | None) -> Iterator[bytes]:
        """Yield what fixing would change in every card; once where two paths lead to it.

        ``is_trap`` says of lines of a patch whether they must not be printed where it goes.
        """
        from cardlint.run.repairs import Repairs

        shown = Repairs(self._cards, self.news, unsafe=self.options.unsafe_fixes, is_trap=is_trap).shown
        seen: set[bytes] = set()
        for _, repaired in self._done(self._shared(shown)):
            self._note(repaired)
            if repaired.patch not in seen:
                seen.add(repaired.patch)
                yield repaired.patch

    def suppress(self, reason: str) -> None:
        """Write suppressions for everything that the cards break into them, and say how many."""
        from cardlint.run.suppression_writer import SuppressionWriter

        count = changed = 0
        done: Iterator[tuple[str, Suppressed]] = self._done(
            self._shared(SuppressionWriter(self._cards, reason).written)
        )
        for path, suppressed in done:
            if path == STDIN:
                sys.stdout.buffer.write(suppressed.text.encode())  # a card is UTF-8, whatever the terminal is
            changed += suppressed.silenced > 0
            count += suppressed.silenced
            self.failed |= any(map(is_failure, suppressed.left))
            for each in suppressed.left:
                place = f"{visible(each.file.path if each.file else path)}:{each.start.line}:{each.start.column}"
                sys.stderr.write(f"{place}: {each.name} cannot be suppressed in the card\n")
        sys.stderr.write(f"suppressed {plural(count, 'finding')} in {plural(changed, 'card')}\n")

    def write_baseline(self, file: str) -> None:
        """Write everything that the cards break to the baseline ``file``, and say how many findings it has."""
        from cardlint.run.baseline import Baseline

        baseline = Baseline(file, new=True)
        for path, report in self._done(self._checked()):
            lasting = [each for each in report.diagnostics if not is_failure(each)]
            baseline.note(report.source, self._cards.config(path), lasting)
        sys.stderr.write(f"{visible(file)}: {plural(baseline.save(), 'finding')}\n")

    def _news(self) -> Iterator[Report]:
        for path, report in self._done(self._repaired() if self.options.fix else self._checked()):
            failures = [each for each in report.diagnostics if is_failure(each)]
            try:
                report = self.news.of(path, report)
            except CardlintError as error:
                self._fail(error)
                continue
            if failures:  # these are news in every run
                report = report._replace(
                    diagnostics=failures + [each for each in report.diagnostics if not is_failure(each)]
                )
            if self._progress is not None and report.diagnostics:
                self._progress.hide()
            yield report

    def _checked(self) -> Iterator[Report | CardlintError]:
        """Yield the report of every card, as it is now or was found before, or why it cannot be checked."""
        if len(self.paths) > 1 and not self._one_by_one:
            from cardlint.run.many import Many

            yield from Many(self._cards, self._cache(), self.options.jobs).reports(self.paths)
            return
        for path in self.paths:
            try:
                card = self._cards.read(path)
                yield Report(card.source, self._cards.linter(path).check(card))
            except Exception as error:
                from cardlint.run.unexpected import unexpected  # hardly any run needs it

                yield unexpected(path, error)

    def _repaired(self) -> Iterator[Report | CardlintError]:
        """Write every card repaired, and yield what is left to report of it."""
        from cardlint.run.repairs import Repairs

        written = Repairs(self._cards, self.news, unsafe=self.options.unsafe_fixes).written
        for path, repaired in zip(self.paths, self._shared(written), strict=True):
            if isinstance(repaired, CardlintError):
                yield repaired
                continue
            self._note(repaired)
            if path == STDIN:
                self.fixed_input = repaired.report.source.text
            yield repaired.report

    def _note(self, repaired: "Repaired") -> None:
        self.fixed += repaired.fixed
        self.failed |= bool(repaired.failures)
        for line in repaired.warnings():
            sys.stderr.write(f"{line}\n")

    def _shared(self, work: Callable[[str], _Result]) -> Iterator[_Result]:
        from cardlint.run.shared import shared

        return shared(work, self.paths, 1 if self._one_by_one else self.options.jobs)

    @property
    def _one_by_one(self) -> bool:
        """Whether this process does it all: it alone has standard input, and what it says of each card comes in order."""
        return self.options.verbose or STDIN in self.paths

    def _done(self, outcomes: Iterable[_Result | CardlintError]) -> Iterator[tuple[str, _Result]]:
        """Yield every card with what came of it; say why nothing did, and how far the work is."""
        if sys.stderr.isatty() and not self.options.quiet and len(self.paths) > 1:
            from cardlint.system.progress import Progress

            self._progress = Progress(len(self.paths))
            outcomes = self._progress.over(outcomes)
        for path, outcome in zip(self.paths, outcomes, strict=True):
            if isinstance(outcome, CardlintError):
                self._fail(outcome)
            else:
                self.failed |= isinstance(outcome, Report) and any(map(is_failure, outcome.diagnostics))
                yield path, outcome

    def _cache(self) -> "Cache | None":
        if not self.options.cache:
            return None
        from cardlint.run.cache import Cache

        return Cache(self._cache_folder)

    def _named_cache_folder(self) -> str | None:
        """Return the folder that the user wants the cache in, if any. Raises CardlintError where it is not ours to delete files in."""
        folder = self.options.cache_folder or os.environ.get("CARDLINT_CACHE_DIR")
        if folder:
            from cardlint.run.cache import PURPOSE
            from cardlint.system.owned_folder import require_claimable

            require_claimable(folder, PURPOSE)
        return folder or None

    def _fail(self, error: CardlintError) -> None:
        self.failed = True
        if str(error) in self._said:
            return  # as of every card, where git does not know the revision
        self._said.add(str(error))
        if self._progress is not None:
            self._progress.hide()
        complain(error)
