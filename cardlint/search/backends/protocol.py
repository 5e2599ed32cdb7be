"""What every backend answers: a SearchRequest in, Results out. The memory backend says in plain code what is right.

All backends agree on which cards are found, on every facet count, and on the order under an explicit sorting. Whether
they also agree on relevance is stated by their capabilities.
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
    """By what results are ordered: relevance, id, or a field of numbers or dates.

    Cards without it come last, equals by id.
    """

    by: str = RELEVANCE
    descending: bool = True


class Choice(NamedTuple):
    """What is chosen of a facet: cards with any of these values are wanted.

    ``query`` is resolved and finds just them. It narrows the results and the counts of all facets but its own.
    """

    values: tuple[str, ...]
    query: Query
    missing: bool = False  # cards without a value are wanted as well


class SortPosition(NamedTuple):
    """A place in an order: behind the document with this key."""

    key: float  # smaller comes first; infinite where there is no value
    order: tuple[str, str, str]  # id, kind and path, which decide between equals


class SearchRequest(NamedTuple):
    """A question. ``query`` is resolved; ``chosen`` holds the choice of each facet by the name of its field."""

    query: Query = EVERYTHING
    chosen: Mapping[str, Choice] = {}
    sort: Sort = Sort()
    limit: int = 20
    after: SortPosition | None = None
    facets: tuple[str, ...] = ()
    facet_size: int = 10


class Hit(NamedTuple):
    """A card that was found. ``score`` is 0 unless sorted by relevance."""

    id: str
    kind: str
    path: str
    score: float
    values: Mapping[str, tuple[Any, ...]]


class FacetCount(NamedTuple):
    """A value of a facet and how many of the cards have it. The value None: those that lack the field."""

    value: str | None
    count: int  # type: ignore[assignment]  # tuples count too, and nobody counts in this one
    selected: bool = False


class Results(NamedTuple):
    """The answer: how many cards there are in all, a page of them, the counts, and where the next page begins."""

    total: int
    hits: list[Hit]
    facets: Mapping[str, list[FacetCount]]
    next: SortPosition | None = None


class Capabilities(NamedTuple):
    """What a backend promises beyond the same cards, counts and sorting."""

    name: str
    same_relevance: bool  # scores and their order are those of the memory backend, to the last digit
    persistent: bool


class StoredCard(NamedTuple):
    """A card as an index keeps it, without its text."""

    path: str
    id: str
    kind: str
    values: Mapping[str, tuple[Any, ...]]


class CardText(NamedTuple):
    """The text of a card as it was indexed."""

    path: str
    text: str


class Trait(NamedTuple):
    """A word or a value of a card, by which others are compared with it."""

    leaf: Word | Value
    worth: float  # the part of the score of a card that has it as much as the compared one
    degree: float = 1.0  # of a word: how much of it the compared card has, from 0 to 1


class Alike(NamedTuple):
    """A card that is like another. ``shares`` says how much of each trait it has, from 0 to 1, in the order of the traits."""

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
        """Return how many cards a resolved query finds."""

    def texts(self, paths: Iterable[str]) -> Iterator[str | None]:
        """Yield the text of the card at each of ``paths``, as it was indexed, or None where there is none."""

    def close(self) -> None:
        """Close files and connections."""


class Browser(Protocol):
    """Says which cards, words and values there are."""

    def values(self, field: str) -> list[str]:
        """Return every value of ``field``. Values of removed cards may be among them."""

    def frequent_values(self, field: str, count: int) -> list[str]:
        """Return the ``count`` most frequent values of ``field``. Removed cards may still be counted."""

    def words_beginning(self, start: str) -> list[str]:
        """Return the words that begin with ``start``. Words of removed cards may be among them."""

    def ids(self) -> Iterator[str]:
        """Yield the id of every card once."""

    def cards_named(self, id_: str) -> list[StoredCard]:
        """Return the cards with this id, by kind and path."""

    def cards(self, paths: Iterable[str]) -> list[StoredCard]:
        """Return the cards at ``paths``, in their order. Each path is one of a card."""

    def card_texts(self, query: Query) -> Iterator[CardText]:
        """Yield the text of every card that a resolved query finds."""

    def entry(self, path: str) -> "CardEntry":
        """Return what the document of the card at ``path`` is made of."""


class Comparer(Protocol):
    """Compares cards by words and values."""

    def average_length(self) -> float:
        """Return the average weight of all words of a card; 1 where no card has words."""

    def frequencies(self, words: Iterable[str]) -> list[int]:
        """Return about how many cards have each of ``words``: close enough to weigh words by."""

    def alike(self, traits: Sequence[Trait], query: Query, path: str, limit: int) -> list[Alike]:
        """Return the ``limit`` cards with the most of ``traits``, the best first, equal ones by id, kind and path.

        Only cards that the resolved ``query`` finds are compared, without the one at ``path``.
        """


class Backend(Searcher, Browser, Comparer, Protocol):
    """The side of an engine that answers."""
