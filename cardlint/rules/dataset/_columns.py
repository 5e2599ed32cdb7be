"""Walks the columns of a dataset as the ``datasets`` library reads them from ``features``.

A column is a mapping with ``name``; the first other key decides its type: ``dtype``, ``list``, ``sequence``,
``large_list``, ``struct``, or a class of the library written with underscores. This module only lists the parts; each
rule judges those that it knows about.

Source: datasets features/features.py, Features._from_yaml_list.
"""

from collections.abc import Iterator
from typing import TypeAlias

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry, Mapping, Node, Scalar, Sequence
from cardlint.findings.diagnostic import Related
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rules.dataset._subsets import configs_of, infos_of, place
from cardlint.system.named_tuple import NamedTuple
from cardlint.vocabulary import vocabulary

NAME = "name"
LABELS = "class_label"
_LENGTH = "length"
_SHAPE = "shape"


class Columns(NamedTuple):
    """A list of columns. ``depth`` is 0 for the columns of a subset."""

    node: Sequence
    depth: int


class TypeWord(NamedTuple):
    """A type that is one word, such as ``string``, and the entry whose value it is, unless only single words are allowed there."""

    node: Scalar
    entry: Entry | None


class Labels(NamedTuple):
    """The value of ``class_label``, or the word itself if it has no value."""

    node: Node


class Misshapen(NamedTuple):
    """A column or a type in a shape that the library cannot read."""

    span: Span
    reason: str
    is_read: bool = False  # the library reads it, but not as intended
    related: tuple[Related, ...] = ()


Part: TypeAlias = Columns | TypeWord | Labels | Misshapen


def parts_of(card: Card) -> Iterator[Part]:
    """Yield all parts of the ``features`` of a card."""
    for subset in (*infos_of(card), *configs_of(card)):
        features = subset.node.index.get("features")
        if features is not None and isinstance(features.value, Sequence):
            yield from _columns(features.value, 0)


def feature_class(word: str) -> str | None:
    """Return the library class that ``word`` means, such as ``ClassLabel`` for ``class_label``; or None."""
    name = "".join(part.capitalize() for part in word.split("_"))
    return name if name in vocabulary("datasets/features") else None


def is_container(word: str) -> bool:
    """Return whether ``word`` is a key whose value is a type: ``dtype``, ``list`` and the like."""
    return word in vocabulary("datasets").data["feature_keys"]


def _columns(columns: Sequence, depth: int) -> Iterator[Part]:
    yield Columns(columns, depth)
    for column in columns.items:
        if isinstance(column, Mapping):
            name = column.index.get(NAME)
            if name is None and depth:
                yield Misshapen(column.span, "the column has no name; add `name`")
            elif name is not None and depth and not isinstance(name.value.data, str):
                yield Misshapen(place(name), "the name of the column is not text; put it in quotes")
            yield from _type(column, depth, name.key.span if name is not None else column.span)
        elif depth:
            yield Misshapen(column.span, "a column must be a mapping; write `name` and `dtype`")


def _type(node: Mapping, depth: int, empty: Span) -> Iterator[Part]:
    """Yield the parts of a type, which is the first key of a mapping other than the name."""
    keys = [entry for entry in node.entries if isinstance(entry.key, Scalar) and entry.key.data != NAME]
    if not keys:
        if NAME in node.index:
            yield Misshapen(empty, "the column has no type; add `dtype`")
        return
    first, *others = keys
    word = str(first.key.data) if isinstance(first.key, Scalar) else ""
    if not _is_type(word):
        late = next((entry.key for entry in others if _says_type(entry)), None)
        hint = f"move `{late.data}` before it" if late is not None else "use `dtype`"
        yield Misshapen(
            first.key.span,
            f"{quote(word)} is not a type, but the first key after `name` must be one; {hint}",
            related=(Related(late.span, "the type"),) if late is not None else (),
        )
        return
    for entry in others:
        if _says_type(entry):
            yield Misshapen(
                entry.key.span,
                f"the column already has the type `{word}`, and only the first counts; remove one",
                is_read=True,
                related=(Related(first.key.span, "the type"),),
            )
        elif isinstance(entry.key, Scalar) and entry.key.data == _LENGTH and type(entry.value.data) is not int:
            yield Misshapen(place(entry), f"`{_LENGTH}` must be a number; write one, or remove it")
    yield from _value(word, first, depth)


def _is_type(word: str) -> bool:
    return is_container(word) or feature_class(word) is not None


def _says_type(entry: Entry) -> bool:
    return isinstance(entry.key, Scalar) and is_container(entry.key.data)


def _first_word(mapping: Mapping) -> str:
    key = mapping.entries[0].key if mapping.entries else None
    return str(key.data) if isinstance(key, Scalar) else ""


def _value(word: str, entry: Entry, depth: int) -> Iterator[Part]:
    value = entry.value
    if word == LABELS:
        yield Labels(value)
    elif not is_container(word):
        yield from _parameters(word, entry)
    elif isinstance(value, Sequence):
        yield from _columns(value, depth + 1)
    elif word == "struct":
        yield Misshapen(
            place(entry),
            "`struct` must be a list of columns; write a list",
            is_read=isinstance(value, Mapping) and _is_type(_first_word(value)),
        )
    elif isinstance(value, Mapping):
        if _first_word(value) == NAME:
            yield Misshapen(value.span, f"`{word}` takes a type or a list of columns; remove `name`, or write a list")
        yield from _type(value, depth + 1, value.span)
    elif not isinstance(value.data, str):
        if word != "dtype" or depth:  # that of a column is checked by the schema
            yield Misshapen(place(entry), f"`{word}` has no type; write one, such as `string`")
    elif arguments(value.data):
        yield Misshapen(value.span, f"`{value.data}` has no parameters; write `{with_parameters(value.data)}`")
    else:
        yield TypeWord(value, entry)


def _parameters(word: str, entry: Entry) -> Iterator[Part]:
    """Yield what is wrong with the parameters of a class of the library."""
    value, needed = entry.value, arguments(word)
    if not isinstance(value, Mapping):
        written = with_parameters(word)
        yield Misshapen(place(entry), f"`{word}` takes a mapping of its parameters; write `{written}`")
        return
    missing = [name for name in needed if value.data.get(name) is None]
    if missing:
        yield Misshapen(place(entry), f"`{word}` lacks {' and '.join(map(quote, missing))}; add it")
    shape = value.index.get(_SHAPE)
    dimensions = _dimensions(word) if _SHAPE in needed and shape is not None else None
    if shape is not None and isinstance(shape.value, Sequence) and len(shape.value.items) != dimensions:
        yield Misshapen(shape.value.span, f"the shape of `{word}` must have {dimensions} numbers; correct it")
    dtype = value.index.get("dtype")
    if (
        "dtype" in needed
        and dtype is not None
        and isinstance(dtype.value, Scalar)
        and isinstance(dtype.value.data, str)
    ):
        yield TypeWord(dtype.value, None)


def arguments(word: str) -> list[str]:
    """Return the parameters that the class of the library called ``word`` cannot do without."""
    name = feature_class(word)
    needed: list[str] = vocabulary("datasets/features")[name].get("arguments", []) if name is not None else []
    return needed


def with_parameters(word: str) -> str:
    """Return, for a message, how a class of the library is written with the parameters that it cannot do without."""
    return f"{word}: {{{', '.join(f'{name}: …' for name in arguments(word))}}}"


def _dimensions(word: str) -> int:
    """Return the number in a name such as ``array2_d``."""
    return int("".join(filter(str.isdecimal, word)))
