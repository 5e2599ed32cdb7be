"""Builds the document of a card that backends store: values to filter and count, words to find, and missing fields."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeAlias

from cardlint.search.analysis import words
from cardlint.search.documents.beside import FACT, FROM_FILES, has_files, stored_facts
from cardlint.search.documents.entry import CardEntry
from cardlint.search.fields import Field, FieldTable
from cardlint.search.quantities import moment
from cardlint.system.named_tuple import NamedTuple
from cardlint.vocabulary import vocabulary

if TYPE_CHECKING:
    from cardlint.search.documents.reading import CardReading

Value: TypeAlias = str | float | bool

LONGEST_VALUE = 200
"""Maximum length of a keyword in characters. Longer values are text in the wrong field."""

MOST_VALUES = 1_000
"""The most values of one field of a card that are stored; some cards list every language, others are hostile."""

HEAVIEST = 60_000
"""The maximum weight of a word in a document."""

_ALSO_FROM_HUB = "tags"
"""The field to which the Hub's data is added, because a card has only some of its tags. Other fields are filled only if they are empty."""

WORD_END, PART_END, FIELD_END = " ", "\x1f", "\x1e"


class Document(NamedTuple):
    """A card in an index.

    ``values`` has the fields to filter and count, by name, without missing ones; dates are in seconds since 1970. ``bag`` has the
    weight of every word. ``streams`` has the words of each text field in order, separated by white space, in which phrases are
    searched. ``length`` is the sum of the weights. ``text`` is the card itself, and ``facts`` the further data from its source:
    together they are enough to rebuild the document.
    """

    path: str
    id: str
    kind: str
    hash: str
    values: Mapping[str, tuple[Value, ...]]
    bag: Mapping[str, int]
    streams: tuple[str, ...]
    length: int
    text: str
    facts: Mapping[str, Any] = {}
    source: str = ""
    stamp: str = ""

    @property
    def order(self) -> tuple[str, str, str]:
        """The key that breaks ties in a sort order."""
        return (self.id, self.kind, self.path)


def document_of(entry: CardEntry, table: FieldTable) -> Document:
    """Return the document of a card. Never raises, whatever the card contains.

    Secrets in values and words are masked here, because parts of a secret would not be recognized in an answer. ``text`` and ``facts``
    are stored unchanged, so that the card can be checked again when the index is rebuilt.
    """
    from cardlint.search.documents.reading import (
        CardReading,  # imports the code that reads cards, which questions do not need
    )

    entry = entry._replace(path=storable(entry.path), id=storable(entry.id), text=storable(entry.text))
    reading = CardReading(entry)
    kind = reading.card.kind.value
    before = stored_facts(entry)
    from_files: dict[str, list[Any]] = {}
    values: dict[str, tuple[Value, ...]] = {}
    texts: dict[str, list[str]] = {}
    for field in table:
        if field.computed == "missing":
            continue
        found = tuple(
            reading.mask.text(each) if isinstance(each, str) else each for each in _values(field, reading, before)
        )
        if found and field.computed in FROM_FILES:
            from_files[field.computed] = list(found)
        if field.type == "text":
            texts[field.name] = [storable(str(value)) for value in found]
            if found and field.stored and not field.many and field.computed != "id":
                values[field.name] = (storable(str(found[0])[:LONGEST_VALUE]),)
        else:
            if found:
                values[field.name] = found
            if field.weight:
                texts[field.name] = [*map(str, found), *_names(field, found)]
    for field in table:
        if field.computed == "missing":
            lacking = tuple(_lacking(table, kind, values, texts))
            if lacking:
                values[field.name] = lacking
    bag, streams = _words(table, texts)
    return Document(
        path=entry.path,
        id=entry.id,
        kind=kind,
        hash=entry.digest,
        values=values,
        bag=bag,
        streams=streams,
        length=sum(bag.values()),
        text=entry.text,
        facts={**entry.facts, FACT: from_files} if has_files(entry) else entry.facts,
        source=entry.source,
        stamp=entry.stamp,
    )


