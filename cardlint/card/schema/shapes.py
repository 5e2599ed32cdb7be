"""Which fields a mapping can have at a place in a card, as the schemas say."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from cardlint.card import schema as schemas
from cardlint.card.front_matter.node import Path
from cardlint.card.schema import fields

_CHOICES = ("anyOf", "allOf", "oneOf")


def fields_at(kind: str, path: Path) -> frozenset[str]:
    """Return the names of the fields that a mapping at ``path`` of a card of ``kind`` can have; none if it cannot be a mapping.

    At the top these are the fields that mean something there.
    """
    if not path:
        return frozenset(fields.known(kind))
    return _fields_at(kind, tuple(0 if isinstance(step, int) else step for step in path))


@cache
def _fields_at(kind: str, path: Path) -> frozenset[str]:
    parts = [*_alternatives(schemas.load(kind))] if kind in schemas.SCHEMAS else []
    for step in path:
        below = (part.get("items") if step == 0 else part.get("properties", {}).get(step) for part in parts)
        parts = [alternative for part in below if isinstance(part, dict) for alternative in _alternatives(part)]
    return frozenset(name for part in parts for name in part.get("properties", ()))


def _alternatives(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a subschema and all that it refers to or offers as a choice."""
    yield part
    if "$ref" in part:
        yield from _alternatives(schemas.resolve(part["$ref"]))
    for choice in _CHOICES:
        for each in part.get(choice, ()):
            yield from _alternatives(each)
