"""The result of fixing a card and the files next to it: ``repair`` writes it, ``patch`` shows it."""

from collections.abc import Iterator
from functools import partial

from cardlint.card import files
from cardlint.card.card import Card
from cardlint.findings.diagnostic import Diagnostic
from cardlint.findings.source import Fault, Source
from cardlint.lint.fix import Fixed, fix_card
from cardlint.output.terminal import visible
from cardlint.run.cards import STDIN
from cardlint.run.session import Session
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple


class ChangedFile(NamedTuple):
    """A file that is changed by fixes: its bytes before and after, and its new path."""

    path: str
    old: bytes
    new: bytes
    place: str


class Fixing(NamedTuple):
    """A card before and after its fixes."""

    card: Card
    fixed: Fixed

    def changes(self) -> Iterator[ChangedFile]:
        """Yield the files that are changed, the card first."""
        old, new = self.card.source, self.fixed.card.source
        if new.encoded() != old.encoded() or new.path != old.path:
            yield ChangedFile(old.path, old.encoded(), new.encoded(), new.path)
        repository = self.fixed.card.repository
        for path, text in sorted(repository.edited.items()) if repository is not None else ():
            yield ChangedFile(path, files.read_bytes(path), text.encode(), path)

    def left_out(self, path: str) -> Iterator[str]:
        """Yield a message about every fix that was left out because it would do harm; ``path`` is the path of the card."""
        for each in self.fixed.dropped:
            place = _place(each, each.file.path if each.file else path)
            yield f"{place}: the fix of `{each.name}` would leave the problem or do harm, so it was left out"

    def failures(self, path: str) -> Iterator[str]:
        """Yield a message about every failure of cardlint itself; ``path`` is the path of the card."""
        for each in self.fixed.failures:
            yield f"{_place(each, path)}: {visible(each.message)}"


def fix(session: Session, path: str, *, unsafe: bool) -> Fixing:
    """Return the card at ``path`` with its new findings fixed, without writing anything. Raises CardlintError."""
    card = session.cards.read(path)
    wanted = partial(_wanted, session, path, card.source)
    fixed = fix_card(card, session.cards.linter(path), unsafe=unsafe, choose=wanted)
    if path == STDIN and fixed.card.source.fault is not None:
        why = "too long" if fixed.card.source.fault is Fault.LONG else "not UTF-8 text"
        raise CardlintError(f"{card.source.path}: cannot be fixed: it is {why}")
    return Fixing(card, fixed)


def _wanted(session: Session, path: str, written: Source, source: Source, found: list[Diagnostic]) -> list[Diagnostic]:
    """Return the new findings. For a card on standard input, leave out those in files on disk, which are not repaired."""
    if path == STDIN:
        found = [each for each in found if each.file is None and not (each.fix and each.fix.rename)]
    return session.news.select_findings(path, written, source, found)


def _place(diagnostic: Diagnostic, path: str) -> str:
    return f"{visible(path)}:{diagnostic.start.line}:{diagnostic.start.column}"
