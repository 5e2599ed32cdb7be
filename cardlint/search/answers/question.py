"""A question from the command line or a web page, and its conversion to a request for a backend."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from cardlint.search.backends.protocol import RELEVANCE, SORT_BY_ID, Choice, SearchRequest, Sort, SortPosition
from cardlint.search.documents.buckets import is_label
from cardlint.search.fields import Field, FieldTable
from cardlint.search.query.parser import QueryError, lacking, parse, value_query
from cardlint.search.query.resolve import resolve
from cardlint.search.query.tree import EVERYTHING, NONE, Query, Value, all_of, any_of, none_of, query_text, scored
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple

MISSING = "missing"
_BROWSE_BY = "downloads"


class Question(NamedTuple):
    """A user's question.

    ``chosen`` and ``excluded`` are the values of fields, as written; several values of one field mean any of them.
    """

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = {}
    excluded: Mapping[str, tuple[str, ...]] = {}
    sort: str | None = None  # NAME, NAME:asc or NAME:desc
    limit: int = 20
    cursor: str | None = None
    facets: tuple[str, ...] = ()
    facet_size: int = 10


def request_of(question: Question, table: FieldTable) -> SearchRequest:
    """Return the request for ``question``. Raises CardlintError; for its text, QueryError."""
    parts = [_asked(question.text, table)]
    parts += [none_of(_any(table[name], values, table)) for name, values in question.excluded.items() if values]
    chosen: dict[str, Choice] = {}
    for name, values in question.chosen.items():
        field = table[name]
        if field.facet and values:
            chosen[field.name] = _choice(field, values, table)
        elif values:
            parts.append(_any(field, values, table))
    query = all_of(parts)
    sort = _sort(question.sort, query, table)
    request = SearchRequest(
        query, chosen, sort, question.limit, None, _facets(question.facets, table), question.facet_size
    )
    return request._replace(after=_position(question.cursor, request)) if question.cursor else request


def _asked(text: str, table: FieldTable) -> Query:
    """Return the resolved query for ``text``. Without text, the synonyms are not loaded."""
    query = parse(text, table)
    if query == EVERYTHING:
        return query
    from cardlint.search.query.synonyms import shipped_synonyms

    resolved = resolve(query, table, shipped_synonyms())
    if resolved == EVERYTHING:
        raise QueryError("the query has no letter and no digit, so there is nothing to search", text, 0)
    return resolved


def cursor_of(position: SortPosition | None, request: SearchRequest) -> str | None:
    """Return the cursor of the next page as text, or None if there is no next page."""
    if position is None:
        return None
    return (
        urlsafe_b64encode(json.dumps([position.key, *position.order, _fingerprint(request)]).encode())
        .decode()
        .rstrip("=")
    )


def _position(cursor: str, request: SearchRequest) -> SortPosition:
    try:
        key, id_, kind, path, fingerprint = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        position = SortPosition(float(key), (str(id_), str(kind), str(path)))
    except (ValueError, TypeError, Base64Error, RecursionError):
        raise CardlintError("the cursor is damaged", "copy all of `next` from the previous page") from None
    if fingerprint != _fingerprint(request):
        raise CardlintError(
            "the cursor belongs to another search", "repeat the previous search and add only the cursor"
        )
    return position


def _fingerprint(request: SearchRequest) -> str:
    """Return a hash of the query, the choices and the sorting, for which a cursor is valid."""
    chosen = sorted((name, query_text(choice.query)) for name, choice in request.chosen.items())
    search = json.dumps([query_text(request.query), chosen, request.sort])
    return blake2b(search.encode(errors="replace"), digest_size=6).hexdigest()


def _any(field: Field, values: Iterable[str], table: FieldTable) -> Query:
    return any_of(_value(field, value, table) for value in values)


def _value(field: Field, text: str, table: FieldTable) -> Query:
    if text == NONE:
        return lacking(field)
    if is_label(field, text):
        return Value(field.name, text)
    return resolve(value_query(field, text, table), table)


def _choice(field: Field, values: tuple[str, ...], table: FieldTable) -> Choice:
    queries = [_value(field, value, table) for value in values]
    missing = lacking(field) in queries and field.name != MISSING
    names = [
        query.value if isinstance(query, Value) and query.field == field.name else value
        for query, value in zip(queries, values, strict=True)
    ]
    listed = tuple(dict.fromkeys(name for name in names if not (missing and name == NONE)))
    return Choice(listed, any_of(queries), missing)


def _sort(text: str | None, query: Query, table: FieldTable) -> Sort:
    if text is None:
        words = (leaf for leaf in scored(query) if leaf.field is None or table[leaf.field].type == "text")
        return Sort(RELEVANCE) if any(words) else Sort(_BROWSE_BY) if _BROWSE_BY in table else Sort(SORT_BY_ID)
    name, _, direction = text.partition(":")
    if direction not in ("", "asc", "desc"):
        raise CardlintError(f"cannot sort in the direction `{direction}`", f"use `{name}:asc` or `{name}:desc`")
    if name in (RELEVANCE, SORT_BY_ID):
        if direction == ("asc" if name == RELEVANCE else "desc"):
            raise CardlintError(f"cannot sort by `{text}`", f"`{name}` has only one direction")
        return Sort(name)
    field = table[name]
    if not field.ordered:
        known = ", ".join((RELEVANCE, SORT_BY_ID, *(each.name for each in table if each.ordered)))
        raise CardlintError(f"cannot sort by `{name}`", f"choose from {known}")
    return Sort(field.name, direction != "asc")


def _facets(names: Iterable[str], table: FieldTable) -> tuple[str, ...]:
    fields = [table[name] for name in names]
    for field in fields:
        if not field.facet:
            raise CardlintError(
                f"the values of `{field.name}` are not counted",
                f"choose from {', '.join(each.name for each in table.facets)}",
            )
    return tuple(dict.fromkeys(field.name for field in fields))
