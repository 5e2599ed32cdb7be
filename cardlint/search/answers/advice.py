"""Suggestions if nothing was found: another spelling, or one filter less."""

from collections.abc import Iterator

from cardlint.search.analysis import query_words
from cardlint.search.backends.protocol import Backend, SearchRequest
from cardlint.search.query.tree import EVERYTHING, And, Not, Phrase, Query, Value, Word, all_of, query_text
from cardlint.vocabulary import nearest

_SHOWN = 5
"""How many values of a field are listed if none is similar."""

_LETTERS_KEPT = 1
"""People rarely mistype the beginning: suggestions for a word share its first letter."""


def advice(request: SearchRequest, backend: Backend) -> Iterator[str]:
    """Yield suggestions, the most helpful first: corrections of words and values that no card has, then filters to remove."""
    choices = [choice.query for choice in request.chosen.values()]
    for query in (request.query, *choices):
        for leaf in _leaves(query):
            if backend.count(leaf):
                continue
            if near := _nearest(leaf, backend):
                yield f"no card has {query_text(leaf)}; did you mean {' or '.join(near)}?"
            elif isinstance(leaf, Value) and (most := _most_frequent(leaf.field, backend)):
                yield f"no card has {query_text(leaf)}; most have {', '.join(most)}"
    parts = request.query.parts if isinstance(request.query, And) else (request.query,)
    asked = [part for part in (*parts, *choices) if part != EVERYTHING]
    if len(asked) < 2:
        return
    for place, part in enumerate(asked):
        found = backend.count(all_of(other for at, other in enumerate(asked) if at != place))
        if found:
            yield f"without {query_text(part)} there {'is 1 card' if found == 1 else f'are {found:,} cards'}"


def _leaves(query: Query) -> Iterator[Word | Value]:
    """Yield the words and values in the query, without those that are excluded."""
    if isinstance(query, Word | Value):
        yield query
    elif isinstance(query, Phrase):
        yield from (Word(word, query.field) for word in query.text.split(" "))
    elif isinstance(query, Not):
        return
    elif hasattr(query, "parts"):
        for part in query.parts:
            yield from _leaves(part)


def _most_frequent(field: str, backend: Backend) -> list[str]:
    """Return the most frequent values of a field."""
    if backend.table[field].computed == "missing":
        return []
    return backend.frequent_values(field, _SHOWN)


def _nearest(leaf: Word | Value, backend: Backend) -> tuple[str, ...]:
    if isinstance(leaf, Value):
        return nearest(leaf.value, backend.values(leaf.field))
    start = leaf.text[:_LETTERS_KEPT]
    length = len(leaf.text)
    known = [word for word in backend.words_beginning(start) if abs(len(word) - length) <= 2 and query_words(word)]
    return tuple(word for word in nearest(leaf.text, known) if backend.count(Word(word)))
