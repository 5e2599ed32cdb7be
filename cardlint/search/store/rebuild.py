"""Rebuilds an index next to the old one, from its cards, and from its sources if some cards cannot be read."""

from collections.abc import Callable, Iterable, Iterator

from cardlint.search import manifest
from cardlint.search.backends.engine import index_at
from cardlint.search.backends.storage import Holdings
from cardlint.search.documents import lint_settings
from cardlint.search.documents.beside import stored_facts
from cardlint.search.documents.document import Document
from cardlint.search.documents.entry import CardEntry
from cardlint.search.documents.many import documents
from cardlint.search.errors import REBUILD_HINT, MismatchError, no_index
from cardlint.search.fields import FieldTable
from cardlint.search.store.generations import building, in_force, newest_first
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple

Progress = Callable[[int], None]
"""Called with the number of cards that were processed."""


class Rebuilt(NamedTuple):
    """The number of cards of a rebuilt index, and the problems."""

    cards: int
    without_files: int = 0  # cards whose neighboring files no longer exist
    problems: tuple[str, ...] = ()

    def __str__(self) -> str:
        made = f"rebuilt the index with {self.cards:,} {'card' if self.cards == 1 else 'cards'}"
        if not self.without_files:
            return made
        return f"{made}; the files next to {self.without_files:,} of them no longer exist, so their old data is kept"


def rebuild(
    address: str,
    table: FieldTable,
    *,
    wait: float = 0.0,
    processes: int = 1,
    progress: Progress | None = None,
    from_sources: bool = True,
) -> Rebuilt:
    """Rebuild the index at ``address`` after a change of fields or of the analyzer, or after damage.

    ``from_sources``: read damaged cards again from the recorded sources, which can include the Hub. This is only for explicit requests
    to rebuild.
    """
    lint_settings.discard_cached()
    with building(address, table, wait) as writer:
        old = _Old(address)
        found = documents(old.entries(), table, processes)
        count = writer.add(_counted(found, progress))
        if old.problems and from_sources:
            writer.add(_counted(documents(old.from_sources(), table, processes), progress))
            count = len(writer)
        if old.problems and not count:
            raise CardlintError(
                f"the index in {address} {'and its sources ' if from_sources else ''}cannot be read",
                "remove the folder, and create a new index with `cardlint index add PATH`"
                if from_sources
                else REBUILD_HINT,
            )
        return Rebuilt(count, old.without_files, tuple(old.problems))


def renew(
    address: str,
    table: FieldTable,
    *,
    wait: float = 0.0,
    processes: int = 1,
    was_written: bool = False,
    from_sources: bool = True,
) -> str | None:
    """Rebuild the index if it is outdated; return why and from what.

    ``was_written``: compare the version of the engine too, which is imported anyway after writing. ``from_sources``: as for `rebuild`.
    """
    engine, location = index_at(address)
    version = engine.version() if was_written else None
    try:
        found = location.manifest()
        if found is None:
            return None
        manifest.check(found, address, table, engine.name)
        reason = manifest.outdated(found, address, version)
    except MismatchError as mismatch:
        reason = str(mismatch)
    if reason is None:
        return None
    made = rebuild(address, table, wait=wait, processes=processes, from_sources=from_sources)
    return f"{reason}: {made}"


class _Old:
    """The readable part of the existing index."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.engine, self.location = index_at(address)
        self.without_files = 0
        self.problems: list[str] = []
        found = in_force(self.location)
        _, *others = newest_first(self.location.generations())  # the first one is being built
        self.generations = [found.generation] if found is not None else others
        if not self.generations and not self.location.exists():
            raise no_index(address)

    def entries(self) -> Iterator[CardEntry]:
        """Yield the cards of the first generation that can be read."""
        for name in self.generations:
            try:
                holdings = self.engine.holdings(self.location.place(name))
            except CardlintError as error:
                self.problems.append(str(error))
                continue
            try:
                yield from self._readable(holdings)
            finally:
                holdings.close()
            return
        if not self.generations:
            self.problems.append("its data is missing")

    def _readable(self, holdings: Holdings) -> Iterator[CardEntry]:
        lost = 0
        for entry in holdings.readable_entries():
            if entry is None:
                lost += 1
                continue
            self.without_files += stored_facts(entry) is not None
            yield entry
        if lost:
            self.problems.append(f"{lost:,} {'card' if lost == 1 else 'cards'} in it could not be read")

    def from_sources(self) -> Iterator[CardEntry]:
        """Yield the cards of all sources that can be read."""
        from cardlint.search.sources.named import source_of  # imports all kinds of sources
        from cardlint.search.store.refresh import entry_from

        for name, kind in self.location.sources().items():
            try:
                source = source_of(name, kind, self.address)
                for candidate in source.candidates():
                    entry = entry_from(candidate, source)
                    if entry is not None:
                        yield entry
            except CardlintError as error:
                self.problems.append(str(error))


def _counted(found: Iterable[Document], progress: Progress | None) -> Iterator[Document]:
    for count, document in enumerate(found, 1):
        yield document
        if progress is not None:
            progress(count)
