"""The answer to a question as data, as printed by ``--format json`` and sent by the web API.

``VERSION`` is the version of its structure.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cardlint.findings.secrets.mask import mask
from cardlint.search.answers.question import cursor_of
from cardlint.search.backends.protocol import Backend, FacetCount, Hit, Results, SearchRequest
from cardlint.search.backends.snippet import WIDTH, Snippet, snippet
from cardlint.search.documents.document import Value
from cardlint.search.fields import Field, FieldTable
from cardlint.search.quantities import date_text

VERSION = 1


def as_data(results: Results, request: SearchRequest, backend: Backend, table: FieldTable) -> dict[str, Any]:
    """Return ``results`` as JSON data."""
    return {
        "version": VERSION,
        "total": results.total,
        "hits": [
            hit_data(hit, shown, table)
            for hit, shown in zip(results.hits, snippets(results, request, backend), strict=True)
        ],
        "facets": {
            name: [_count_data(count, table[name]) for count in counts] for name, counts in results.facets.items()
        },
        "next": cursor_of(results.next, request),
    }


def snippets(results: Results, request: SearchRequest, backend: Backend, width: int = WIDTH) -> Iterator[Snippet]:
    """Yield the snippet of each hit, of ``width`` characters, with secrets masked, because part of a secret is not recognized later."""
    for text in backend.texts(hit.path for hit in results.hits):
        yield snippet(mask(text or ""), request.query, width)


def hit_data(hit: Hit, shown: Snippet, table: FieldTable) -> dict[str, Any]:
    """Return a hit as JSON data."""
    return {
        "id": hit.id,
        "kind": hit.kind,
        "path": hit.path,
        "score": round(hit.score, 4),
        "fields": fields_data(hit.values, table),
        "snippet": shown.text,
    }


def fields_data(values: Mapping[str, tuple[Value, ...]], table: FieldTable) -> dict[str, Any]:
    """Return the stored fields of a card: a list if a field can have several values, and dates as text."""
    data: dict[str, Any] = {}
    for field in table:
        if field.stored and field.name in values:
            found = [
                date_text(float(value)) if field.type == "date" else _number(value) for value in values[field.name]
            ]
            data[field.name] = found if field.many else found[0]
    return data


def _count_data(count: FacetCount, field: Field) -> dict[str, Any]:
    value: str | bool | None = count.value
    if field.type == "boolean" and value is not None:
        value = value == "true"
    return {"value": value, "count": count.count, "selected": count.selected}


def _number(value: Value) -> Value:
    return int(value) if isinstance(value, float) and value.is_integer() else value
