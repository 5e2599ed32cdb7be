"""JSON Schemas of a user's own, run by jsonschema on the front matter, with the places that our own rules have.

The only user of jsonschema. Any draft, any keyword. References lead to files beside the schema and to the schemas
that we publish (``urn:cardlint:model``); nothing is fetched from the network. ``x-message`` in a schema says what to
report in place of our words.
"""

import json
import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from cardlint import schema as published
from cardlint.card import Card
from cardlint.front_matter.node import Mapping, Path, descend, show
from cardlint.rule import Found
from cardlint.shown import shown
from cardlint.source import Span
from cardlint.system.errors import CardlintError

Error = Any
"""A jsonschema.ValidationError, whose attributes are of any type by nature."""

_MOST_LISTED = 8
_TYPES = {
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a mapping",
    "null": "null",
}


class UserSchema:
    """One schema, read and checked once."""

    def __init__(self, path: str) -> None:
        """Read the schema at ``path``. Raises CardlintError where it is none, or jsonschema is not installed."""
        self.path = path
        try:
            from jsonschema import SchemaError
            from jsonschema.validators import validator_for
            from referencing import Registry
        except ImportError as error:
            raise CardlintError("schemas of your own need jsonschema", "pip install 'jsonschema>=4.21'") from error
        schema = _load(path)
        if isinstance(schema, dict):
            schema.setdefault("$schema", "https://json-schema.org/draft/2020-12/schema")
        kind = validator_for(schema)
        try:
            kind.check_schema(schema)
        except SchemaError as error:
            place = show(tuple(error.absolute_path)) or "the schema"
            raise CardlintError(f"{path}: not a JSON Schema: {place}: {shown(error.message, 120)}") from error
        base = "file://" + os.path.abspath(path)
        if isinstance(schema, dict) and "$id" not in schema and "id" not in schema:
            schema["$id"] = base
        registry = Registry(retrieve=_retrieve)  # type: ignore[call-arg]
        self._validator = kind(schema, registry=registry)

    def breaches(self, card: Card) -> Iterator[Found]:
        """Yield what of the front matter breaks the schema, in the order of the text."""
        if card.front_matter is not None and not card.front_matter.complete:
            return  # what a fault of the YAML cut off cannot be judged
        from referencing.exceptions import Unresolvable

        found: set[Found] = set()
        try:
            for error in self._validator.iter_errors(dict(card.fields)):
                found.update(_found(card, _narrowed(error)))
        except Unresolvable as error:
            raise CardlintError(f"{self.path}: the reference {error.ref} leads nowhere") from error
        yield from sorted(found, key=lambda each: (each.span, each.message))


def _narrowed(error: Error) -> Error:
    """Return the breach inside ``anyOf`` or ``oneOf`` that says most: of the branches whose type fits, the deepest."""
    while error.context:
        branches: dict[Any, list[Error]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        fitting = [
            each
            for each in branches.values()
            if not any(inner.validator in ("type", "const", "enum") and not inner.path for inner in each)
        ]
        if not fitting:
            return error
        error = max((each[0] for each in fitting), key=lambda inner: len(inner.path))
    return error


def _found(card: Card, error: Error) -> Iterator[Found]:
    """Yield the breach at its place; one for each field that is not allowed, which jsonschema reports together."""
    path: Path = tuple(error.absolute_path)
    said = error.schema.get("x-message") if isinstance(error.schema, dict) else None
    if error.validator in ("additionalProperties", "unevaluatedProperties") and isinstance(error.instance, dict):
        for name in _not_allowed(error):
            yield Found(
                _span(card, (*path, name), key=True), said or f"the schema does not allow {show((*path, name))}"
            )
    elif error.validator == "required":
        name = next(
            each for each in error.validator_value if each not in error.instance and repr(each) in error.message
        )
        yield Found(_span(card, path, key=True), said or f"the schema asks for the field {show((*path, name))}")
    else:
        yield Found(_span(card, path), said or _message(error, show(path) or "the front matter"))


def _not_allowed(error: Error) -> Iterator[str]:
    from re import search

    schema: Any = error.schema
    for name in error.instance:
        known = name in schema.get("properties", {}) or any(
            search(pattern, name) for pattern in schema.get("patternProperties", {})
        )
        if not known and repr(name) in error.message:
            yield name


def _span(card: Card, path: Path, *, key: bool = False) -> Span:
    """Return where the value at ``path`` stands, its key with ``key``; the top of the card for the whole of it."""
    if card.root is None or not path:
        return card.top
    node = descend(card.root, path)
    parent = descend(card.root, path[:-1])
    entry = parent.index.get(path[-1]) if isinstance(parent, Mapping) else None
    if entry is not None and (key or node is None or node.start == node.end):
        return entry.key.span
    return node.span if node is not None else card.top


def _message(error: Error, name: str) -> str:
    value, expected = shown(error.instance), error.validator_value
    match error.validator:
        case "type":
            types = [expected] if isinstance(expected, str) else expected
            return f"{name} must be {' or '.join(_TYPES.get(each, each) for each in types)}, not {value}"
        case "enum" if len(expected) <= _MOST_LISTED:
            return f"{name} {value} must be one of {', '.join(map(shown, expected))}"
        case "enum":
            return f"{name} {value} is not one of the schema's {len(expected)} values"
        case "const":
            return f"{name} {value} must be {shown(expected)}"
        case "pattern":
            return f"{name} {value} does not match {shown(expected)}"
        case "format":
            return f"{name} {value} is not of the format {shown(expected)}"
        case "minLength" | "minItems" | "minProperties":
            return f"{name} is shorter than {expected}"
        case "maxLength" | "maxItems" | "maxProperties":
            return f"{name} is longer than {expected}"
        case "minimum" | "exclusiveMinimum":
            return f"{name} {value} is too small; the schema asks for {expected} at least"
        case "maximum" | "exclusiveMaximum":
            return f"{name} {value} is too large; the schema asks for {expected} at most"
        case "uniqueItems":
            return f"{name} has an item twice"
        case "contains" | "minContains":
            return f"{name} lacks an item that the schema asks for"
        case "not":
            return f"{name} {value} is what the schema forbids"
        case "anyOf" | "oneOf":
            return f"{name} {value} is none of what the schema allows"
    return f"{name} {value} breaks {error.validator} of the schema"


def _retrieve(uri: str) -> Any:
    """Return what a reference names: a file, or a schema of ours. Nothing else is looked for."""
    from referencing import Resource
    from referencing.exceptions import NoSuchResource
    from referencing.jsonschema import DRAFT202012

    parts = urlsplit(uri)
    if parts.scheme == "file":
        return Resource.from_contents(_load(unquote(parts.path)), default_specification=DRAFT202012)
    if uri.startswith(published.PREFIX):
        return Resource.from_contents(published.resolve(uri), default_specification=DRAFT202012)
    raise NoSuchResource(ref=uri)  # type: ignore[call-arg]


def _load(path: str) -> Any:
    try:
        with open(path, encoding="utf-8") as file:
            schema = json.load(file)
    except OSError as error:
        raise CardlintError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    except (ValueError, RecursionError) as error:
        raise CardlintError(f"{path}: not JSON: {error}") from error
    if not isinstance(schema, dict | bool):
        raise CardlintError(f"{path}: not a JSON Schema: it is neither an object nor true or false")
    return schema