def _values(field: Field, reading: "CardReading", before: Mapping[str, Any] | None) -> tuple[Value, ...]:
    """Return the distinct values of a field, in its type. ``before``: the values from files that no longer exist."""
    gone = before is not None and field.computed in FROM_FILES
    if before is not None and field.computed in FROM_FILES:
        raw: Iterable[Any] = _each(before.get(field.computed))
    elif field.computed is not None:
        from cardlint.search.documents.computed import COMPUTED  # as above

        raw = COMPUTED[field.computed](reading)
    elif field.fact is not None:
        raw = _each(reading.facts.get(field.fact))
    else:
        value: Any = reading.fields
        for key in (field.path or "").split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        raw = _each(value)
    found = _typed_once(field, raw)
    if not gone and (not found or field.name == _ALSO_FROM_HUB):
        found = tuple(dict.fromkeys((*found, *_typed_once(field, reading.hub.get(field.name, ())))))
    return found[:MOST_VALUES] if field.many else found[:1]


def _typed_once(field: Field, raw: Iterable[Any]) -> tuple[Value, ...]:
    typed = (_typed(field, each) for each in raw)
    return tuple(dict.fromkeys(value for value in typed if value is not None))


def _each(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple) else () if value is None else (value,)


def _typed(field: Field, value: Any) -> Value | None:
    """Return ``value`` in the type of the field, or None if it cannot be converted."""
    if field.type == "text":
        return value if isinstance(value, str) else None
    if field.type == "keyword":
        if isinstance(value, str):
            return keyword(field, value) or None
        return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    if field.type == "boolean":
        return value if isinstance(value, bool) else None
    if field.type == "date":
        return float(value) if type(value) in (int, float) and isfinite(value) else moment(value) if value else None
    return float(value) if type(value) in (int, float) and isfinite(value) else None


def storable(text: str) -> str:
    """Return ``text`` without lone surrogates, which JSON and file names can contain and UTF-8 cannot encode."""
    return text if text.isascii() else text.encode("utf-8", errors="replace").decode("utf-8")


def keyword(field: Field, value: str) -> str:
    """Return the canonical form of a keyword: the id if it is an alias in the vocabulary, otherwise the text as written, on one line."""
    text = storable(" ".join(value.split())[:LONGEST_VALUE])
    return _folded(field.fold, text) if field.fold else text


@lru_cache(maxsize=4096)  # 2 to 13 µs per word, and many cards have the same words
def _folded(name: str, text: str) -> str:
    if name == "languages":
        from cardlint.search.documents.language_codes import codes

        return codes(text)[0]
    known = vocabulary(name)
    if text in known:
        return text
    lower = text.lower()
    return lower if lower in known else known.alias(text) or text


def _names(field: Field, values: Iterable[Value]) -> Iterator[str]:
    """Yield the common names of the values, such as French for ``fr``."""
    if field.words is None:
        return
    known = vocabulary(field.words)
    for value in values:
        if isinstance(value, str) and value in known:
            named = known[value].get("name")
            if isinstance(named, str) and named.lower().replace(" ", "-") != value:
                yield named


def _lacking(table: FieldTable, kind: str, values: Mapping[str, Any], texts: Mapping[str, list[str]]) -> Iterator[str]:
    for field in table:
        if field.lack and kind in field.kinds and field.name not in values and not any(texts.get(field.name, ())):
            yield field.name


def _words(table: FieldTable, texts: Mapping[str, list[str]]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the weight of every word, and the words of each field in order."""
    bag: Counter[str] = Counter()
    streams: list[str] = []
    for field in table.streams:
        pieces: list[str] = []
        counts: Counter[str] = Counter()
        for text in texts.get(field.name, ()):
            ordered, joined = words(text)
            counts.update(ordered)
            pieces.append(WORD_END.join(ordered))
            if joined:
                counts.update(joined)
                pieces.append(f" {PART_END} ".join(joined))
        if field.weight:
            for word, count in counts.items():
                bag[word] += count * field.weight
        streams.append(f" {f' {PART_END} '.join(pieces)} " if pieces else "")
    return {word: min(weight, HEAVIEST) for word, weight in bag.items()}, tuple(streams)
