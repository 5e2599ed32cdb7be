"""Infers the kind of a card from all available evidence.

A clone or a snapshot in the Hub's cache determines its kind. Otherwise signs are weighed; those in the text are used only if the others
do not decide.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from cardlint.card.kind import Kind, signs
from cardlint.card.kind.signs import DECISIVE, HINT, Sign
from cardlint.card.repository import Repository
from cardlint.card.schema import fields as fields_of
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

_SURE = 2
"""The weight from which a kind is not a guess: more than that of one field that other kinds of card have too."""

_AHEAD, _FAR_AHEAD = 1, 2
"""By how much it must outweigh every other kind; more if the text had to be searched."""

_MOST_NAMED = 3
"""The most fields that a reason names."""

_UNNAMED = (Kind.MODEL, Kind.DATASET)
"""The possible kinds of a card without any sign. Every working Space has a field of Spaces."""

_KEY = pattern(r"^(?P<name>[A-Za-z_][\w.-]*(?: [\w.-]+)?)[ \t]*:(?=\s|\Z)", re.MULTILINE)


class CardData(NamedTuple):
    """The parts of a card from which its kind is inferred. ``lines``: the front matter as text, if it could not be read to its end."""

    fields: Mapping[Any, Any]
    body: str
    lines: str = ""


class Inference(NamedTuple):
    """A kind, and the evidence for it. The evidence is put into words only on request: few runs show it."""

    kind: Kind
    known: str = ""  # the reason, if no signs had to be weighed
    signs: tuple[Sign, ...] = ()
    contrary_signs: tuple[Sign, ...] = ()
    rivals: tuple[Kind, ...] = ()  # the other possible kinds, if the kind is only a guess

    @property
    def reason(self) -> str:
        """The evidence in words."""
        return self.known or _in_words(self.signs)

    @property
    def contrary(self) -> str:
        """The evidence for other kinds in words; empty if there is none."""
        return _in_words(self.contrary_signs)


def infer(card: CardData, repository: Repository | None) -> Inference:
    """Return the kind of ``card``, and why. The default is a model."""
    origin = repository.origin if repository is not None else None
    if origin is not None and (kind := _KINDS.get(origin.kind)) is not None:
        return Inference(kind, f"the repository is `{origin.id}` on the Hub")
    names = _names(card)
    found = [*signs.of_fields(names), *signs.of_values(card.fields), *signs.of_title(card.body)]
    by_value = {each.field for each in found if each.reason}  # the value is stronger evidence than the field
    if by_value:
        found = [each for each in found if each.reason or each.field not in by_value]
    if repository is not None:
        found += [*signs.of_files(repository), *signs.of_folders(repository)]
    choice = _choose(found, names, _AHEAD)
    if not choice.is_sure:
        found += [*signs.of_slips(names), *signs.of_text(card.body, names)]
        choice = _choose(found, names, _FAR_AHEAD)
    best = choice.kind
    if best is None:
        lost = (Kind.SPACE,) if card.lines else ()
        return Inference(Kind.MODEL, "nothing indicates another kind", rivals=(Kind.DATASET, *lost))
    others = (
        [] if choice.is_sure else [kind for kind in (*_UNNAMED, *(each.kind for each in found)) if kind is not best]
    )
    return Inference(
        best,
        signs=tuple([each for each in found if each.kind is best]),
        contrary_signs=tuple([each for each in found if each.kind is not best]),
        rivals=tuple(dict.fromkeys(others)),
    )


def keys_in(text: str) -> list[str]:
    """Return the keys that begin lines of ``text``, which may not be valid YAML."""
    return [match["name"] for match in _KEY.finditer(text)]


_IN_ORDER = tuple(Kind)
_KINDS = {kind.value: kind for kind in Kind}


class _Weighed(NamedTuple):
    kind: Kind | None
    is_sure: bool


def _names(card: CardData) -> list[str]:
    """Return the names of the fields that have a value, or whose value could not be read."""
    names = [name for name, value in card.fields.items() if value is not None and isinstance(name, str)]
    return list(dict.fromkeys((*names, *keys_in(card.lines)))) if card.lines else names


def _choose(found: Sequence[Sign], names: Sequence[str], ahead: int) -> _Weighed:
    """Return the kind with the highest weight, the first one in a tie. ``ahead``: the lead from which it is not a guess."""
    best, most, second = None, 0, 0
    for kind in _IN_ORDER:
        weight = _weight(kind, found, names)
        if weight > most:
            best, most, second = kind, weight, most
        elif weight > second:
            second = weight
    return _Weighed(best, most >= _SURE and most >= second + ahead)


def _weight(kind: Kind, found: Sequence[Sign], names: Sequence[str]) -> int:
    """Return how much speaks for ``kind``."""
    weight = 0
    for each in found:
        if each.kind is kind:
            weight += each.weight
    if weight and kind is Kind.SPACE and not fields_of.foreign("space").isdisjoint(names):
        weight -= HINT
    return weight


def _in_words(found: Sequence[Sign]) -> str:
    """Return ``found`` in words, the strongest sign first. If a sign is decisive by itself, only it is named."""
    ranked = sorted([each for each in found if each.weight >= DECISIVE] or found, key=lambda each: -each.weight)
    names = list(dict.fromkeys(each.field for each in ranked if each.field))
    reasons: dict[str, None] = {}
    for each in ranked:
        reasons[each.reason or _fields(names)] = None
    return " and ".join(reasons)


def _fields(names: Sequence[str]) -> str:
    shown = [f"`{name}`" for name in names[:_MOST_NAMED]]
    if len(names) == 1:
        return f"it has the field {shown[0]}"
    last = f"{len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else shown.pop()
    return f"it has the fields {', '.join(shown)} and {last}"
