"""A session: the cards of one run, and what all operations on them share.

Each operation ("verb") has its own file: ``check``, ``repair``, ``patch``, ``suppress`` and ``baseline``. One card and many
cards are processed in the same way.
"""

import os
import sys
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from cardlint.config.configurations import Configurations
from cardlint.output import Target
from cardlint.output.stderr import complain
from cardlint.output.tally import Tally
from cardlint.output.terminal import visible
from cardlint.run.cards import STDIN, Cards
from cardlint.run.news import News
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple

if TYPE_CHECKING:
    from cardlint.run.failing import Failing

_BATCH = 5_000
"""How many cards are looked up in the cache at a time, which limits memory."""


class Options(NamedTuple):
    """The options of ``cardlint check``, except those that select rules or a verb."""

    targets: tuple[Target, ...] = (Target("text"),)
    stdin_filename: str | None = None
    exit_zero: bool = False
    statistics: bool = False
    quiet: bool = False
    verbose: bool = False
    jobs: int = 0  # number of processes; 0: automatic
    cache: bool = True
    cache_folder: str | None = None  # None: the folder in CARDLINT_CACHE_DIR, or the default
    diff_from: str | None = None  # report only findings on lines that changed since this revision

    @property
    def stdout_format(self) -> str | None:
        """The format on standard output, or None if there is none."""
        return next((target.format for target in self.targets if target.path is None), None)


class Outcome(Protocol):
    """The result of the work on one card."""

    @property
    def is_incomplete(self) -> bool:
        """Whether cardlint itself failed to process a part of the card."""


_Outcome = TypeVar("_Outcome", bound=Outcome)


class Session:
    """The cards with their configurations, which findings are new, and which errors occurred."""

    def __init__(self, paths: tuple[str, ...], configurations: Configurations, options: Options) -> None:
        """Find the cards under ``paths``, or under the current folder if ``paths`` is empty.

        Raises CardlintError for a wrong configuration, for a cache folder that is not ours, and if git cannot read the revision in
        ``options.diff_from``.
        """
        paths = paths or (".",)
        self.options = options
        self.cards = Cards(configurations, stdin_filename=options.stdin_filename, verbose=options.verbose)
        self.tally = Tally()
        self.failed = False
        self._reported: set[str] = set()
        self._hide_progress: Callable[[], None] | None = None
        self.cache_folder = _named_cache_folder(options)
        errors: list[CardlintError] = []
        self.paths = self.cards.find(paths, errors)
        named = [*paths, *filter(None, [options.stdin_filename])]
        files = [options.stdin_filename or path if path == STDIN else path for path in self.paths]
        self.news = News(self.cards, options.diff_from, named, files)
        for error in errors:
            self.report_failure(error)
        self.news.open_history()

    @cached_property
    def failing(self) -> "Failing":
        """Decides whether the findings make the run fail."""
        from cardlint.run.failing import Failing  # most runs find nothing

        return Failing(self.cards)

    def run(self, verb: "Verb") -> int:
        """Run ``verb`` on the cards, and return the exit code."""
        is_failure = verb(self)
        sys.stdout.flush()
        for line in self.news.stale():
            self.say(visible(line))
        return 2 if self.failed else 1 if is_failure and not self.options.exit_zero else 0

    def each(
        self, work: Callable[[str], _Outcome], recall: Callable[[str], _Outcome | None] | None = None
    ) -> Iterator[tuple[str, _Outcome]]:
        """Call ``work`` for every card, in several processes if that is faster; yield the cards in order with their results.

        ``recall`` returns the result from an earlier run, or None. If ``work`` fails for a card, the error is reported, the run counts as
        failed, and the other cards are still processed.
        """
        outcomes = self._outcomes(partial(_attempt, work), recall)
        if sys.stderr.isatty() and not self.options.quiet and len(self.paths) > 1:
            from cardlint.system.progress import Progress

            progress = Progress(len(self.paths))
            self._hide_progress = progress.hide
            outcomes = progress.over(outcomes)
        for path, outcome in zip(self.paths, outcomes, strict=True):
            if isinstance(outcome, CardlintError):
                self.report_failure(outcome)
            else:
                self.failed |= outcome.is_incomplete
                yield path, outcome

    def report_failure(self, error: CardlintError) -> None:
        """Print an error, once even if it occurs for every card, such as a missing object in git."""
        self.failed = True
        if str(error) not in self._reported:
            self._reported.add(str(error))
            self.hide_progress()
            complain(error)

    def say(self, line: str) -> None:
        """Write a line to standard error."""
        self.hide_progress()
        sys.stderr.write(f"{line}\n")

    def hide_progress(self) -> None:
        """Remove the progress line before something else is written to the terminal."""
        if self._hide_progress is not None:
            self._hide_progress()

    @property
    def is_one_by_one(self) -> bool:
        """Whether this process must do everything, because others cannot read standard input or print about cards in order."""
        return self.options.verbose or STDIN in self.paths

    def _outcomes(
        self,
        attempt: Callable[[str], _Outcome | CardlintError],
        recall: Callable[[str], _Outcome | None] | None,
    ) -> Iterator[_Outcome | CardlintError]:
        for start in range(0, len(self.paths), _BATCH):
            batch = self.paths[start : start + _BATCH]
            known = {path: outcome for path in batch if (outcome := recall(path)) is not None} if recall else {}
            outcomes = self._share(attempt, [path for path in batch if path not in known])
            for path in batch:
                yield known.pop(path) if path in known else next(outcomes)

    def _share(
        self, attempt: Callable[[str], _Outcome | CardlintError], paths: list[str]
    ) -> Iterator[_Outcome | CardlintError]:
        if len(paths) < 2 or self.is_one_by_one:
            return map(attempt, paths)
        from cardlint.run.share import share  # hooks mostly have one card

        return share(attempt, paths, self.options.jobs)


Verb = Callable[[Session], bool]
"""An operation on the cards of a session, which returns whether its findings make the run fail."""


def _attempt(work: Callable[[str], _Outcome], path: str) -> _Outcome | CardlintError:
    """Return the result of the work on the card at ``path``, or the error."""
    try:
        return work(path)
    except CardlintError as error:
        return error
    except Exception as error:  # a bug in cardlint
        from cardlint.findings.failure import describe

        return CardlintError(f"{path}: {describe(error)}", "please report it")


def _named_cache_folder(options: Options) -> str | None:
    """Return the folder that the user chose for the cache, if any. Raises CardlintError if we must not delete files in it."""
    folder = options.cache_folder or os.environ.get("CARDLINT_CACHE_DIR")
    if not folder or not options.cache:
        return None
    from cardlint.run.cache import PURPOSE
    from cardlint.system.owned_folder import require_claimable

    require_claimable(folder, PURPOSE)
    return folder
