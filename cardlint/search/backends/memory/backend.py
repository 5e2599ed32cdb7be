"""A simple scan over all documents. It is slow, and defines what every other backend must answer."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from cardlint.search.analysis import fold
from cardlint.search.backends.memory.entry import entry_of
from cardlint.search.backends.protocol import (
    RELEVANCE,
    SORT_BY_ID,
    Alike,
    Capabilities,
    CardText,
    FacetCount,
    Hit,
    Results,
    SearchRequest,
    Sort,
    SortPosition,
    StoredCard,
    Trait,
)
from cardlint.search.backends.ranking import K1, SHORT_BEGINNING, B, scores
from cardlint.search.documents.buckets import document_labels
from cardlint.search.documents.document import Document
from cardlint.search.documents.entry import CardEntry
from cardlint.search.fields import Field, FieldTable
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


class MemoryBackend:
    """Answers questions from a dictionary of documents by path."""

    capabilities = Capabilities("memory", same_relevance=True, persistent=False)

    def __init__(self, table: FieldTable, documents: Iterable[Document] = ()) -> None:
        self.table = table
        self.documents = {document.path: document for document in documents}
        self._streams = {field.name: place for place, field in enumerate(table.streams)}

    def close(self) -> None:
        """Do nothing: there are no files."""

    def texts(self, paths: Iterable[str]) -> Iterator[str | None]:
        for path in paths:
            document = self.documents.get(path)
            yield document.text if document is not None else None

    def values(self, field: str) -> list[str]:
        return sorted(self._counted(field))

    def frequent_values(self, field: str, count: int) -> list[str]:
        return [value for value, _ in self._counted(field).most_common(count)]

    def words_beginning(self, start: str) -> list[str]:
        return sorted({word for each in self.documents.values() for word in each.bag if word.startswith(start)})

    def ids(self) -> Iterator[str]:
        yield from dict.fromkeys(document.id for document in self.documents.values())

    def cards_named(self, id_: str) -> list[StoredCard]:
        found = (document for document in self.documents.values() if document.id == id_)
        return self.cards(document.path for document in sorted(found, key=lambda each: each.order))

    def cards(self, paths: Iterable[str]) -> list[StoredCard]:
        found = (self.documents[path] for path in paths)
        return [StoredCard(each.path, each.id, each.kind, each.values) for each in found]

    def card_texts(self, query: Query) -> Iterator[CardText]:
        for document in self.documents.values():
            if self.finds(query, document):
                yield CardText(document.path, document.text)

    def entry(self, path: str) -> CardEntry:
        return entry_of(self.documents[path])

    def average_length(self) -> float:
        lengths = [document.length for document in self.documents.values()]
        return sum(lengths) / (len(lengths) or 1) or 1.0

    def frequencies(self, words: Iterable[str]) -> list[int]:
        return [self.count(Word(word)) for word in words]

    def alike(self, traits: Sequence[Trait], query: Query, path: str, limit: int) -> list[Alike]:
        found = []
        for document in self.documents.values():
            if document.path != path and self.finds(query, document):
                shares = [self.share(trait, document) for trait in traits]
                score = 0.0
                # In a defined order, so that all engines round equally.
                for trait, share in zip(traits, shares, strict=True):
                    score += trait.worth * share
                if score:
                    found.append((-score, document.order, shares))
        best = sorted(found)[:limit]
        cards = self.cards(order[2] for _, order, _ in best)
        return [Alike(card, min(-key, 1.0), shares) for card, (key, _, shares) in zip(cards, best, strict=True)]

    def share(self, trait: Trait, document: Document) -> float:
        """Return the degree to which a document has ``trait``, from 0 to 1."""
        if not isinstance(trait.leaf, Word):
            return float(self.finds(trait.leaf, document))
        weight = document.bag.get(trait.leaf.text, 0)
        flat, steep = K1 * (1 - B), K1 * B / self.average_length()
        return min(1.0, weight / (weight + flat + steep * document.length) / trait.degree)

    def _counted(self, field: str) -> Counter[str]:
        counts: Counter[str] = Counter()
        for document in self.documents.values():
            counts.update(document_labels(self.table[field], document))
        return counts

    def count(self, query: Query) -> int:
        return sum(self.finds(query, document) for document in self.documents.values())

    def search(self, request: SearchRequest) -> Results:
        everything = list(self.documents.values())
        matches = [
            document
            for document in everything
            if self.finds(request.query, document)
            and all(self.is_chosen(request, name, document) for name in request.chosen)
        ]
        score = self.scores(request.query, matches) if request.sort.by == RELEVANCE else {}
        places = [(SortPosition(_key(request.sort, document, score), document.order), document) for document in matches]
        rest = sorted(
            (place for place in places if request.after is None or place[0] > request.after), key=lambda each: each[0]
        )
        page = rest[: request.limit]
        hits = [Hit(each.id, each.kind, each.path, score.get(each.path, 0.0), each.values) for _, each in page]
        facets = {name: self.facet(request, name) for name in request.facets}
        return Results(len(matches), hits, facets, page[-1][0] if page and len(rest) > len(page) else None)

    def facet(self, request: SearchRequest, name: str) -> list[FacetCount]:
        """Count the values of a field in the cards that match the query and the choices of all other facets."""
        field = self.table[name]
        counts: Counter[str] = Counter()
        lacking = 0
        for document in self.documents.values():
            others = (each for each in request.chosen if each != name)
            if not self.finds(request.query, document) or not all(
                self.is_chosen(request, each, document) for each in others
            ):
                continue
            counts.update(document_labels(field, document))
            lacking += self.lacks(field, document)
        choice = request.chosen.get(name)
        selected = choice.values if choice is not None else ()
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        listed = [FacetCount(value, count, value in selected) for value, count in ordered[: request.facet_size]]
        shown = {each.value for each in listed}
        listed += [
            FacetCount(value, counts[value], True)
            for value in sorted(set(selected) - shown, key=lambda each: (-counts[each], each))
        ]
        wants_missing = choice is not None and choice.missing
        return [*listed, FacetCount(None, lacking, wants_missing)] if lacking or wants_missing else listed

    def is_chosen(self, request: SearchRequest, name: str, document: Document) -> bool:
        return self.finds(request.chosen[name].query, document)

    def finds(self, query: Query, document: Document) -> bool:
        """Return whether ``document`` matches ``query``."""
        match query:
            case Everything():
                return True
            case And(parts):
                return all(self.finds(part, document) for part in parts)
            case Or(parts):
                return any(self.finds(part, document) for part in parts)
            case Not(part):
                return not self.finds(part, document)
            case Word(text, None):
                return text in document.bag
            case Word(text, field) | Phrase(text, field):
                return any(f" {text} " in stream for stream in self._texts(document, field))
            case Prefix(text, field):
                if field is not None and self.table[field].type == "keyword":
                    start = fold(text)
                    return any(fold(str(value)).startswith(start) for value in document.values.get(field, ()))
                return any(f" {text}" in stream for stream in self._texts(document, field))
            case Value(name, value):
                return value in document_labels(self.table[name], document)
            case Lacking(name):
                return self.lacks(self.table[name], document)
            case IntervalQuery(name, low, high):
                return any(low <= float(value) < high for value in document.values.get(name, ()))
        raise TypeError(f"{query} is not resolved")

    def lacks(self, field: Field, document: Document) -> bool:
        """Return whether ``document`` has no value in ``field``, although its kind can have one."""
        if field.lack:
            return field.name in document.values.get("missing", ())
        return document.kind in field.kinds and field.name not in document.values

    def scores(self, query: Query, matches: list[Document]) -> dict[str, float]:
        """Return the score of each match, by path."""
        everything = list(self.documents.values())
        numbers = {document.path: number for number, document in enumerate(everything)}
        parts = [
            {
                number: self.weight(leaf, document)
                for number, document in enumerate(everything)
                if self.finds(leaf, document)
            }
            for leaf in scored(query)
            if not self._is_filter(leaf)
        ]
        lengths = [document.length for document in everything]
        found = scores(parts, (numbers[document.path] for document in matches), lengths, len(lengths), sum(lengths))
        return {document.path: found[numbers[document.path]] for document in matches}

    def weight(self, leaf: Word | Phrase | Prefix, document: Document) -> int:
        """Return the weight of ``leaf`` in a document that matches it."""
        bag = document.bag
        words = leaf.text.split(" ")
        if not isinstance(leaf, Prefix):
            return min(bag.get(word, 0) for word in words)
        if len(words) > 1:
            return min(bag.get(word, 0) for word in words[:-1])
        if len(leaf.text) < SHORT_BEGINNING:
            return 1
        return sum(weight for word, weight in bag.items() if word.startswith(leaf.text))

    def _is_filter(self, leaf: Word | Phrase | Prefix) -> bool:
        return leaf.field is not None and self.table[leaf.field].type != "text"

    def _texts(self, document: Document, field: str | None) -> Iterable[str]:
        return document.streams if field is None else (document.streams[self._streams[field]],)


def _key(sort: Sort, document: Document, score: Mapping[str, float]) -> float:
    """Return the sort key of a document, ascending. Ties are sorted by id, kind and path."""
    if sort.by == RELEVANCE:
        return -score[document.path]
    if sort.by == SORT_BY_ID:
        return 0.0
    values = document.values.get(sort.by, ())
    value = float(values[0]) if values else inf
    return value if not sort.descending or value == inf else -value
