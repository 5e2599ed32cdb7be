"""Which field was meant by an unknown name: misspellings, letter case, fields of other kinds of card."""

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Any

from cardlint.card import schema as schemas
from cardlint.card.analysis import PerCard
from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry, Scalar
from cardlint.card.kind import Kind
from cardlint.card.schema import fields
from cardlint.card.schema.validator import Breach
from cardlint.card.schema.violation import checker
from cardlint.findings.source import Span
from cardlint.system.named_tuple import NamedTuple
from cardlint.vocabulary import vocabulary
from cardlint.vocabulary.words import LONGEST_WORD_TO_COMPARE, nearest

MAX_COMPARED = 50
"""Unknown fields of one card that are compared with the known ones: that takes time, and real cards have three."""

LEAST_LIKENESS = 0.84  # of 1 for equal names: ``languag`` is one, ``version`` is not ``new_version``
LEAST_LIKENESS_OF_WORDS = 0.7  # ``app_prot`` is ``app_port``, ``base_model_revision`` is not ``base_model_relation``

_UNKNOWN_TASK = "unknown-task"

_WITH_FIELDS = (Kind.MODEL, Kind.DATASET, Kind.SPACE)
"""The kinds of card that have fields of their own."""


class Standing(Enum):
    """What a field that the kind of card does not know is likely to be."""

    SLIP = "slip"
    CASE = "letter case"
    OTHER_KIND = "field of another kind"
    UNKNOWN = "unknown"
    SILENT = "known not to be read"


class Fit(Enum):
    """Whether a value fits a field."""

    WELL = "well"
    BADLY = "badly"  # words, some of which are wrong there, or numbers, which only need quotes
    NOT_AT_ALL = "not at all"


class Stray(NamedTuple):
    """A top-level field that nothing reads in this kind of card, and the field that was meant."""

    entry: Entry
    name: str
    standing: Standing
    meant: str | None


def strays(card: Card, *standings: Standing) -> Iterator[Stray]:
    """Yield the top-level fields of ``card`` that the Hub does not read there and that are of one of these ``standings``."""
    for stray in _all_strays(card):
        if stray.standing in standings:
            yield stray


def misnamed(card: Card, name: str) -> Span | None:
    """Return where ``card`` has the field ``name`` under a wrong name: misspelled, in another case, or as the old plural."""
    old = card.entry(f"{name}s")
    if old is not None:
        return old.key.span
    for stray in (*strays(card, Standing.SLIP), *strays(card, Standing.CASE)):
        if stray.meant == name:
            return stray.entry.key.span
    return None


@PerCard
def _all_strays(card: Card) -> list[Stray]:
    return list(_strays(card))


def _strays(card: Card) -> Iterator[Stray]:
    if card.root is None:
        return
    kind = card.kind.value
    unknown = card.fields.keys() - _settled(kind)
    if not unknown:
        return
    compared = 0
    for entry in card.root.entries:
        name = entry.key.data
        if not isinstance(name, str) or name not in unknown or not isinstance(entry.key, Scalar):
            continue
        compared += 1
        compare = compared <= MAX_COMPARED and len(name) <= LONGEST_WORD_TO_COMPARE
        yield Stray(entry, name, *_classify(kind, name, compare))


def _classify(kind: str, name: str, compare: bool) -> tuple[Standing, str | None]:
    """Return what the unknown field ``name`` is likely to be, and the field that was meant, if any."""
    known, slips = _current(kind), _slips(kind)
    if kinds_of(name) and name not in slips:
        return Standing.OTHER_KIND, None
    if name in slips:
        return Standing.SLIP, slips[name]
    if name in fields.wild(kind) or any(pattern.search(name) for pattern in _silent_patterns(kind)):
        return Standing.SILENT, None
    meant = _loosely(kind).get(_loose(name))
    if meant is not None:
        return (Standing.CASE if meant.lower() == name.lower() else Standing.SLIP), meant
    if compare and len(name) > 2:
        meant = next(iter(nearest(name.lower(), known, 1)), None)
        if meant is not None and _is_alike(name.lower(), meant):
            return Standing.SLIP, meant
    return Standing.UNKNOWN, None


