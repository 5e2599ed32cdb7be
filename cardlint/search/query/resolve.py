"""Converts a query as written into one for backends: with words of the analyzer, ids, intervals and synonyms."""

import math

from cardlint.search.analysis import fold, is_single_unspaced, query_words, words
from cardlint.search.documents.document import keyword
from cardlint.search.fields import Field, FieldTable
from cardlint.search.quantities import Interval, date_interval, number_interval
from cardlint.search.query.synonyms import Synonyms
from cardlint.search.query.tree import (
    EVERYTHING,
    And,
    IntervalQuery,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    RangeQuery,
    Value,
    Word,
    all_of,
    any_of,
    none_of,
)
from cardlint.system.lazy_pattern import pattern
from cardlint.vocabulary import vocabulary


def resolve(query: Query, table: FieldTable, synonyms: Synonyms | None = None) -> Query:
    """Return ``query`` for backends. Words without letters and digits are left out."""
    return _Resolver(table, synonyms).resolve(query) or EVERYTHING


_CODE = pattern(r"(?i)[a-z]{2}[0-9]{3}")


class _Resolver:
    def __init__(self, table: FieldTable, synonyms: Synonyms | None) -> None:
        self.table = table
        self.synonyms = synonyms

    def resolve(self, query: Query) -> Query | None:
        match query:
            case And(parts):
                return self.together(parts)
            case Or(parts):
                kept = [found for part in parts if (found := self.resolve(part)) is not None]
                return any_of(kept) if kept else None
            case Not(part):
                found = self.resolve(part)
                return none_of(found) if found is not None else None
            case Word(text, None):
                return self.together((query,))
            case Word(text, field) | Phrase(text, field):
                return _in_a_row(query_words(text), field)
            case Prefix(text, field):
                return self.beginning(text, field)
            case Value(name, value):
                return Value(self.table[name].name, _id(self.table[name], value))
            case RangeQuery():
                return self.interval(query)
        return query

    def together(self, parts: tuple[Query, ...]) -> Query | None:
        """Resolve parts that must all match. Consecutive words may have a synonym together."""
        found: list[Query] = []
        at = 0
        while at < len(parts):
            run = self.said_together(parts, at)
            if run is not None:
                length, query = run
                found.append(query)
                at += length
                continue
            part = parts[at]
            at += 1
            resolved = _word(part.text) if isinstance(part, Word) and part.field is None else self.resolve(part)
            if resolved is not None:
                found.append(resolved)
        return all_of(found) if found else None

    def said_together(self, parts: tuple[Query, ...], at: int) -> tuple[int, Query] | None:
        """Return how many parts from ``at`` on have a synonym together, and the query for all alternatives."""
        if self.synonyms is None:
            return None
        run = []
        for part in parts[at : at + self.synonyms.longest]:
            if not (isinstance(part, Word) and part.field is None):
                break
            run.append(part)
        for length in range(len(run), 0, -1):
            written = tuple(word for part in run[:length] for word in query_words(part.text))
            others = self.synonyms.alternatives(written)
            if others:
                own = all_of(query for part in run[:length] if (query := _word(part.text)) is not None)
                ways = (query for words in others if (query := _in_a_row(list(words), None)) is not None)
                return length, any_of([own, *ways])
        return None

    def beginning(self, text: str, field: str | None) -> Query | None:
        if field is not None and self.table[field].type == "keyword":
            return Prefix(text, field)
        found = query_words(text)
        if found and not fold(text[-1:]).isalnum():  # in google/*, the last word is complete
            return _in_a_row(found, field)
        return Prefix(" ".join(found), field) if found else None

    def interval(self, query: RangeQuery) -> IntervalQuery:
        read = date_interval if self.table[query.field].type == "date" else number_interval
        low, high = -math.inf, math.inf
        if query.low is not None:
            bound = read(query.low)
            low = (
                bound.low
                if query.low == query.high
                else _beginning(query.low, bound, above=query.above, date=read is date_interval)
            )
        if query.high is not None:
            bound = read(query.high)
            high = (
                bound.high
                if query.low == query.high
                else _end(query.high, bound, below=query.below, date=read is date_interval)
            )
        return IntervalQuery(query.field, low, high)


def _beginning(text: str, bound: Interval, *, above: bool, date: bool) -> float:
    """Return where a range begins. A bound with a unit is exactly this number, without rounding; a year includes all of its days."""
    if date:
        return bound.high if above else bound.low
    value = (bound.low + bound.high) / 2 if text[-1:].isalpha() else bound.low
    return math.nextafter(value, math.inf) if above else value


def _end(text: str, bound: Interval, *, below: bool, date: bool) -> float:
    if date:
        return bound.low if below else bound.high
    value = (bound.low + bound.high) / 2 if text[-1:].isalpha() else bound.low
    return value if below else math.nextafter(value, math.inf)


def _id(field: Field, text: str) -> str:
    """Return the value for ``text``, such as the task for an alias, or the rule for a code."""
    found = keyword(field, text)
    if field.fold == "tasks" and found not in vocabulary("tasks"):
        from cardlint.search.query.synonyms import shipped_synonyms

        ways = ("-".join(words) for words in shipped_synonyms().alternatives(tuple(query_words(text))))
        return next((way for way in ways if way in vocabulary("tasks")), found)
    if field.computed == "rules" and _CODE.fullmatch(text):
        from cardlint.rules import LISTED

        return next((rule.name for rule in LISTED if rule.code == text.upper()), found)
    return found


def _word(text: str) -> Query | None:
    """Return the query for one word as written: ``gpt-2`` is found as two consecutive words, and as ``gpt2``."""
    found = _in_a_row(query_words(text), None)
    joined = words(text).joined
    if found is not None and len(joined) == 1 and "".join(query_words(text)) == joined[0]:
        return any_of([found, Word(joined[0])])
    return found


def _in_a_row(found: list[str], field: str | None) -> Query | None:
    if not found:
        return None
    if len(found) == 1:
        return Prefix(found[0], field) if is_single_unspaced(found[0]) else Word(found[0], field)
    return Phrase(" ".join(found), field)
