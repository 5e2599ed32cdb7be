"""Reads the files of a user's JSON Schema: the schema itself, and the files that it refers to.

Nothing is fetched: a reference leads to a file, or to a published schema (``urn:cardlint:model``). In the configuration of a
project it may lead only to files of that project. The files of a schema together may be as large as one configuration.
"""

import json
import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit
from urllib.request import pathname2url

from cardlint.card import schema as published
from cardlint.card.front_matter.node import show
from cardlint.findings.quoting import quote, shorten
from cardlint.system.containment import lies_inside
from cardlint.system.errors import CardlintError
from cardlint.system.pattern_cost import PatternError
from cardlint.system.regular_file import read_whole, reason
from cardlint.system.user_pattern import SearchTime, UserPattern

LIMIT = 4 * 1024 * 1024
"""Bytes in all files of a schema together."""

MOST_FILES = 100

MOST_PARTS = 20_000
"""Objects and lists in all files of a schema together. Validating one of them takes a third of a millisecond."""

_LATEST = "https://json-schema.org/draft/2020-12/schema"


class SchemaFiles:
    """The files of one schema, each read once."""

    def __init__(self, root: str | None) -> None:
        """``root``: the folder that references must not leave; None if the user chose the schema."""
        self._root = root
        self._left = LIMIT
        self._parts = 0
        self._dialect: str | None = None  # the ``$schema`` of the first file
        self._resources: dict[str, Any] = {}
        self._keywords: set[str] = set()

    def load(self, path: str) -> Any:
        """Return the schema in the file at ``path``, without ``$schema``. Raises CardlintError if it cannot be used."""
        if self._root is not None and not lies_inside(path, self._root):
            raise CardlintError(f"{path}: the schema is outside the project `{self._root}`")
        try:
            content = read_whole(path, self._left)
            self._left -= len(content)
            schema = json.loads(content.decode())
        except OSError as error:
            raise CardlintError(f"{path}: {reason(error)}") from error
        except (ValueError, RecursionError) as error:
            raise CardlintError(f"{path}: not JSON: {error}") from error
        if not isinstance(schema, dict | bool):
            raise CardlintError(f"{path}: not a JSON Schema: it must be an object, `true` or `false`")
        self._look_through(path, schema)
        self._check(path, schema)
        return schema

    @property
    def draft(self) -> Any:
        """The validator of jsonschema for the draft of the schema."""
        from jsonschema.validators import validator_for

        return validator_for({"$schema": self._dialect or _LATEST})

    def _look_through(self, path: str, schema: Any) -> None:
        """Remove ``$schema`` from every part: where jsonschema finds one, it continues with keywords that have no limit."""
        for part in _parts(schema):
            self._parts += 1
            if self._parts > MOST_PARTS:
                raise CardlintError(f"{path}: the schema has more than {MOST_PARTS:,} parts")
            if not isinstance(part, dict):
                continue
            self._keywords.update(part)
            if isinstance(part.get("$schema"), str):
                dialect = part.pop("$schema").rstrip("#")
                self._dialect = self._dialect or dialect
                if dialect != self._dialect:
                    raise CardlintError(
                        f"{path}: `$schema` differs from the one in the file that refers to this file",
                        f"write {quote(self._dialect, 80)} in both",
                    )
        self._dialect = self._dialect or _LATEST
        if {"unevaluatedProperties", "patternProperties"} <= self._keywords:
            raise CardlintError(
                f"{path}: `unevaluatedProperties` with `patternProperties` is not supported, because jsonschema sets no time limit",
                "use `additionalProperties`, or `propertyNames` with a pattern",
            )

    def _check(self, path: str, schema: Any) -> None:
        from jsonschema import SchemaError

        try:
            self.draft.check_schema(schema, format_checker=_checker())
        except SchemaError as error:
            place = quote(show(tuple(error.absolute_path)), 120) if error.absolute_path else "the schema"
            why = f": {error.cause}" if isinstance(error.cause, PatternError) else ""
            raise CardlintError(f"{path}: not a JSON Schema: {place}: {shorten(error.message, 120)}{why}") from error
        except RecursionError as error:
            raise CardlintError(f"{path}: not a JSON Schema: it is nested too deeply") from error

    def retrieve(self, uri: str) -> Any:
        """Return what a reference names. Raises NoSuchResource for anything but a file or a published schema."""
        if uri not in self._resources:
            from referencing import Resource
            from referencing.jsonschema import specification_with

            contents = self._contents(uri)
            draft = specification_with(self._dialect or _LATEST)
            self._resources[uri] = Resource.from_contents(contents, default_specification=draft)
        return self._resources[uri]

    def _contents(self, uri: str) -> Any:
        from referencing.exceptions import NoSuchResource

        if len(self._resources) >= MOST_FILES:
            raise CardlintError(f"the schema refers to more than {MOST_FILES} files")
        parts = urlsplit(uri)
        if parts.scheme == "file" and not parts.netloc:
            return self.load(_path_of(parts.path))
        if uri.startswith(published.PREFIX):
            return published.resolve(uri)
        raise NoSuchResource(ref=uri)  # type: ignore[call-arg]


def _checker() -> Any:
    """Return the checker for the only format that matters in a schema: its patterns must be ones that we can run."""
    from jsonschema import FormatChecker

    checker = FormatChecker(formats=())

    @checker.checks("regex", raises=PatternError)
    def is_pattern(value: object) -> bool:
        if isinstance(value, str):
            UserPattern(value, SearchTime())
        return True

    return checker


def uri_of(path: str) -> str:
    """Return the ``file`` URI of ``path``, the base of the references in that file."""
    return "file://" + pathname2url(os.path.abspath(path)).removeprefix("//")


def _path_of(address: str) -> str:
    path = os.fsdecode(unquote_to_bytes(address))
    return path[1:] if os.name == "nt" and path[2:3] == ":" else path


def _parts(schema: Any) -> Iterator[Any]:
    """Yield ``schema`` and every object and list in it."""
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        yield part
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        waiting.extend(each for each in inner if isinstance(each, dict | list))
