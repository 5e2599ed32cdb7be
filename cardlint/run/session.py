"""A session: the cards of one run, and what everything that is done to them shares.

What is done is a verb in a file of its own: ``check``, ``repair``, ``patch``, ``suppress``, ``write_baseline``. One card and many
take the same way.
"""

import os
import sys
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from cardlint.config.configurations import Configurations
from cardlint.output import Target
from cardlint.output.tally import Tally
from cardlint.output.terminal import complain, visible
from cardlint.run.cards import STDIN, Cards
from cardlint.run.news import News
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple

if TYPE_CHECKING:
    from cardlint.run.failing import Failing

_BATCH = 5_000
"""Cards that are looked up before the first of them is worked on, so that memory stays bounded."""


class Options(NamedTuple):
    """The options of ``cardlint check`` that neither select rules nor name a verb."""

    targets: tuple[Target, ...] = (Target("text"),)
    stdin_filename: str | None = None
    exit_zero: bool = False
    statistics: bool = False
    quiet: bool = False
    verbose: bool = False
    jobs: int = 0  # processes; 0: as many as pay
    cache: bool = True
    cache_folder: str | None = None  # None: what CARDLINT_CACHE_DIR names, or the user's
    diff_from: str | None = None  # report only what lies on lines that changed since this revision

    @property
    def stdout_format(self) -> str | None:
        """The format on standard output, or None where there is none."""
        return next((target.format for target in self.targets if target.path is None), None)


class Outcome(Protocol):
    """What came of the work on one card."""

    @property
    def is_incomplete(self) -> bool:
        """Whether cardlint itself failed on a part of the card."""


_Outcome = TypeVar("_Outcome", bound=Outcome)


class Session:
    """The cards with their configurations, what is news in them, and what could not be done."""

    def __init__(self, paths: tuple[str, ...], configurations: Configurations, options: Options) -> None:
        """Find the cards under ``paths``, or in the current folder where there are none.

        Raises CardlintError for a wrong configuration, and for a cache folder that is not ours.
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
        self.news = News(self.cards, options.diff_from, (*paths, *filter(None, [options.stdin_filename])), self.paths)
        for error in errors:
            self.report_failure(error)

    @cached_property
    def failing(self) -> "Failing":
        """Whether what is found makes the run fail."""
        from cardlint.run.failing import Failing  # most runs find nothing

        return Failing(self.cards)

    def run(self, verb: "Verb") -> int:
        """Do ``verb`` to the cards, and return the exit code."""
        is_failure = verb(self)
        sys.stdout.flush()
        for line in self.news.stale():
            self.say(visible(line))
        return 2 if self.failed else 1 if is_failure and not self.options.exit_zero else 0

    def each(
        self, work: Callable[[str], _Outcome], recall: Callable[[str], _Outcome | None] | None = None
    ) -> Iterator[tuple[str, _Outcome]]:
        """Do ``work`` to every card, by several processes where that is faster; yield the cards in order with what came of it.

        ``recall`` returns what an earlier run knows to come of it, or None. A card that cannot be worked on does not keep the others
        from it: the error is reported and counts as a failure.
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
        """Say what could not be done: once, for it may be so for every card, as where git does not know the revision."""
        self.failed = True
        if str(error) not in self._reported:
            self._reported.add(str(error))
            self.hide_progress()
            complain(error)

    def say(self, line: str) -> None:
        """Write a line for people to standard error."""
        self.hide_progress()
        sys.stderr.write(f"{line}\n")

    def hide_progress(self) -> None:
        """Take the progress line away: something else is written to the terminal."""
        if self._hide_progress is not None:
            self._hide_progress()

    @property
    def is_one_by_one(self) -> bool:
        """Whether this process does it all: it alone has standard input, and what it says of each card comes in order."""
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
"""Does something to the cards of a session, and returns whether what it found makes the run fail."""


def _attempt(work: Callable[[str], _Outcome], path: str) -> _Outcome | CardlintError:
    """Return what comes of the work on the card at ``path``, or why nothing does."""
    try:
        return work(path)
    except CardlintError as error:
        return error
    except Exception as error:  # a fault of ours
        from cardlint.findings.failure import describe

        return CardlintError(f"{path}: {describe(error)}", "please report it")


def _named_cache_folder(options: Options) -> str | None:
    """Return the folder that the user wants the cache in, if any. Raises CardlintError where it is not ours to delete files in."""
    folder = options.cache_folder or os.environ.get("CARDLINT_CACHE_DIR")
    if not folder or not options.cache:
        return None
    from cardlint.run.cache import PURPOSE
    from cardlint.system.owned_folder import require_claimable

    require_claimable(folder, PURPOSE)
    return folder
