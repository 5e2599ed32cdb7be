"""Exact counts of the values of a facet, for the cards of a bitset."""

from collections import Counter
from collections.abc import Iterable
from heapq import heappush, heapreplace

from cardlint.search.backends.embedded import bitset
from cardlint.search.backends.embedded.catalogue import Catalogue
from cardlint.search.backends.protocol import Choice, FacetCount, StoredCard
from cardlint.search.documents.buckets import labels
from cardlint.search.fields import Field

FEW = 100
"""Up to this many cards are read and counted one by one; for more, the bitsets of the most frequent values are used."""


class Counts:
    """The counts for one set of cards, for any number of facets."""

    def __init__(self, catalogue: Catalogue, mask: int) -> None:
        self.catalogue = catalogue
        self.mask = mask
        self._cards: list[StoredCard] | None = None
        if mask.bit_count() <= FEW:
            self._cards = catalogue.documents(bitset.members(mask))

    def facet(self, field: Field, size: int, choice: Choice | None) -> list[FacetCount]:
        """Return the ``size`` most frequent values, ties sorted by name, then further chosen values, then the cards without a value."""
        top = self._counted(field) if self._cards is not None else self._most_frequent(field, size)
        ordered = sorted(top, key=lambda item: (-item[1], item[0]))[:size]
        selected = choice.values if choice is not None else ()
        shown = {value for value, _ in ordered}
        further = ((value, self._count(field.name, value)) for value in set(selected) - shown)
        ordered += sorted(further, key=lambda item: (-item[1], item[0]))
        counts = [FacetCount(value, count, value in selected) for value, count in ordered]
        lacking = (self.catalogue.lacking(field) & self.mask).bit_count()
        wants_missing = choice is not None and choice.missing
        if lacking or wants_missing:
            counts.append(FacetCount(None, lacking, wants_missing))
        return counts

    def _count(self, field: str, value: str) -> int:
        return (self.catalogue.posting(field, value) & self.mask).bit_count()

    def _counted(self, field: Field) -> Iterable[tuple[str, int]]:
        counts: Counter[str] = Counter()
        for card in self._cards or ():
            counts.update(labels(field, card.values.get(field.name, ())))
        return counts.items()

    def _most_frequent(self, field: Field, size: int) -> list[tuple[str, int]]:
        """Return the most frequent values: read values in descending order until no other can be among the first ``size``."""
        found: list[tuple[str, int]] = []
        best: list[int] = []
        for value, bound, documents in self.catalogue.values(field.name):
            if len(best) == size and (not size or bound < best[0]):
                break
            count = (documents & self.mask).bit_count()
            if count:
                found.append((value, count))
                if len(best) < size:
                    heappush(best, count)
                elif count > best[0]:
                    heapreplace(best, count)
        return found
