"""The embedded backend: a catalog that filters, sorts and counts with bitsets, and a text index that finds words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from heapq import nsmallest
from itertools import islice
from math import inf

from cardlint.search.analysis import fold
from cardlint.search.backends.embedded import NAME, bitset
from cardlint.search.backends.embedded.catalogue import LENGTHS, RANKS, Catalogue
from cardlint.search.backends.embedded.database import explain_damage
from cardlint.search.backends.embedded.facets import Counts
from cardlint.search.backends.embedded.text_index import TextIndex
from cardlint.search.backends.protocol import (
    RELEVANCE,
    SORT_BY_ID,
    Alike,
    Capabilities,
    CardText,
    Choice,
    FacetCount,
    Hit,
    Results,
    SearchRequest,
    SortPosition,
    StoredCard,
    Trait,
)
from cardlint.search.backends.ranking import SHORT_BEGINNING, scores
from cardlint.search.documents.entry import CardEntry
from cardlint.search.fields import FieldTable
from cardlint.search.query.tree import (
    And,
    Everything,
    IntervalQuery,
    Lacking,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Value,
    Word,
    scored,
)

_REMEMBERED = 64
"""How many words and phrases are cached with their documents, because the next question often repeats them."""


class EmbeddedBackend:
    """Answers questions from one snapshot of a catalog and a text index, which has at least the documents of the catalog.

    It is not thread-safe: each thread of a server opens its own.
    """

    def __init__(self, table: FieldTable, catalogue: Catalogue, text_index: TextIndex) -> None:
        self.table = table
        self.catalogue = catalogue
        self.text_index = text_index
        self.capabilities = Capabilities(NAME, same_relevance=True, persistent=True)
        self._streams = {field.name: place for place, field in enumerate(table.streams)}
        self._found: dict[Word | Phrase | Prefix, tuple[int, Mapping[int, int]]] = {}
        self._all_live = len(catalogue) == catalogue.size

    def close(self) -> None:
        self.text_index.close()
        self.catalogue.close()

    def texts(self, paths: Iterable[str]) -> Iterator[str | None]:
        for path in paths:
            with explain_damage():
                text = self.catalogue.text(path)
            yield text

    def count(self, query: Query) -> int:
        with explain_damage():
            return self.mask(query).bit_count()

    def search(self, request: SearchRequest) -> Results:
        with explain_damage():
            return self._answer(request)

    def values(self, field: str) -> list[str]:
        with explain_damage():
            return self.catalogue.value_names(field)

    def frequent_values(self, field: str, count: int) -> list[str]:
        with explain_damage():
            return [value for value, _, documents in islice(self.catalogue.values(field), count) if documents]

    def words_beginning(self, start: str) -> list[str]:
        return self.text_index.words_beginning(start)

    def ids(self) -> Iterator[str]:
        with explain_damage():
            yield from self.catalogue.ids()

    def cards_named(self, id_: str) -> list[StoredCard]:
        with explain_damage():
            return self.catalogue.named(id_)

    def cards(self, paths: Iterable[str]) -> list[StoredCard]:
        with explain_damage():
            return self.catalogue.documents(map(self._number, paths))

    def card_texts(self, query: Query) -> Iterator[CardText]:
        with explain_damage():
            yield from self.catalogue.texts(set(bitset.members(self.mask(query))))

    def entry(self, path: str) -> CardEntry:
        with explain_damage():
            return self.catalogue.entry(self._number(path))

    def average_length(self) -> float:
        return self.catalogue.total_length / (len(self.catalogue) or 1) or 1.0

    def frequencies(self, words: Iterable[str]) -> list[int]:
        return [self.text_index.frequency(word) for word in words]

    def alike(self, traits: Sequence[Trait], query: Query, path: str, limit: int) -> list[Alike]:
        from cardlint.search.backends.embedded.likeness import find_alike  # not needed for a search

        with explain_damage():
            wanted = self.mask(query) & ~(1 << self._number(path))
            return find_alike(traits, wanted, self.catalogue, self.text_index, limit)

    def _number(self, path: str) -> int:
        number = self.catalogue.number(path)
        if number is None:
            raise LookupError(f"the index has no card with the path {path}")
        return number

    def _answer(self, request: SearchRequest) -> Results:
        asked = self.mask(request.query)
        chosen = {name: self.mask(choice.query) for name, choice in request.chosen.items()}
        matches = reduce(int.__and__, chosen.values(), asked)
        hits, position = self._page(request, matches)
        return Results(matches.bit_count(), hits, self._facets(request, asked, chosen, matches), position)

    def mask(self, query: Query) -> int:
        """Return the bitset of the live documents that match a resolved query."""
        match query:
            case Everything():
                return self.catalogue.live
            case And(parts):
                return reduce(int.__and__, map(self.mask, parts))
            case Or(parts):
                return reduce(int.__or__, map(self.mask, parts))
            case Not(part):
                return self.catalogue.live & ~self.mask(part)
            case Value(field, value):
                return self.catalogue.posting(field, value)
            case Lacking(field):
                return self.catalogue.lacking(self.table[field])
            case IntervalQuery(field, low, high):
                return self.catalogue.interval(field, low, high)
            case Prefix(text, str(field)) if self.table[field].type != "text":
                return self._values_beginning(field, text)
            case Word() | Phrase() | Prefix():
                return self._leaf(query)[0]
        raise TypeError(f"{query} is not resolved")

    def _facets(
        self, request: SearchRequest, asked: int, chosen: Mapping[str, int], matches: int
    ) -> dict[str, list[FacetCount]]:
        shared: Counts | None = None
        found: dict[str, list[FacetCount]] = {}
        for name in request.facets:
            choice: Choice | None = request.chosen.get(name)
            if choice is None:
                counts = shared = shared or Counts(self.catalogue, matches)
            else:  # a facet is not restricted by its own choice
                others = (mask for other, mask in chosen.items() if other != name)
                counts = Counts(self.catalogue, reduce(int.__and__, others, asked))
            found[name] = counts.facet(self.table[name], request.facet_size, choice)
        return found

    def _page(self, request: SearchRequest, matches: int) -> tuple[list[Hit], SortPosition | None]:
        numbers = list(bitset.members(matches))
        ranks = self.catalogue.column(RANKS)
        keys = self._keys(request, numbers)
        places: Iterable[tuple[float, float, int]] = zip(keys, map(ranks.__getitem__, numbers), numbers, strict=True)
        if request.after is not None:
            last = (request.after.key, self.catalogue.rank_after(request.after.order), inf)
            places = (place for place in places if place > last)
        first = nsmallest(request.limit + 1, places)
        page = first[: request.limit]
        by_relevance = request.sort.by == RELEVANCE
        cards = self.catalogue.documents(number for _, _, number in page)
        hits = [
            Hit(card.id, card.kind, card.path, -key if by_relevance else 0.0, card.values)
            for card, (key, _, _) in zip(cards, page, strict=True)
        ]
        if not page or len(first) <= len(page):
            return hits, None
        return hits, SortPosition(page[-1][0], (hits[-1].id, hits[-1].kind, hits[-1].path))

    def _keys(self, request: SearchRequest, numbers: list[int]) -> list[float]:
        """Return the sort key of each document, ascending."""
        by = request.sort.by
        if by == RELEVANCE:
            parts = [self._leaf(leaf)[1] for leaf in scored(request.query) if not self._is_filter(leaf)]
            lengths = self.catalogue.column(LENGTHS)
            found = scores(parts, numbers, lengths, len(self.catalogue), self.catalogue.total_length)
            return [-found[number] for number in numbers]
        if by == SORT_BY_ID:
            return [0.0] * len(numbers)
        values = map(self.catalogue.column(by).__getitem__, numbers)
        if request.sort.descending:
            return [-value if value == value else inf for value in values]
        return [value if value == value else inf for value in values]

    def _is_filter(self, leaf: Word | Phrase | Prefix) -> bool:
        return leaf.field is not None and self.table[leaf.field].type != "text"

    def _values_beginning(self, field: str, text: str) -> int:
        start = fold(text)
        names = (value for value in self.catalogue.value_names(field) if fold(value).startswith(start))
        return reduce(int.__or__, (self.catalogue.posting(field, value) for value in names), 0)

    def _leaf(self, leaf: Word | Phrase | Prefix) -> tuple[int, Mapping[int, int]]:
        """Return the bitset of the live documents that match ``leaf``, and their weights."""
        if leaf not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.pop(next(iter(self._found)))
            weights = self._weights(leaf)
            # An interrupted update may have left words of documents that the catalog does not know.
            if not self._all_live or max(weights, default=-1) >= self.catalogue.size:
                live = set(bitset.members(self.catalogue.live))
                weights = {number: weight for number, weight in weights.items() if number in live}
            self._found[leaf] = (bitset.from_numbers(list(weights)), weights)
        return self._found[leaf]

    def _weights(self, leaf: Word | Phrase | Prefix) -> dict[int, int]:
        words = leaf.text.split(" ")
        stream = self._streams[leaf.field] if leaf.field is not None else None
        open_end = isinstance(leaf, Prefix)
        text = f" {leaf.text}" if open_end else f" {leaf.text} "
        if not open_end:
            weights = self._least(words)
        elif len(words) > 1:
            weights = self._least(words[:-1])
        elif len(leaf.text) < SHORT_BEGINNING:
            return dict.fromkeys(self.text_index.holding(bitset.members(self.catalogue.live), text, stream), 1)
        else:
            weights = self._sum(self.text_index.words_beginning(leaf.text))
        if len(words) == 1 and stream is None:
            return weights
        return {number: weights[number] for number in self.text_index.holding(weights, text, stream)}

    def _least(self, words: Iterable[str]) -> dict[int, int]:
        """Return the documents that have all the words, with the lowest weight among them."""
        first, *others = sorted((self.text_index.weights(word) for word in dict.fromkeys(words)), key=len)
        for other in others:
            first = {number: min(weight, other[number]) for number, weight in first.items() if number in other}
        return first

    def _sum(self, words: Iterable[str]) -> dict[int, int]:
        """Return the documents that have any of the words, with the sum of their weights."""
        total: dict[int, int] = {}
        for word in words:
            for number, weight in self.text_index.weights(word).items():
                total[number] = total.get(number, 0) + weight
        return total
