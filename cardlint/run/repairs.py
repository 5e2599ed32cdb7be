"""What fixing does to the cards of a run, or would do: the card written anew, or the difference as a patch."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from cardlint.card import files
from cardlint.card.card import Card
from cardlint.findings.diagnostic import Diagnostic
from cardlint.findings.report import Report
from cardlint.findings.source import Fault, Source
from cardlint.lint.fix import Fixed, fix_card
from cardlint.lint.fix.patch import printable_patch
from cardlint.output.terminal import visible
from cardlint.run.cards import STDIN, Cards
from cardlint.run.news import News
from cardlint.run.unexpected import unexpected
from cardlint.system.errors import CardlintError
from cardlint.system.unfinished import Leftovers


class Repaired(NamedTuple):
    """What came of one card: what is left to report of it, or the patch that was asked for instead."""

    report: Report
    patch: bytes
    fixed: int  # findings
    dropped: list[Diagnostic]  # those whose fix would have done harm
    failures: list[Diagnostic]  # of cardlint itself
    left_out: tuple[str, ...] = ()  # a line for people about each change that the patch must not show

    def warnings(self) -> Iterator[str]:
        """Yield a line for people about every fix that was left out, every change that is not in the patch, and our own failures."""
        if not self.report.diagnostics:  # else they are among these
            for each in self.failures:
                yield f"{visible(self.report.source.path)}:{each.start.line}:{each.start.column}: {visible(each.message)}"
        for each in self.dropped:
            path = visible((each.file or self.report.source).path)
            place = f"{path}:{each.start.line}:{each.start.column}"
            yield f"{place}: the fix of {each.name} would change more than its place, and was left out"
        yield from self.left_out


class Repairs:
    """The fixes of one run. Each card is a matter of its own, so that several processes can share them."""

    def __init__(self, cards: Cards, news: News, *, unsafe: bool, is_trap: Callable[[str], bool] | None = None) -> None:
        """``is_trap`` says of lines of a patch whether they must not be printed where it goes."""
        self._cards = cards
        self._news = news
        self._unsafe = unsafe
        self._is_trap = is_trap
        self._leftovers = Leftovers()

    def shown(self, path: str) -> Repaired | CardlintError:
        """Return the patch that repairs the card at ``path``, or why there can be none."""
        try:
            card, fixed = self._fixed(path)
            patches = [
                (each.path, printable_patch(*each, is_trap=self._is_trap)) for each in _changes(card, fixed.card)
            ]
            change = b"".join(made.content for _, made in patches)
            left_out = tuple(
                f"{visible(each)}:{line}: left out of the patch: {reason}; --fix makes the change"
                for each, made in patches
                for line, reason in made.left_out
            )
            report = Report(Source("", card.source.path), [])
            return Repaired(report, change, len(fixed.applied), fixed.dropped, fixed.failures, left_out)
        except Exception as error:
            return unexpected(path, error)

    def written(self, path: str) -> Repaired | CardlintError:
        """Put the card at ``path`` repaired in its place, and the files beside it; return what is left to report, or why they stay."""
        try:
            card, fixed = self._fixed(path)
            for each in _changes(card, fixed.card) if path != STDIN else ():
                if each.new != each.old:
                    files.replace(each.path, each.new.decode(), self._leftovers)
                if each.place != each.path:
                    files.rename(each.path, each.place)
            left = self._cards.linter(path).check(fixed.card)
            return Repaired(Report(fixed.card.source, left), b"", len(fixed.applied), fixed.dropped, fixed.failures)
        except Exception as error:
            return unexpected(path, error)

    def _fixed(self, path: str) -> tuple[Card, Fixed]:
        card = self._cards.read(path)
        wanted = partial(self._wanted, path, card.source)
        fixed = fix_card(card, self._cards.linter(path), unsafe=self._unsafe, among=wanted)
        if path == STDIN and fixed.card.source.fault is not None:
            why = "too long" if fixed.card.source.fault is Fault.LONG else "no UTF-8 text"
            raise CardlintError(f"{card.source.path}: cannot be fixed, being {why}")
        return card, fixed

    def _wanted(self, path: str, written: Source, source: Source, found: list[Diagnostic]) -> list[Diagnostic]:
        """Return those of the findings that are news; of a card on standard input it alone is repaired, not what is on disk."""
        if path == STDIN:
            found = [each for each in found if each.file is None and not (each.fix and each.fix.rename)]
        return self._news.among(path, written, source, found)


class _Change(NamedTuple):
    """A file that fixing changes: its bytes before and after, and where it goes."""

    path: str
    old: bytes
    new: bytes
    place: str


def _changes(card: Card, fixed: Card) -> Iterator[_Change]:
    """Yield what fixing changed, the card first."""
    old, new = card.source, fixed.source
    if new.encoded() != old.encoded() or new.path != old.path:
        yield _Change(old.path, old.encoded(), new.encoded(), new.path)
    for path, text in sorted(fixed.repository.edited.items()) if fixed.repository is not None else ():
        yield _Change(path, files.read_bytes(path), text.encode(), path)
