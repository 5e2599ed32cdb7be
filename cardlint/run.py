"""One run of the linter over paths: finds the cards, checks each, writes the report, says what could not be done.

Knows nothing of click, so that the plain ``cardlint check PATH...`` of a commit hook need not import it.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, NamedTuple, TextIO

from cardlint import files, output
from cardlint.config import Config
from cardlint.configurations import Configurations
from cardlint.diagnostic import Severity
from cardlint.errors import CardlintError
from cardlint.output import Report, Target
from cardlint.output.terminal import complain, visible, wants_color
from cardlint.source import SIZE_LIMIT, Source

if TYPE_CHECKING:
    from cardlint.baseline import Baseline, Baselines
    from cardlint.cache import Cache
    from cardlint.card import Card
    from cardlint.git import Changes
    from cardlint.progress import Progress


_FOR_PEOPLE = ("text", "grouped", "concise")


class Options(NamedTuple):
    """How a run reports."""

    targets: tuple[Target, ...] = (Target("text"),)
    stdin_filename: str | None = None
    exit_zero: bool = False
    statistics: bool = False
    quiet: bool = False
    verbose: bool = False
    fix: bool = False  # write the cards repaired
    unsafe_fixes: bool = False
    diff: bool = False  # show what fixing would change, instead of the report
    write_baseline: str | None = None
    add_ignores: str | None = None  # the reason
    jobs: int = 0  # processes; 0: as many as pay
    cache: bool = True
    cache_folder: str | None = None  # None: the user's
    diff_from: str | None = None  # report only what lies on lines that changed since this revision


def run(paths: tuple[str, ...], configurations: Configurations, options: Options) -> int:
    """Check the cards under ``paths``, write the report to standard output, and return the exit code."""
    each = Run(configurations, options)
    cards = each.find(paths or (".",))
    reports = each.reports(cards)
    if options.add_ignores is not None:
        each.suppress(cards, options.add_ignores)
        return 2 if each.failed else 0
    if options.write_baseline is not None:
        each.write_baseline(cards, options.write_baseline)
        return 2 if each.failed else 0
    if options.diff:
        for patch in each.patches(cards):
            sys.stdout.buffer.write(patch.encode())
        sys.stdout.flush()
        return 2 if each.failed else 1 if each.fixed and not options.exit_zero else 0
    if options.fix and "-" in cards:  # the card goes to standard output, and what is left to say elsewhere
        with redirect_stdout(sys.stderr):
            _write_report(each, reports, options)
        sys.stdout.buffer.write(each.fixed_input.encode())
    else:
        _write_report(each, reports, options)
    sys.stdout.flush()
    for line in each.baselines.stale() if each.baselines is not None else ():
        sys.stderr.write(f"{visible(line)}\n")
    return 2 if each.failed else 1 if each.counts and not options.exit_zero else 0


def run_again(paths: tuple[str, ...], configurations: Callable[[], Configurations], options: Options) -> int:
    """Check the cards under ``paths`` now and whenever something has changed, until Ctrl-C."""
    from cardlint.watch import watch

    def check() -> str:
        each = Run(configurations(), options)
        try:
            _write_report(each, each.reports(each.find(paths or (".",))), options._replace(quiet=True))
        except CardlintError as error:
            complain(error)
            return "not checked"
        sys.stdout.flush()
        return each.summary()

    def watched() -> Iterator[str]:
        current = configurations()
        for path in paths or (".",):
            try:
                for card in files.find_cards(path):
                    yield os.path.dirname(card) or os.curdir
                    yield current.file_of(card) or card
            except CardlintError:
                continue

    watch(check, watched, sys.stdout if _shown(options) in _FOR_PEOPLE else sys.stderr)
    return 0


def _write_report(each: "Run", reports: Iterator[Report], options: Options) -> None:
    """Write the reports as the options say, and the closing sentence."""
    if options.statistics:
        _write_statistics(reports, sys.stdout)
    else:
        output.write_all(reports, options.targets, color=wants_color(sys.stdout))
        shown = _shown(options)
        if not options.quiet and shown in (None, *_FOR_PEOPLE):
            (sys.stdout if shown in ("text", "grouped") else sys.stderr).write(each.summary() + "\n")


def _shown(options: Options) -> str | None:
    """Return the format on standard output, or None where there is none."""
    return next((target.format for target in options.targets if target.path is None), None)


class Run:
    """One pass over the paths: yields a report a card, and counts."""

    def __init__(self, configurations: Configurations, options: Options) -> None:
        self.configurations = configurations
        self.options = options
        self.baselines: Baselines | None = None
        self._changes: Changes | None = None
        self._progress: Progress | None = None
        self.cards = 0
        self.cards_with_findings = 0
        self.failed = False
        self.fixed = 0
        self.fixed_input = ""  # the card on standard input, repaired
        self.counts: Counter[Severity] = Counter()

    def reports(self, cards: list[str]) -> Iterator[Report]:
        """Yield the report of every card. A path that cannot be checked does not keep the others from it."""
        outcomes = self._outcomes(cards)
        if sys.stderr.isatty() and not self.options.quiet and len(cards) > 1:
            from cardlint.progress import Progress

            self._progress = Progress(len(cards))
            outcomes = self._progress.over(outcomes)
        for path, outcome in zip(cards, outcomes, strict=True):
            try:
                if isinstance(outcome, CardlintError):
                    raise outcome
                report = self._new(path, outcome)
            except CardlintError as error:
                self._fail(error)
                continue
            self.cards += 1
            self.cards_with_findings += bool(report.diagnostics)
            self.counts.update(diagnostic.severity for diagnostic in report.diagnostics)
            if self._progress is not None and report.diagnostics:
                self._progress.hide()
            yield report

    def _outcomes(self, cards: list[str]) -> Iterator[Report | CardlintError]:
        """Yield the report of every card, as it is now or was found before, or why it cannot be checked."""
        if len(cards) > 1 and "-" not in cards and not self.options.fix and not self.options.verbose:
            from cardlint.many import Many

            yield from Many(self.configurations, self._cache(), self.options.jobs).reports(cards)
            return
        for path in cards:
            try:
                yield self._report(path)
            except CardlintError as error:
                yield error

    def _cache(self) -> "Cache | None":
        if not self.options.cache:
            return None
        from cardlint.cache import Cache, default_folder

        return Cache(self.options.cache_folder or default_folder())

    def patches(self, cards: list[str]) -> Iterator[str]:
        """Yield what fixing would change in every card."""
        from cardlint.patch import patch

        for path in cards:
            try:
                card = self._card(path)
                yield patch(card.source.path, card.source.text, self._fixed(card).source.text)
            except CardlintError as error:
                self._fail(error)

    def suppress(self, cards: list[str], reason: str) -> None:
        """Write suppressions for everything that the cards break into them, and say how many."""
        from cardlint import suppression_writer

        reason = suppression_writer.check_reason(reason)
        count = changed = 0
        for path in cards:
            try:
                card = self._card(path)
                done = suppression_writer.suppress(card, self._config(path), reason)
                if path == "-":
                    sys.stdout.write(done.text)
                elif done.text != card.source.text:
                    files.replace(card.source.path, done.text)
                changed += done.text != card.source.text
            except CardlintError as error:
                self._fail(error)
                continue
            count += done.silenced
            for each in done.left:
                place = f"{visible(path)}:{each.start.line}:{each.start.column}"
                sys.stderr.write(f"{place}: {each.name} cannot be suppressed in the card\n")
        sys.stderr.write(f"suppressed {_plural(count, 'finding')} in {_plural(changed, 'card')}\n")

    def write_baseline(self, cards: list[str], path: str) -> None:
        """Write everything that the cards break to the baseline at ``path``, and say how many findings it has."""
        from cardlint.baseline import Baseline

        baseline = Baseline(path, new=True)
        for card in cards:
            try:
                report = self._report(card)
            except CardlintError as error:
                self._fail(error)
                continue
            baseline.note(report.source, self._config(card), report.diagnostics)
        sys.stderr.write(f"{visible(path)}: {_plural(baseline.save(), 'finding')}\n")

    def _new(self, path: str, report: Report) -> Report:
        """Return ``report`` without what the card's baseline knows, and without what stands on lines that are old."""
        config = self._config(path)
        diagnostics = report.diagnostics
        if config.baseline is not None:
            diagnostics = self._known(config).unknown(report.source, config, diagnostics)
        if self.options.diff_from is not None and diagnostics:
            diagnostics = self._changed(self.options.diff_from).among(report.source, diagnostics)
        return report._replace(diagnostics=diagnostics)

    def _changed(self, revision: str) -> "Changes":
        if self._changes is None:
            from cardlint.git import Changes

            self._changes = Changes(revision)
        return self._changes

    def _known(self, config: Config) -> "Baseline":
        """Return the baseline of ``config``. Raises CardlintError where it cannot be read."""
        if self.baselines is None:
            from cardlint.baseline import Baselines  # most runs have none

            self.baselines = Baselines()
        return self.baselines.of(config)

    def summary(self) -> str:
        """Return the closing sentence for people."""
        cards = _plural(self.cards, "card")
        repaired = f"fixed {_plural(self.fixed, 'finding')}, " if self.fixed else ""
        if not self.counts:
            return f"{repaired}{cards} checked, nothing to report" if self.cards else "no card checked"
        found = [_plural(self.counts[severity], severity.label) for severity in sorted(self.counts, reverse=True)]
        words = ", ".join(found[:-1]) + " and " + found[-1] if len(found) > 1 else found[0]
        where = "" if self.cards == 1 else f" in {self.cards_with_findings} of {cards}"
        return f"{repaired}found {words}{where}"

    def find(self, paths: tuple[str, ...]) -> list[str]:
        """Return the cards under ``paths``. Raises CardlintError for a wrong configuration, before any output."""
        cards: set[str] = set()
        for path in paths:
            try:
                found = [path] if path == "-" else list(files.find_cards(path))
            except CardlintError as error:
                self._fail(error)
                continue
            cards.update(card for card in found if card == path or not self._config(card).excludes(card))
        for card in cards:
            config = self._config(card)
            if config.baseline is not None and self.options.write_baseline is None:
                self._known(config)
        return sorted(cards)

    def _config(self, path: str) -> Config:
        return self.configurations.of(path if path != "-" else self.options.stdin_filename or "README.md")

    def _report(self, path: str) -> Report:
        from cardlint.lint import lint  # with all that reads a card: not needed where the cache knows everything

        card = self._card(path)
        if self.options.fix:
            card = self._written(path, card)
        return Report(card.source, lint(card, self._config(path)))

    def _card(self, path: str) -> "Card":
        from cardlint.card import Card
        from cardlint.repository import Repository

        source = self._stdin() if path == "-" else files.read(path)
        repository = None
        if path != "-" or self.options.stdin_filename:
            repository = Repository(os.path.dirname(source.path))
        card = Card(source, self._config(path).kind, repository)
        if self.options.verbose:
            sys.stderr.write(f"{visible(source.path)}: a {card.kind.value} card, because {visible(card.kind_reason)}\n")
        return card

    def _fixed(self, card: "Card") -> "Card":
        """Return the card with its fixes; say which had to be left out."""
        from cardlint.fix import fix_card

        fixed = fix_card(card, self._config(card.source.path), unsafe=self.options.unsafe_fixes)
        self.fixed += len(fixed.applied)
        for each in fixed.dropped:
            place = f"{visible(card.source.path)}:{each.start.line}:{each.start.column}"
            sys.stderr.write(f"{place}: the fix of {each.name} would change more than its place, and was left out\n")
        return fixed.card

    def _written(self, path: str, card: "Card") -> "Card":
        """Return the card with its fixes, in place of the old one; that of standard input is kept for standard output."""
        if path == "-" and card.source.fault is not None:
            raise CardlintError(f"{card.source.path}: cannot be fixed, being no UTF-8 text")
        fixed = self._fixed(card)
        if path == "-":
            self.fixed_input = fixed.source.text
        elif fixed.source.text != card.source.text:
            files.replace(card.source.path, fixed.source.text)
        return fixed

    def _stdin(self) -> Source:
        return Source.decode(sys.stdin.buffer.read(SIZE_LIMIT + 1), self.options.stdin_filename or "<stdin>")

    def _fail(self, error: CardlintError) -> None:
        self.failed = True
        if self._progress is not None:
            self._progress.hide()
        complain(error)


def _write_statistics(reports: Iterator[Report], stream: TextIO) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    cards: Counter[tuple[str, str]] = Counter()
    for report in reports:
        rules = [(diagnostic.code, diagnostic.name) for diagnostic in report.diagnostics]
        counts.update(rules)
        cards.update(set(rules))
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        stream.write(f"{count:>7}  {_plural(cards[rule], 'card'):>11}  {rule[0]} {rule[1]}\n")


def _plural(count: int, word: str) -> str:
    return f"{count:,} {word}" + ("" if count == 1 else "s")
