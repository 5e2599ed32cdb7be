"""The content of an embedded index, which is in the catalog; the text index is not opened."""

from collections.abc import Iterator

from cardlint.search.backends.embedded import bitset
from cardlint.search.backends.embedded.catalogue import Catalogue
from cardlint.search.backends.embedded.database import explain_damage
from cardlint.search.backends.storage import CardState
from cardlint.search.documents.entry import CardEntry
from cardlint.system.errors import CardlintError


class EmbeddedHoldings:
    """A snapshot of the catalog in the folder ``place``. Raises CardlintError if it is damaged."""

    def __init__(self, place: str) -> None:
        with explain_damage():
            self._catalogue = Catalogue(place)

    def __len__(self) -> int:
        return len(self._catalogue)

    @property
    def dead(self) -> int:
        return self._catalogue.size - len(self._catalogue)

    def sources(self) -> dict[str, int]:
        with explain_damage():
            return self._catalogue.sources()

    def states(self, source: str) -> dict[str, CardState]:
        with explain_damage():
            return self._catalogue.states(source)

    def stamp(self, path: str) -> str | None:
        with explain_damage():
            return self._catalogue.stamp(path)

    def text(self, path: str) -> str | None:
        with explain_damage():
            return self._catalogue.text(path)

    def entries(self) -> Iterator[CardEntry]:
        with explain_damage():
            yield from self._catalogue.entries()

    def readable_entries(self) -> Iterator[CardEntry | None]:
        for number in bitset.members(self._catalogue.live):
            try:
                with explain_damage():
                    entry = self._catalogue.entry(number)
            except CardlintError:
                yield None
                continue
            yield entry

    def close(self) -> None:
        self._catalogue.close()
