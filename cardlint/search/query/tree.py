"""What is asked for: one tree for every backend, and its canonical spelling.

A query is written by people (`parser`), then resolved (`resolve`): words become those of the analyzer, values the ids
of their vocabularies, ranges intervals. Backends see resolved queries only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from cardlint.system.lazy_pattern import pattern


@dataclass(frozen=True, slots=True)
class Everything:
    """Every card."""


@dataclass(frozen=True, slots=True)
class Word:
    """Cards with a word, anywhere or in a field. Resolved: exactly one word of the analyzer."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Cards with words in a row. Resolved: words of the analyzer, separated by a space."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Cards with a word, or a value of a keyword field, that begins so. Of several words the last one is open."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """Cards that have exactly this value in a field of keywords, or a yes or no."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """Cards that have nothing in a field, although their kind can."""

    field: str


@dataclass(frozen=True, slots=True)
class RangeQuery:
    """Numbers or dates as written, from ``low`` to ``high``, both included unless said; None: no bound.

    Equal: one value.
    """

    field: str
    low: str | None
    high: str | None
    above: bool = False  # low itself is not included
    below: bool = False  # nor is high


@dataclass(frozen=True, slots=True)
class IntervalQuery:
    """A resolved range: ``low`` included, ``high`` not."""

    field: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Not:
    """Cards that the part does not find."""

    part: "Query"


@dataclass(frozen=True, slots=True)
class And:
    """Cards that every part finds; there are two or more."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """Cards that some part finds; there are two or more."""

    parts: "tuple[Query, ...]"


Leaf: TypeAlias = Everything | Word | Phrase | Prefix | Value | Lacking | RangeQuery | IntervalQuery
Query: TypeAlias = Leaf | Not | And | Or

EVERYTHING = Everything()
NOTHING = Not(EVERYTHING)
NONE = "none"
"""As a value of a field: the cards that lack the field. In quotes it is a value like any other."""

RESERVED = ("AND", "OR", "NOT")

_BARE_WORD = pattern(r'-|(?![A-Za-z][\w\-]*:)[^\s()"*\-][^\s()"*]*')
_BARE_VALUE = pattern(r'(?![<>])[^\s()"*]+')


def all_of(parts: Iterable[Query]) -> Query:
    """Return the query that finds what every part does, without needless nesting."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else () if part == EVERYTHING else (part,))
    return And(tuple(flat)) if len(flat) > 1 else flat[0] if flat else EVERYTHING


def any_of(parts: Iterable[Query]) -> Query:
    """Return the query that finds what some part does, without needless nesting."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Or) else (part,))
    return Or(tuple(flat)) if len(flat) > 1 else flat[0] if flat else NOTHING


def none_of(part: Query) -> Query:
    """Return the query that finds what the part does not."""
    return part.part if isinstance(part, Not) else Not(part)


def scored(query: Query) -> Iterator[Word | Phrase | Prefix]:
    """Yield what counts for the score, from left to right: words, phrases and beginnings that are not denied."""
    if isinstance(query, Word | Phrase | Prefix):
        yield query
    elif isinstance(query, And | Or):
        for part in query.parts:
            yield from scored(part)


def query_text(query: Query) -> str:
    """Return the canonical spelling of a query; reading it gives the same query."""
    if isinstance(query, Everything):
        return "*"
    if isinstance(query, And):
        return " ".join(f"({query_text(part)})" if isinstance(part, Or) else query_text(part) for part in query.parts)
    if isinstance(query, Or):
        return " OR ".join(
            f"({query_text(part)})" if isinstance(part, And) else query_text(part) for part in query.parts
        )
    if isinstance(query, Not):
        inner = query_text(query.part)
        return f"NOT ({inner})" if isinstance(query.part, And | Or) else f"NOT {inner}"
    if isinstance(query, Value):
        return f"{query.field}:{_value(query.value)}"
    if isinstance(query, Lacking):
        return f"{query.field}:{NONE}"
    if isinstance(query, RangeQuery):
        return f"{query.field}:{_range(query)}"
    if isinstance(query, IntervalQuery):
        return f"{query.field}:[{query.low:.17g}, {query.high:.17g})"
    prefix = f"{query.field}:" if query.field else ""
    if isinstance(query, Phrase):
        return prefix + quoted(query.text)
    star = "*" if isinstance(query, Prefix) else ""
    bare = _BARE_WORD.fullmatch(query.text) and query.text not in RESERVED
    return (
        prefix
        + (query.text if bare or (query.field and _BARE_VALUE.fullmatch(query.text)) else quoted(query.text))
        + star
    )


def quoted(text: str) -> str:
    """Return ``text`` in quotes, with those inside it escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _value(value: str) -> str:
    return value if _BARE_VALUE.fullmatch(value) and value != NONE else quoted(value)


def _range(query: RangeQuery) -> str:
    if query.low is not None and query.low == query.high and not query.above and not query.below:
        return query.low
    if query.low is None and query.high is not None:
        return f"<{'' if query.below else '='}{query.high}"
    if query.high is None:
        return f">{'' if query.above else '='}{query.low}"
    return f"{query.low}..{query.high}"
