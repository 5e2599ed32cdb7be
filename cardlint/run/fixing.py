"""What the fixes of a session would make of a card, and of the files beside it: written by ``repair``, shown by ``patch``."""

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
    """A file that fixing changes: its bytes before and after, and where it goes."""

    path: str
    old: bytes
    new: bytes
    place: str


class Fixing(NamedTuple):
    """A card before and after its fixes."""

    card: Card
    fixed: Fixed

    def changes(self) -> Iterator[ChangedFile]:
        """Yield what fixing changes, the card first."""
        old, new = self.card.source, self.fixed.card.source
        if new.encoded() != old.encoded() or new.path != old.path:
            yield ChangedFile(old.path, old.encoded(), new.encoded(), new.path)
        repository = self.fixed.card.repository
        for path, text in sorted(repository.edited.items()) if repository is not None else ():
            yield ChangedFile(path, files.read_bytes(path), text.encode(), path)

    def left_out(self, path: str) -> Iterator[str]:
        """Yield a line for people about every fix that would do harm; ``path`` is that of the card."""
        for each in self.fixed.dropped:
            place = _place(each, each.file.path if each.file else path)
            yield f"{place}: the fix of {each.name} would change more than its place, and was left out"

    def failures(self, path: str) -> Iterator[str]:
        """Yield a line for people about every failure of our own; ``path`` is that of the card."""
        for each in self.fixed.failures:
            yield f"{_place(each, path)}: {visible(each.message)}"


def fix(session: Session, path: str, *, unsafe: bool) -> Fixing:
    """Return the card at ``path`` with the fixes of those findings that are news; nothing is written. Raises CardlintError."""
    card = session.cards.read(path)
    wanted = partial(_wanted, session, path, card.source)
    fixed = fix_card(card, session.cards.linter(path), unsafe=unsafe, choose=wanted)
    if path == STDIN and fixed.card.source.fault is not None:
        why = "too long" if fixed.card.source.fault is Fault.LONG else "not UTF-8 text"
        raise CardlintError(f"{card.source.path}: cannot be fixed: it is {why}")
    return Fixing(card, fixed)


def _wanted(session: Session, path: str, written: Source, source: Source, found: list[Diagnostic]) -> list[Diagnostic]:
    """Return those of the findings that are news; of a card on standard input it alone is repaired, not what is on disk."""
    if path == STDIN:
        found = [each for each in found if each.file is None and not (each.fix and each.fix.rename)]
    return session.news.select_findings(path, written, source, found)


def _place(diagnostic: Diagnostic, path: str) -> str:
    return f"{visible(path)}:{diagnostic.start.line}:{diagnostic.start.column}"
