"""The keywords of JSON Schema with a limit, so that no schema can make a check run forever.

A schema of 30 lines whose parts each refer twice to the next takes a billion checks, and a pattern can take even longer. So
every keyword counts down, patterns are `UserPattern`, and lists that jsonschema searches one by one become lookups.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cardlint.card.schema.validator import Check, compile_schema
from cardlint.system.errors import CardlintError
from cardlint.system.pattern_cost import PatternError
from cardlint.system.user_pattern import SearchTime, UserPattern

Keyword = Callable[[Any, Any, Any, Any], Any]
"""What jsonschema calls: (validator, value of the keyword, instance, schema) → errors, or None."""


class Steps:
    """How many keywords may still be evaluated. If they were not enough once, the schema is not tried again."""

    def __init__(self) -> None:
        self._left = 0
        self._is_exceeded = False

    def allow(self, number: int) -> None:
        """Begin a new evaluation, of ``number`` steps at most."""
        self._left = number

    def take(self, number: int) -> None:
        """Count ``number`` steps. Raises CardlintError if none are left."""
        self._left -= number
        if self._left < 0 or self._is_exceeded:
            self._is_exceeded = True
            raise CardlintError(
                "the schema takes too many steps to evaluate", "look for parts that refer to each other many times"
            )


class BoundedKeywords:
    """The keywords of one schema."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._time = SearchTime()
        self._patterns: dict[str, UserPattern] = {}
        self._lists: dict[int, tuple[Any, Check]] = {}  # by identity; the list is kept so that no other gets its id

    def limit(self, keywords: Mapping[str, Keyword]) -> dict[str, Keyword]:
        """Return ``keywords``, those of a draft, with the limit."""
        safe: dict[str, Keyword] = {
            "pattern": self._pattern,
            "patternProperties": self._pattern_properties,
            "additionalProperties": self._additional_properties(keywords.get("additionalProperties")),
            "uniqueItems": self._unique_items,
            "enum": self._enum,
        }
        return {name: self._count_steps(safe.get(name, keyword)) for name, keyword in keywords.items()}

    def matches(self, pattern: str, text: Any) -> bool:
        """Return whether ``pattern`` is found in ``text``. Raises CardlintError."""
        if pattern not in self._patterns:
            try:
                self._patterns[pattern] = UserPattern(pattern, self._time)
            except PatternError as error:
                raise CardlintError(f"a pattern in the schema is not a usable regular expression: {error}") from error
        return isinstance(text, str) and self._patterns[pattern].is_found_in(text)

    def _count_steps(self, keyword: Keyword) -> Keyword:
        def counted(validator: Any, value: Any, instance: Any, schema: Any) -> Any:
            self._steps.take(1 + (len(value) if isinstance(value, list | dict) and keyword != self._enum else 0))
            return keyword(validator, value, instance, schema)

        return counted

    def _pattern(self, validator: Any, pattern: str, instance: Any, schema: Any) -> Iterator[Any]:
        from jsonschema import ValidationError

        if validator.is_type(instance, "string") and not self.matches(pattern, instance):
            yield ValidationError(f"{instance!r} does not match {pattern!r}")

    def _pattern_properties(self, validator: Any, patterns: Mapping[str, Any], instance: Any, schema: Any) -> Any:
        if not validator.is_type(instance, "object"):
            return
        for pattern, subschema in patterns.items():
            for name, value in instance.items():
                if self.matches(pattern, name):
                    yield from validator.descend(value, subschema, path=name, schema_path=pattern)

    def _additional_properties(self, original: Keyword | None) -> Keyword:
        def additional_properties(validator: Any, value: Any, instance: Any, schema: Any) -> Any:
            patterns = schema.get("patternProperties", {})
            if not patterns or not validator.is_type(instance, "object"):
                return original(validator, value, instance, schema) if original is not None else None
            known = [name for name in instance if any(self.matches(pattern, name) for pattern in patterns)]
            properties = {**dict.fromkeys(known, True), **schema.get("properties", {})}
            return original(validator, value, instance, {"properties": properties}) if original is not None else None

        return additional_properties

    def _unique_items(self, validator: Any, is_unique: bool, instance: Any, schema: Any) -> Iterator[Any]:
        from jsonschema import ValidationError

        if is_unique and validator.is_type(instance, "array") and compile_schema({"uniqueItems": True})(instance):
            yield ValidationError("an item is repeated")

    def _enum(self, validator: Any, words: Any, instance: Any, schema: Any) -> Iterator[Any]:
        from jsonschema import ValidationError

        if id(words) not in self._lists:
            self._lists[id(words)] = (words, compile_schema({"enum": words}))
        if self._lists[id(words)][1](instance):
            yield ValidationError(f"{instance!r} is not one of the listed values")
