"""JSON Schemas of users, run by jsonschema on the front matter, with the same positions as the built-in rules.

Any draft, any keyword. ``x-message`` in a schema replaces the message that is reported.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Path, descend, show
from cardlint.findings.quoting import quote, shorten
from cardlint.findings.source import Span
from cardlint.findings.type_words import describe_types
from cardlint.rule_kit.rule import Found
from cardlint.rules.policy._bounded_keywords import BoundedKeywords, Steps
from cardlint.rules.policy._schema_files import SchemaFiles, uri_of
from cardlint.system.errors import CardlintError, ConfiguredRuleError

Error = Any
"""A jsonschema.ValidationError, whose attributes are of any type by nature."""

_MOST_LISTED = 8
_LONGEST_MESSAGE = 1_000
_STEPS_OF_A_CARD = 200_000  # and more for a long one
_STEPS_OF_A_CHARACTER = 10


class UserSchema:
    """One schema, read and checked once."""

    def __init__(self, path: str, root: str | None = None) -> None:
        """Read the schema at ``path``, whose references stay in the folder ``root`` if that is given.

        Raises CardlintError if it is not a schema, or jsonschema is not installed.
        """
        self.path = path
        try:
            from jsonschema.validators import extend
            from referencing import Registry
        except ImportError as error:
            raise CardlintError("your own schemas need jsonschema", "run `pip install 'jsonschema>=4.21'`") from error
        files = SchemaFiles(root)
        schema = files.load(path)
        self._steps = Steps()
        self._keywords = BoundedKeywords(self._steps)
        kind: Any = extend(files.draft, self._keywords.limit(files.draft.VALIDATORS))  # type: ignore[no-untyped-call]
        if isinstance(schema, dict) and "$id" not in schema and "id" not in schema:
            schema["$id"] = uri_of(path)
        registry: Any = Registry(retrieve=files.retrieve)  # type: ignore[call-arg]
        self._validator = kind(schema, registry=registry)

    def breaches(self, card: Card) -> Iterator[Found]:
        """Yield where the front matter breaks the schema, in the order of the text. Raises CardlintError if it takes too long."""
        if card.front_matter is not None and not card.front_matter.complete:
            return  # what an error of the YAML cut off cannot be checked
        found: set[Found] = set()
        self._steps.allow(_STEPS_OF_A_CARD + _STEPS_OF_A_CHARACTER * len(card.source.text))
        with self._explain_errors():
            for error in self._validator.iter_errors(dict(card.fields)):
                found.update(self._found(card, _narrow(error)))
        yield from sorted(found, key=lambda each: (each.span, each.message))

    @contextmanager
    def _explain_errors(self) -> Iterator[None]:
        """Turn an error in a schema into a ConfiguredRuleError that names the schema."""
        from referencing.exceptions import Unresolvable

        try:
            yield
        except CardlintError as error:
            raise ConfiguredRuleError(f"{self.path}: {error}", error.hint) from error
        except Unresolvable as error:
            cause: BaseException | None = error
            while cause is not None and not isinstance(cause, CardlintError):
                cause = cause.__cause__
            said = str(cause) if cause is not None else f"the reference {quote(error.ref, 120)} cannot be resolved"
            raise ConfiguredRuleError(f"{self.path}: {said}") from error
        except RecursionError as error:
            raise ConfiguredRuleError(
                f"{self.path}: the schema refers to itself endlessly, or is nested too deeply"
            ) from error

    def _found(self, card: Card, error: Error) -> Iterator[Found]:
        """Yield the breach at its position; one for each field that is not allowed, which jsonschema reports together."""
        path: Path = tuple(error.absolute_path)
        said = error.schema.get("x-message") if isinstance(error.schema, dict) else None
        said = shorten(said, _LONGEST_MESSAGE) if isinstance(said, str) else None
        if error.validator in ("additionalProperties", "unevaluatedProperties") and isinstance(error.instance, dict):
            self._steps.take(len(error.instance) * (1 + len(error.message) // 1_000))
            for name in self._not_allowed(error):
                yield Found(
                    _span(card, (*path, name), key=True),
                    said or f"the schema does not allow the field {quote(show((*path, name)))}; remove it",
                )
        elif error.validator == "required":
            self._steps.take(len(error.validator_value))
            name = next(
                each for each in error.validator_value if each not in error.instance and repr(each) in error.message
            )
            yield Found(
                _span(card, path, key=True),
                said or f"the schema requires the field {quote(show((*path, name)))}; add it",
            )
        else:
            yield Found(_span(card, path), said or _message(error, quote(show(path)) if path else "the front matter"))

    def _not_allowed(self, error: Error) -> Iterator[str]:
        schema: Any = error.schema
        for name in error.instance:
            known = name in schema.get("properties", {}) or any(
                self._keywords.matches(pattern, name) for pattern in schema.get("patternProperties", {})
            )
            if not known and repr(name) in error.message:
                yield name


def _narrow(error: Error) -> Error:
    """Return the most informative breach inside ``anyOf`` or ``oneOf``: of the branches whose type fits, the deepest."""
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


def _span(card: Card, path: Path, *, key: bool = False) -> Span:
    """Return where the value at ``path`` is, or its key with ``key``; the top of the card for an empty path."""
    if card.root is None or not path:
        return card.top
    node = descend(card.root, path)
    parent = descend(card.root, path[:-1])
    entry = parent.index.get(path[-1]) if isinstance(parent, Mapping) else None
    if entry is not None and (key or node is None or node.start == node.end):
        return entry.key.span
    return node.span if node is not None else card.top


def _message(error: Error, name: str) -> str:
    value, expected = quote(error.instance), error.validator_value
    match error.validator:
        case "type":
            types = [expected] if isinstance(expected, str) else expected
            return f"{name} must be {describe_types(types)}, not {value}"
        case "enum" if len(expected) <= _MOST_LISTED:
            return f"{name} must be one of {', '.join(map(quote, expected))}, not {value}"
        case "enum":
            return f"{name} is {value}, which is not one of the {len(expected)} values that the schema allows"
        case "const":
            return f"{name} must be {quote(expected)}, not {value}"
        case "pattern":
            return f"{name} is {value}, which does not match {quote(expected)}"
        case "format":
            return f"{name} is {value}, which does not have the format {quote(expected)}"
        case "minLength" | "minItems" | "minProperties":
            return f"{name} is shorter than {quote(expected)}"
        case "maxLength" | "maxItems" | "maxProperties":
            return f"{name} is longer than {quote(expected)}"
        case "minimum":
            return f"{name} must be at least {quote(expected)}, not {value}"
        case "exclusiveMinimum":
            return f"{name} must be more than {quote(expected)}, not {value}"
        case "maximum":
            return f"{name} must be at most {quote(expected)}, not {value}"
        case "exclusiveMaximum":
            return f"{name} must be less than {quote(expected)}, not {value}"
        case "uniqueItems":
            return f"{name} has a repeated item; remove the duplicate"
        case "contains" | "minContains":
            return f"{name} lacks an item that the schema requires"
        case "not":
            return f"{name} is {value}, which the schema forbids"
        case None | "anyOf" | "oneOf":  # None: the schema is ``false``
            return f"{name} is {value}, which the schema does not allow"
    return f"{name} is {value}, which breaks {quote(error.validator)} of the schema"
