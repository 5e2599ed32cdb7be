"""The table of searchable fields, index/fields.yaml, which all parts of search use."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from typing import Any, Literal

from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.resources import load_yaml

FieldType = Literal["text", "keyword", "number", "date", "boolean"]
TYPES: tuple[FieldType, ...] = ("text", "keyword", "number", "date", "boolean")
_KINDS = ("model", "dataset", "space", "kernel")


class Field(NamedTuple):
    """One row: where a value comes from, its type, and how it can be used."""

    name: str
    title: str
    type: FieldType
    path: str | None = None  # keys of the front matter, joined by dots
    fact: str | None = None  # the name of further data from the source
    computed: str | None = None  # the name of a function in computed.py
    facet: bool = False
    many: bool = False
    stored: bool = True
    weight: int = 0  # of its words in ranking; 0: not searched by a query without a field name
    option: str | None = None
    aliases: tuple[str, ...] = ()
    words: str | None = None  # the vocabulary whose names are searched in addition to the values
    fold: str | None = None  # the vocabulary whose aliases are replaced by its ids
    kinds: tuple[str, ...] = _KINDS
    lack: bool = True  # whether a card without it counts as lacking it
    buckets: tuple[float, ...] | Literal["year"] | None = None

    @property
    def ordered(self) -> bool:
        """Whether the values are numbers or dates, which have ranges and an order."""
        return self.type in ("number", "date")


class FieldTable:
    """All fields in the order of the file, accessible by name and alias."""

    __slots__ = ("_by_name", "fields", "fingerprint")

    def __init__(self, fields: Iterable[Field]) -> None:
        self.fields = tuple(fields)
        self._by_name: dict[str, Field] = {}
        for field in self.fields:
            for name in (field.name, *field.aliases):
                if name in self._by_name:
                    raise CardlintError(f"two fields of the index have the name `{name}`")
                self._by_name[name] = field
        rows = json.dumps([field._asdict() for field in self.fields], sort_keys=True)
        self.fingerprint = blake2b(rows.encode(), digest_size=8).hexdigest()

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> Field:
        """Return the field with this name or alias.

        Raises CardlintError with the most similar name if there is none.
        """
        field = self._by_name.get(name) or self._by_name.get(name.lower().replace("-", "_"))
        if field is None:
            from cardlint.vocabulary import nearest

            near = nearest(name.lower(), self._by_name, 1)
            raise CardlintError(
                f"there is no field `{name}`",
                f"did you mean `{near[0]}`?" if near else "`cardlint search --help` lists the fields",
            )
        return field

    @property
    def facets(self) -> tuple[Field, ...]:
        """The fields whose values are counted."""
        return tuple(field for field in self.fields if field.facet)

    @property
    def streams(self) -> tuple[Field, ...]:
        """The fields whose words are searched, in the order in which every backend stores them."""
        return tuple(field for field in self.fields if field.weight)


def table_of(rows: Iterable[Mapping[str, Any]]) -> FieldTable:
    """Return the table with these rows. Raises CardlintError for an invalid row."""
    return FieldTable(map(_field, rows))


@cache
def shipped_table() -> FieldTable:
    """Return the table of index/fields.yaml."""
    return table_of(load_yaml("index/fields.yaml"))


def _field(row: Mapping[str, Any]) -> Field:
    from cardlint.search.quantities import number

    try:
        field = Field(**row)
    except TypeError as error:
        raise CardlintError(f"the field `{row.get('name')}` of the index is not valid: {error}") from error
    if field.type not in TYPES:
        raise CardlintError(
            f"the field `{field.name}` has the unknown type `{field.type}`", f"choose from {', '.join(TYPES)}"
        )
    if sum(origin is not None for origin in (field.path, field.fact, field.computed)) != 1:
        raise CardlintError(f"the field `{field.name}` must have exactly one of `path`, `fact` and `computed`")
    if field.type == "text" and not field.weight:
        raise CardlintError(f"the field `{field.name}` is text, so it must have a weight")
    buckets = field.buckets
    if buckets is not None and buckets != "year":
        buckets = tuple(number(str(bound)) for bound in buckets)
    return field._replace(aliases=tuple(field.aliases), kinds=tuple(field.kinds), buckets=buckets)