def kinds_of(name: str) -> tuple[Kind, ...]:
    """Return the kinds of card that have the field ``name`` today. A kernel has those of a model."""
    return tuple(kind for kind in _WITH_FIELDS if name in _current(kind.value))


def fit(card: Card, name: str, value: Any) -> Fit:
    """Return whether the card can take the field ``name`` with ``value``: it lacks the field, and the schema allows the value."""
    if name in card.fields or name not in fields.known(card.kind.value):
        return Fit.NOT_AT_ALL
    breaches = [breach for breach in checker(card.kind.value)({name: value}) if breach.path[:1] == (name,)]
    if not breaches:
        return Fit.WELL
    items = value if isinstance(value, list) else [value]
    if isinstance(value, list) and any(breach.path == (name,) for breach in breaches):  # the field takes no list
        single = fit(card, name, value[0]) if len(value) == 1 else Fit.NOT_AT_ALL
        return Fit.BADLY if single is Fit.WELL else Fit.NOT_AT_ALL
    is_repairable = value and all(map(_is_word, items)) and not any(map(_is_of_another_list, breaches))
    return Fit.BADLY if is_repairable else Fit.NOT_AT_ALL


def _is_of_another_list(breach: Breach) -> bool:
    """Return whether a word stands for no task: the Hub accepts ``pipeline_tag: mnli``, but ``tasks: mnli`` did not mean that."""
    word = breach.found
    return breach.rule == _UNKNOWN_TASK and isinstance(word, str) and not vocabulary("tasks").suggest(word)


def _is_word(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


@cache
def _current(kind: str) -> frozenset[str]:
    """Return the fields that mean something today."""
    return frozenset(name for name, part in fields.known(kind).items() if part.get("x-status") != "legacy")


@cache
def _settled(kind: str) -> frozenset[str]:
    """Return the fields that need no classification: those known, and those that are known not to be read."""
    silent = (name for name in fields.wild(kind) if _classify(kind, name, compare=True)[0] is Standing.SILENT)
    return frozenset(fields.known(kind)).union(silent)


@cache
def _slips(kind: str) -> dict[str, str]:
    """Return the wrong names seen on real cards, of this kind and of others, with the field that was meant."""
    known = _current(kind)
    slips: dict[str, str] = {}
    for other in (kind, *(each.value for each in _WITH_FIELDS)):
        for name, part in fields.wild(other).items():
            meant = part.get("x-instead")
            if meant in known and name not in fields.known(kind) and not kinds_of(name):
                slips.setdefault(name, meant)
    return slips


@cache
def _loosely(kind: str) -> dict[str, str]:
    loose = {_loose(name): meant for name, meant in _slips(kind).items()}
    for name, part in fields.known(kind).items():
        if part.get("x-status") == "legacy" and "x-instead" in part:
            loose[_loose(name)] = part["x-instead"]
    return loose | {_loose(name): name for name in _current(kind)}


@cache
def _silent_patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in schemas.load(kind).get("patternProperties", {}))


def _loose(name: str) -> str:
    return re.sub(r"[-_ ]", "", name.lower())


def _is_alike(one: str, other: str) -> bool:
    """Return whether two names are almost the same, and if they have equally many words, each pair of words."""
    words, others = re.split("[-_ ]", one), re.split("[-_ ]", other)
    pairs = zip(words, others, strict=True) if len(words) == len(others) else ()
    return _likeness(one, other) >= LEAST_LIKENESS and all(
        _likeness(*pair) >= LEAST_LIKENESS_OF_WORDS for pair in pairs
    )


def _likeness(one: str, other: str) -> float:
    from difflib import SequenceMatcher  # slow to import, and most cards have no unknown field

    return SequenceMatcher(None, one, other).ratio()
