"""The labels under which values are counted: a range for numbers, the year for dates, the word for yes or no."""

from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from cardlint.search.documents.document import Document, Value
from cardlint.search.fields import Field
from cardlint.search.quantities import date_text, number_text


def labels(field: Field, values: tuple[Value, ...]) -> tuple[str, ...]:
    """Return the labels for a document with these values, each once; none for a number field without ranges."""
    if field.type in ("keyword", "text"):
        return tuple(value for value in values if isinstance(value, str))
    if field.type == "boolean":
        return tuple("true" if value else "false" for value in values)
    if field.buckets is None:
        return ()
    if field.buckets == "year":
        return tuple(dict.fromkeys(date_text(float(value))[:4] for value in values))
    return tuple(dict.fromkeys(_range(field.buckets, float(value)) for value in values))


def is_label(field: Field, text: str) -> bool:
    """Return whether ``text`` is the label of a range of the field, and not a range that a user wrote."""
    if field.buckets is None or field.buckets == "year":
        return False
    return text in {_range(field.buckets, bound) for bound in (*field.buckets, -1.0)}


def label_order(field: Field) -> Callable[[str], tuple[int, str]]:
    """Return a sort key for the ranges or years of the field, ascending."""
    if field.buckets is None or field.buckets == "year":
        return lambda label: (0, label)
    bounds = field.buckets
    places = {_range(bounds, bound): place for place, bound in enumerate((-1.0, *bounds))}
    return lambda label: (places.get(label, 0), label)


def document_labels(field: Field, document: Document) -> tuple[str, ...]:
    """Return the labels of ``document`` in ``field``."""
    return labels(field, document.values.get(field.name, ()))


@cache
def _texts(bounds: tuple[float, ...]) -> tuple[str, ...]:
    names = [number_text(bound) for bound in bounds]
    inner = [f"{low}..{high}" for low, high in pairwise(names)]
    return (f"..{names[0]}", *inner, f"{names[-1]}..")


def _range(bounds: tuple[float, ...], value: float) -> str:
    return _texts(bounds)[bisect_right(bounds, value)]
