"""The tree of a query, which is the same for all backends, and its canonical text.

A query is parsed (`parser`), then resolved (`resolve`): words become those of the analyzer, values the ids of their vocabularies,
and ranges intervals. Backends only get resolved queries.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from cardlint.system.lazy_pattern import pattern


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every card."""


@dataclass(frozen=True, slots=True)
class Word:
    """Matches cards with a word, anywhere or in a field. If resolved, it is exactly one word of the analyzer."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Matches cards with consecutive words. If resolved, they are words of the analyzer, separated by spaces."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Matches cards with a word, or a value of a keyword field, with this beginning. Of several words, only the last may continue."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """Matches cards with exactly this value in a field with keywords, or with yes or no."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """Matches cards without a value in a field, although their kind can have one."""

    field: str


@dataclass(frozen=True, slots=True)
class RangeQuery:
    """Matches numbers or dates, as written, from ``low`` to ``high``; None means no bound, and equal bounds a single value.

    ``above`` and ``below`` exclude the bounds.
    """

    field: str
    low: str | None
    high: str | None
    above: bool = False  # exclude ``low``
    below: bool = False  # exclude ``high``


@dataclass(frozen=True, slots=True)
class IntervalQuery:
    """A resolved range, which includes ``low`` and excludes ``high``."""

    field: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Not:
    """Matches cards that the part does not match."""

    part: "Query"


@dataclass(frozen=True, slots=True)
class And:
    """Matches cards that all parts match; there are at least two parts."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """Matches cards that any part matches; there are at least two parts."""

    parts: "tuple[Query, ...]"


Leaf: TypeAlias = Everything | Word | Phrase | Prefix | Value | Lacking | RangeQuery | IntervalQuery
Query: TypeAlias = Leaf | Not | And | Or

EVERYTHING = Everything()
NOTHING = Not(EVERYTHING)
NONE = "none"
"""The value that stands for cards without the field. In quotes, it is an ordinary value."""

RESERVED = ("AND", "OR", "NOT")

_BARE_WORD = pattern(r'-|(?![A-Za-z][\w\-]*:)[^\s()"*\-][^\s()"*]*')
_BARE_VALUE = pattern(r'(?![<>])[^\s()"*]+')


def all_of(parts: Iterable[Query]) -> Query:
    """Return the query that matches if all parts do, without unnecessary nesting."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else () if part == EVERYTHING else (part,))
    return And(tuple(flat)) if len(flat) > 1 else flat[0] if flat else EVERYTHING


def any_of(parts: Iterable[Query]) -> Query:
    """Return the query that matches if any part does, without unnecessary nesting."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Or) else (part,))
    return Or(tuple(flat)) if len(flat) > 1 else flat[0] if flat else NOTHING


def none_of(part: Query) -> Query:
    """Return the query that matches if the part does not."""
    return part.part if isinstance(part, Not) else Not(part)


def scored(query: Query) -> Iterator[Word | Phrase | Prefix]:
    """Yield the parts that count for the score, from left to right: words, phrases and prefixes that are not negated."""
    if isinstance(query, Word | Phrase | Prefix):
        yield query
    elif isinstance(query, And | Or):
        for part in query.parts:
            yield from scored(part)


def query_text(query: Query) -> str:
    """Return the canonical text of a query; parsing it gives the same query."""
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
    """Return ``text`` in quotes, with quotes in it escaped."""
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
