"""What every backend answers: a Request in, Results out. `memory_backend` says in plain code what is right.

All backends agree on which cards are found, on every facet count, and on the order under an explicit sorting. Whether
they also agree on relevance is told by their capabilities.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from cardlint.search.query.tree import EVERYTHING, Query

if TYPE_CHECKING:
    pass

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


class Position(NamedTuple):
    """A place in an order: behind the document with this key."""

    key: float  # smaller comes first; infinite where there is no value
    order: tuple[str, str, str]  # id, kind and path, which decide between equals


class Request(NamedTuple):
    """A question. ``query`` is resolved; ``chosen`` holds the choice of each facet by the name of its field."""

    query: Query = EVERYTHING
    chosen: Mapping[str, Choice] = {}
    sort: Sort = Sort()
    limit: int = 20
    after: Position | None = None
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
    next: Position | None = None


class Capabilities(NamedTuple):
    """What a backend promises beyond the same cards, counts and sorting."""

    name: str
    same_relevance: bool  # scores and their order are those of the memory backend, to the last digit
    persistent: bool


class Backend(Protocol):
    """The side that answers."""

    capabilities: Capabilities

    def search(self, request: Request) -> Results:
        """Return the answer to ``request``, from one snapshot of the index."""

    def count(self, query: Query) -> int:
        """Return how many cards a resolved query finds."""

    def text(self, path: str) -> str | None:
        """Return the card at ``path`` as it was indexed, or None where there is none."""

    def close(self) -> None:
        """Let go of files."""
