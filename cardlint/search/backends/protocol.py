"""The interface of all backends: a SearchRequest in, Results out. The memory backend defines the correct answers.

All backends agree on which cards are found, on every facet count, and on the order with an explicit sorting. Their capabilities
say whether they also agree on relevance.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from cardlint.search.query.tree import EVERYTHING, Query, Value, Word
from cardlint.system.named_tuple import NamedTuple

if TYPE_CHECKING:
    from cardlint.search.documents.entry import CardEntry
    from cardlint.search.fields import FieldTable

RELEVANCE = "relevance"
SORT_BY_ID = "id"


class Sort(NamedTuple):
    """The sort order of results: by relevance, id, or a field with numbers or dates.

    Cards without a value come last; ties are sorted by id.
    """

    by: str = RELEVANCE
    descending: bool = True


class Choice(NamedTuple):
    """The chosen values of a facet: only cards with any of them are wanted.

    ``query`` is resolved, and finds these cards. It restricts the results and the counts of all facets except its own.
    """

    values: tuple[str, ...]
    query: Query
    missing: bool = False  # whether cards without a value are wanted as well


class SortPosition(NamedTuple):
    """A position in a sort order: after the document with this key."""

    key: float  # ascending; infinite if there is no value
    order: tuple[str, str, str]  # id, kind and path, which break ties


class SearchRequest(NamedTuple):
    """A question. ``query`` is resolved; ``chosen`` has the choice of each facet, by the name of its field."""

    query: Query = EVERYTHING
    chosen: Mapping[str, Choice] = {}
    sort: Sort = Sort()
    limit: int = 20
    after: SortPosition | None = None
    facets: tuple[str, ...] = ()
    facet_size: int = 10


class Hit(NamedTuple):
    """A card that was found. ``score`` is 0 unless the results are sorted by relevance."""

    id: str
    kind: str
    path: str
    score: float
    values: Mapping[str, tuple[Any, ...]]


class FacetCount(NamedTuple):
    """A value of a facet, and how many of the cards have it. The value None counts the cards without the field."""

    value: str | None
    count: int  # type: ignore[assignment]  # tuples count too, and nobody counts in this one
    selected: bool = False


class Results(NamedTuple):
    """The answer: the total number of cards, one page of them, the counts, and where the next page begins."""

    total: int
    hits: list[Hit]
    facets: Mapping[str, list[FacetCount]]
    next: SortPosition | None = None


class Capabilities(NamedTuple):
    """What a backend guarantees in addition to the same cards, counts and sorting."""

    name: str
    same_relevance: bool  # scores and their order are identical to those of the memory backend
    persistent: bool


class StoredCard(NamedTuple):
    """A card in an index, without its text."""

    path: str
    id: str
    kind: str
    values: Mapping[str, tuple[Any, ...]]


class CardText(NamedTuple):
    """A card, and its text at the time of indexing."""

    path: str
    text: str


class Trait(NamedTuple):
    """A word or a value of a card, by which other cards are compared with it."""

    leaf: Word | Value
    worth: float  # its part of the score of a card that has it to the same degree
    degree: float = 1.0  # of a word: the degree to which the compared card has it, from 0 to 1


class Alike(NamedTuple):
    """A card that is similar to another. ``shares`` has the degree of each trait, from 0 to 1, in the order of the traits."""

    card: StoredCard
    score: float
    shares: Sequence[float]


class Searcher(Protocol):
    """Answers questions, from one snapshot of the index."""

    capabilities: Capabilities
    table: "FieldTable"

    def search(self, request: SearchRequest) -> Results:
        """Return the answer to ``request``."""

    def count(self, query: Query) -> int:
        """Return how many cards match a resolved query."""

    def texts(self, paths: Iterable[str]) -> Iterator[str | None]:
        """Yield the indexed text of the card at each of ``paths``, or None if there is no such card."""

    def close(self) -> None:
        """Close files and connections."""


class Browser(Protocol):
    """Lists cards, words and values."""

    def values(self, field: str) -> list[str]:
        """Return every value of ``field``. Values of removed cards may be among them."""

    def frequent_values(self, field: str, count: int) -> list[str]:
        """Return the ``count`` most frequent values of ``field``. Removed cards may still be counted."""

    def words_beginning(self, start: str) -> list[str]:
        """Return the words that begin with ``start``. Words of removed cards may be among them."""

    def ids(self) -> Iterator[str]:
        """Yield every distinct id."""

    def cards_named(self, id_: str) -> list[StoredCard]:
        """Return the cards with this id, sorted by kind and path."""

    def cards(self, paths: Iterable[str]) -> list[StoredCard]:
        """Return the cards at ``paths``, in the given order. Every path must be that of a card."""

    def card_texts(self, query: Query) -> Iterator[CardText]:
        """Yield the text of every card that matches a resolved query."""

    def entry(self, path: str) -> "CardEntry":
        """Return the entry from which the document at ``path`` was built."""


class Comparer(Protocol):
    """Compares cards by words and values."""

    def average_length(self) -> float:
        """Return the average total weight of the words of a card; 1 if no card has words."""

    def frequencies(self, words: Iterable[str]) -> list[int]:
        """Return approximately how many cards have each of ``words``, precise enough to weight words."""

    def alike(self, traits: Sequence[Trait], query: Query, path: str, limit: int) -> list[Alike]:
        """Return the ``limit`` cards that share most of ``traits``, best first, ties sorted by id, kind and path.

        Only cards that match the resolved ``query`` are compared, without the one at ``path``.
        """


class Backend(Searcher, Browser, Comparer, Protocol):
    """The reading side of an engine."""
