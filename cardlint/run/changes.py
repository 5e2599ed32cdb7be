"""Which findings are on lines that changed since a revision, whether the change is committed, staged, or only in the file on disk.

All lines of a file that was not in that revision count as changed.
"""

import os
from collections.abc import Sequence

from cardlint.card import files
from cardlint.card.front_matter import fences
from cardlint.findings.diagnostic import Diagnostic, by_file
from cardlint.findings.source import SIZE_LIMIT, Fault, Source, Span
from cardlint.run.changed_lines import ChangedLines, Lines, changed_lines, follow
from cardlint.run.git.base import Base, File
from cardlint.run.git.checkout import Checkout, Checkouts, find_inner
from cardlint.run.git.content import blob_id, lines, stands_for
from cardlint.run.git.moves import Moves
from cardlint.system.containment import lies_below
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple


class Changes:
    """What changed since one revision, in the checkouts around the working directory and the named paths."""

    def __init__(self, revision: str, named: Sequence[str], cards: Sequence[str]) -> None:
        """``named`` are the paths that the user gave, ``cards`` the paths of the cards that were found there.

        Raises CardlintError for a ``.git`` file that cannot be read.
        """
        self._revision = revision
        self._checkouts = Checkouts(named)
        self._cards = cards
        self._histories: dict[Checkout, _History] = {}
        self._last: _Compared | None = None  # the card that is compared again after every round of repairs

    def open(self) -> None:
        """Read the base of every checkout with a card. Raises CardlintError if a card is in none, or git cannot read the base."""
        for folder in sorted({os.path.dirname(_real(card)) for card in self._cards}):
            self._history(self._checkouts.find(folder))

    def select(self, card: Source, source: Source, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
        """Return the findings in ``source``, which is ``card`` after some repairs, that are on changed lines.

        For findings in a file next to the card, the changed lines of that file count. Raises CardlintError if git cannot determine them.
        """
        selected: list[Diagnostic] = []
        for file, found in by_file(diagnostics):
            changed = self._of_card(card) if file is None else self._changed_lines(files.read(file.path), card.path)
            if changed and file is None and source.text != card.text:
                changed = follow(changed, card.text.encode().split(b"\n"), source.text.encode().split(b"\n"))
            selected += found if changed is None else _on_changed_lines(file or source, found, changed)
        return selected

    def _of_card(self, card: Source) -> list[ChangedLines] | None:
        if self._last is None or self._last.card is not card:
            self._last = _Compared(card, self._changed_lines(card, card.path))
        return self._last.changed

    def _changed_lines(self, disk: Source, card: str) -> list[ChangedLines] | None:
        """Return the changed lines of the file ``disk``, or None if it is new. It is ``card``, or a file next to it."""
        path = _real(disk.path)
        checkout = self._checkouts.find(os.path.dirname(path))
        history = self._history(checkout)
        if os.path.islink(path):
            # Git stores only the target of a link. The content is that of the target.
            if not history.has_link(path):
                return None
            path = os.path.realpath(path)
            if not lies_below(path, checkout.top):
                return []
        content = disk.encoded()
        if disk.fault is Fault.BINARY:  # the text of such a card is not kept
            content = files.read_bytes(disk.path)
        return history.changed_lines(path, content, _real(card), is_cut=disk.fault is Fault.TOO_LARGE)

    def _history(self, checkout: Checkout) -> "_History":
        """Return the history of ``checkout``. Raises CardlintError if git cannot read it."""
        if checkout not in self._histories:
            self._histories[checkout] = _History(checkout, self._revision, self._cards)
        return self._histories[checkout]


class _Compared(NamedTuple):
    card: Source
    changed: list[ChangedLines] | None


class _History:
    """The files of one checkout, now and at the base."""

    def __init__(self, checkout: Checkout, revision: str, cards: Sequence[str]) -> None:
        self._checkout = checkout
        self._base = Base(checkout, revision)
        paths = (_real(card) for card in cards)
        self._moves = Moves(self._base, [self._name(each) for each in paths if lies_below(each, checkout.top)])

    def has_link(self, path: str) -> bool:
        """Return whether the link at ``path`` had the same target at the base."""
        file = self._base.files.get(self._name(path))
        return file is not None and file.is_link and file.blob == blob_id(os.fsencode(os.readlink(path)), file.blob)

    def changed_lines(self, path: str, content: bytes, card: str, *, is_cut: bool) -> list[ChangedLines] | None:
        """Return the lines in which the file at ``path`` differs from the base; None if it is new, or cannot be compared.

        ``is_cut``: the file is larger than the size limit of cards, and was not read completely.
        """
        file = self._find(path, content, card)
        if file is None or (not is_cut and file.blob == blob_id(content, file.blob)):
            return None if file is None else []
        objects = self._base.objects
        if is_cut:
            return [] if objects.size(file.blob) > SIZE_LIMIT else None
        old = objects.read(file.blob)
        if old is None:
            return None
        return [] if stands_for(old, content) else changed_lines(lines(old), lines(content))

    def _find(self, path: str, content: bytes, card: str) -> File | None:
        """Return the file at ``path`` as it was at the base, under this name or a former one."""
        name = self._name(path)
        if name in self._base.files:
            return self._base.files[name]
        inner = find_inner(os.path.dirname(path), self._checkout)
        if inner is not None:
            hint = "--diff-from compares with one repository: leave that folder out, and run cardlint in it"
            raise CardlintError(f"{path}: {inner} is a separate repository inside {self._checkout.top}", hint)
        former = self._moves.find(name, content, self._name(card))
        return self._base.files[former] if former is not None else None

    def _name(self, path: str) -> bytes:
        return os.fsencode(os.path.relpath(path, self._checkout.top).replace(os.sep, "/"))


def _on_changed_lines(source: Source, found: list[Diagnostic], changed: list[ChangedLines]) -> list[Diagnostic]:
    """Return the findings on changed lines. A finding about the entire card counts as being on every line of the front matter."""
    if not changed or not source.text:
        return found if changed else []
    block = fences.find(source.text)
    top = Lines(1, 1)
    if block is not None:
        end = block.closing or block.content
        top = Lines(source.position(block.opening.start).line, source.position(end.end).line)
    whole = (Span(0, 0), block.opening if block is not None else None)
    places = [top if each.span in whole else _lines_of(each) for each in found]
    return [each for each, place in zip(found, places, strict=True) if any(lines.touch(place) for lines in changed)]


def _lines_of(diagnostic: Diagnostic) -> Lines:
    return Lines(diagnostic.start.line, max(diagnostic.start.line, diagnostic.end.line))


def _real(path: str) -> str:
    """Return the path of a file with the links in its folder resolved; the file itself may be a link."""
    return os.path.join(os.path.realpath(os.path.dirname(path) or os.curdir), os.path.basename(path))
