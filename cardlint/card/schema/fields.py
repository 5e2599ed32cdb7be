"""The top-level fields that a card can have, as the schemas name them."""

from functools import cache
from typing import Any

from cardlint.card import schema as schemas

_KINDS = ("model", "dataset", "space")
"""The kinds that have fields of their own: a kernel has those of a model, and a bucket has no card."""


@cache
def known(kind: str) -> dict[str, dict[str, Any]]:
    """Return the fields that mean something in a card of ``kind``: name → subschema, without wild ones, which nothing reads."""
    return {name: part for name, part in _properties(kind).items() if part.get("x-status") != "wild"}


@cache
def wild(kind: str) -> dict[str, dict[str, Any]]:
    """Return the fields that people write in a card of ``kind`` and that nothing on the Hub reads."""
    return {name: part for name, part in _properties(kind).items() if part.get("x-status") == "wild"}


@cache
def own(kind: str) -> frozenset[str]:
    """Return the fields that mean something in a card of ``kind`` and in no other."""
    others = {name for other in _KINDS if other != kind for name in known(other)}
    # A forbidden field means nothing.
    return frozenset(name for name, part in known(kind).items() if "not" not in part) - others


@cache
def own_wild(kind: str) -> frozenset[str]:
    """Return the fields that people write in a card of ``kind`` only, and that mean nothing in any."""
    others = {name for other in _KINDS if other != kind for name in wild(other)}
    return frozenset(wild(kind)) - others - all_known()


@cache
def foreign(kind: str) -> frozenset[str]:
    """Return the fields that mean something in the cards of all kinds but ``kind``."""
    shared = frozenset.intersection(*(frozenset(known(other)) for other in _KINDS if other != kind))
    return shared.difference(known(kind))


@cache
def all_known() -> frozenset[str]:
    """Return every field that means something in some card."""
    return frozenset(name for kind in _KINDS for name in known(kind))


@cache
def lists_of_words(kind: str) -> frozenset[str]:
    """Return the fields that take a list of words in a card of ``kind``."""
    return frozenset(
        name for name, part in known(kind).items() if any(map(_takes_words, (part, *part.get("anyOf", ()))))
    )


@cache
def all_lists_of_words() -> frozenset[str]:
    """Return the fields that take a list of words in some card."""
    return frozenset(name for kind in _KINDS for name in lists_of_words(kind))


def _takes_words(part: dict[str, Any]) -> bool:
    item: dict[str, Any] = part.get("items", {}) if part.get("type") == "array" else {}
    return (schemas.resolve(item["$ref"]) if "$ref" in item else item).get("type") == "string"


def _properties(kind: str) -> dict[str, dict[str, Any]]:
    properties: dict[str, Any] = (
        schemas.load(kind)["properties"] if kind in schemas.SCHEMAS else {}
    )  # a bucket has none
    return {
        name: schemas.resolve(part["$ref"]) if "$ref" in part else part
        for name, part in properties.items()
        if isinstance(part, dict)
    }
