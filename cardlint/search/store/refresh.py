"""Updates an index from its sources: reads cards that may have changed, replaces those that did, and removes deleted ones."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from cardlint.search.backends.engine import index_at
from cardlint.search.backends.storage import NO_STATE, CardState
from cardlint.search.documents import lint_settings
from cardlint.search.documents.document import storable
from cardlint.search.documents.entry import CardEntry
from cardlint.search.documents.many import documents
from cardlint.search.fields import FieldTable
from cardlint.search.sources.source import Candidate, CardSource, SourceError
from cardlint.search.store import noted_sources
from cardlint.search.store.generations import is_made, open_holdings, updating
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple

MOST_DEAD = 1
FEW_DEAD = 2_000
"""An update only appends. The index is rebuilt if it has more than MOST_DEAD dead cards for each live one, plus FEW_DEAD."""

_WAIT_TO_NOTE = 10.0
"""Seconds to wait for another writer before recording a source whose cards are already in the index."""

Progress = Callable[[int], None]
"""Called with the number of cards that were processed."""


class CardChanges(NamedTuple):
    """How many cards an update changed."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0

    @property
    def wrote(self) -> bool:
        """Whether cards were written to the index."""
        return bool(self.added or self.changed)

    def __add__(self, other: object) -> "CardChanges":
        if not isinstance(other, CardChanges):
            return NotImplemented
        return CardChanges(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


def refresh(
    address: str,
    table: FieldTable,
    sources: Iterable[CardSource],
    *,
    wait: float = 0.0,
    processes: int = 1,
    progress: Progress | None = None,
    unread: list[CardlintError] | None = None,
) -> CardChanges:
    """Update the index at ``address`` to the current content of ``sources``. Other sources stay.

    The index is created if it does not exist. If nothing changed, nothing is locked or written. Raises SourceError for a source that
    cannot be read; if ``unread`` is given, the error is added to it, the cards of the source stay, and the update continues.
    """
    total = CardChanges()
    lint_settings.discard_cached()
    for source in sources:
        looked_at = sum(total) - total.removed
        try:
            total += _Refresh(address, table, source, progress, looked_at).run(wait, processes)
        except SourceError as error:
            if unread is None:
                raise
            unread.append(error)
    return total


def entry_from(candidate: Candidate, source: CardSource) -> CardEntry | None:
    """Return the card with its source and stamp, or None if it no longer exists."""
    entry = candidate.read()
    if entry is None:
        return None
    given = _given(source)
    entry = entry._replace(
        path=storable(candidate.path),
        id=storable(entry.id),
        source=source.name,
        stamp=candidate.stamp and candidate.stamp + given,
    )
    return entry._replace(hash=entry.digest + given)


def _given(source: CardSource) -> str:
    """Return the end of all stamps of a source: the kind, if given, and its lint configuration.

    If they change, all cards of the source are read again.
    """
    mark = lint_settings.mark(source.name)
    return (f" {source.kind.value}" if source.kind is not None else "") + (f" {mark}" if mark else "")


def is_wasteful(address: str, table: FieldTable) -> bool:
    """Return whether the index at ``address`` should be rebuilt, because it has too many dead cards."""
    holdings = open_holdings(address, table)
    try:
        return holdings.dead > MOST_DEAD * len(holdings) + FEW_DEAD
    finally:
        holdings.close()


class _Touch(NamedTuple):
    """A card whose content is the same although its file changed, and its new stamp."""

    path: str
    stamp: str


class _Refresh:
    """The update of one source: its known cards, and those seen so far."""

    def __init__(
        self, address: str, table: FieldTable, source: CardSource, progress: Progress | None, looked_at: int
    ) -> None:
        self.address = address
        self.table = table
        self.source = source
        self.progress = progress
        self.looked_at = looked_at  # in the previous sources
        self.known = _known(address, table, source.name)
        self.seen: set[str] = set()
        self.touched: list[_Touch] = []
        self.added = self.changed = 0

    def run(self, wait: float, processes: int) -> CardChanges:
        fresh = self.fresh()
        first = next(fresh, None)
        if first is None and not self.touched and self.known.keys() <= self.seen:
            if self.known:
                self.note(wait)
            return CardChanges(unchanged=len(self.seen))
        with updating(self.address, self.table, wait) as writer:
            if first is not None:
                writer.add(documents(chain((first,), fresh), self.table, processes))
            for path, stamp in self.touched:
                writer.touch(path, stamp)
            removed = writer.remove(self.known.keys() - self.seen)
        self.note(wait)
        return CardChanges(self.added, self.changed, removed, len(self.seen) - self.added - self.changed)

    def note(self, wait: float) -> None:
        """Record the source if it is not recorded yet: a damaged index is rebuilt from the recorded sources."""
        location = index_at(self.address).location
        if not noted_sources.is_noted(self.source.name, self.source.kind, location):
            with location.writing(max(wait, _WAIT_TO_NOTE)):
                noted_sources.note(self.source.name, self.source.kind, location)

    def fresh(self) -> Iterator[CardEntry]:
        """Yield the cards that are new or changed."""
        given = _given(self.source)
        for candidate in self._candidates():
            path = storable(candidate.path)
            if path in self.seen:  # a dump can contain a card twice; the first one counts
                continue
            stamp, digest = self.known.get(path, NO_STATE)
            if candidate.stamp and candidate.stamp + given == stamp:
                self._see(path)
                continue
            entry = entry_from(candidate, self.source)
            if entry is None:
                continue
            self._see(path)
            if entry.digest != digest:
                self.changed += path in self.known
                self.added += path not in self.known
                yield entry
            elif entry.stamp:
                self.touched.append(_Touch(path, entry.stamp))

    def _candidates(self) -> Iterator[Candidate]:
        try:
            yield from self.source.candidates()
        except CardlintError as error:
            raise SourceError(str(error), error.hint) from error

    def _see(self, path: str) -> None:
        self.seen.add(path)
        if self.progress is not None:
            self.progress(self.looked_at + len(self.seen))


def _known(address: str, table: FieldTable, source: str) -> dict[str, CardState]:
    """Return the stamp and hash of every card from the source in the index, by path."""
    if not is_made(address):
        return {}
    holdings = open_holdings(address, table)
    try:
        return holdings.states(source)
    finally:
        holdings.close()
