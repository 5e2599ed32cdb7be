"""The cards most like one: those that have its characteristic words, and a little more where they share its fields.

The words are weighed as in ranking, by how rare they are and how much of them there is. A card that has all of them to
the same degree, and all the shared fields, scores 1.
"""

from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest
from math import log
from typing import NamedTuple

from cardlint.search.backends import bitset
from cardlint.search.backends.catalogue import LENGTHS, RANKS, Stored
from cardlint.search.backends.catalogued import CataloguedBackend
from cardlint.search.backends.ranking import K1, B
from cardlint.search.documents.document import document_of
from cardlint.search.folder import undamaged
from cardlint.search.query.tree import Value
from cardlint.system.errors import CardlintError
from cardlint.vocabulary import nearest

FIELDS = ("base_model", "task", "task_categories", "sdk", "datasets", "tags")
"""The fields whose values count beside the words."""

BONUS = 0.2
"""The part of the score that shared fields make, at most."""

MOST_WORDS = 100
REASONS = 8
"""Words that are named as what two cards share."""

_HEAVY_WORDS = 500  # of the card, among which the characteristic ones are chosen
_MOST_POSTINGS = 200_000  # that are read, about half a second: in a large index the rarer words have to do


class Similar(NamedTuple):
    """A card that is like another, and why: the words and the values of fields that both have, the rarest first."""

    card: Stored
    score: float
    words: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]


class _Trait(NamedTuple):
    """A word or a value of the card, how much it says, and the cards that have it, each with how much of it."""

    field: str | None  # None: a word
    name: str
    worth: float
    shares: Mapping[int, float]  # document → 0 to 1, of the worth


def similar(
    id_: str, backend: CataloguedBackend, *, kind: str | None = None, any_kind: bool = False, limit: int = 20
) -> list[Similar]:
    """Return the cards most like the card ``id_`` of ``kind``, of its own kind unless ``any_kind``, best first.

    CardlintError where the index has no such card, or cards of several kinds and none is named.
    """
    with undamaged():
        number, own_kind = _find(id_, kind, backend)
        wanted = backend.catalogue.live if any_kind else backend.mask(Value("kind", own_kind))
        return list(_best(number, wanted & ~(1 << number), backend, limit))


def _find(id_: str, kind: str | None, backend: CataloguedBackend) -> tuple[int, str]:
    found = [(number, its_kind) for number, its_kind in backend.catalogue.named(id_) if kind in (None, its_kind)]
    if not found:
        near = nearest(id_, backend.catalogue.ids(), 1)
        hint = f"did you mean {near[0]}?" if near else "`cardlint search` finds cards"
        raise CardlintError(f"the index has no {kind or 'card'} {id_}", hint)
    kinds = dict.fromkeys(its_kind for _, its_kind in found)
    if len(kinds) > 1:
        raise CardlintError(f"{id_} is a {' and a '.join(kinds)}", f"say which: --kind {next(iter(kinds))}")
    return found[0]


def _best(number: int, wanted: int, backend: CataloguedBackend, limit: int) -> Iterator[Similar]:
    words, values = list(_words(number, backend)), list(_values(number, backend))
    total = dict.fromkeys(bitset.members(wanted), 0.0)
    for traits, part in ((words, 1 - BONUS if values else 1.0), (values, BONUS if words else 1.0)):
        whole = sum(trait.worth for trait in traits) or 1.0
        for trait in traits:
            for other, share in trait.shares.items():
                if other in total:
                    total[other] += part * trait.worth / whole * share
    ranks = backend.catalogue.column(RANKS)
    best = nlargest(limit, (item for item in total.items() if item[1]), key=lambda item: (item[1], -ranks[item[0]]))
    for card, (other, score) in zip(backend.catalogue.documents(other for other, _ in best), best, strict=True):
        shared = [trait.name for trait in _sorted(words, other)]
        fields: dict[str, tuple[str, ...]] = {}
        for trait in _sorted(values, other):
            field = trait.field or ""
            fields[field] = (*fields.get(field, ()), trait.name)
        yield Similar(card, min(score, 1.0), tuple(shared[:REASONS]), fields)


def _sorted(traits: Iterable[_Trait], other: int) -> list[_Trait]:
    """Return the traits that ``other`` shares, those that make it most alike first."""
    shared = (trait for trait in traits if trait.shares.get(other))
    return sorted(shared, key=lambda trait: (-trait.worth * trait.shares[other], trait.name))


def _words(number: int, backend: CataloguedBackend) -> Iterator[_Trait]:
    """Yield the words that tell the card from others."""
    catalogue, text_index = backend.catalogue, backend.text_index
    lengths, cards = catalogue.column(LENGTHS), len(catalogue)
    flat, steep = K1 * (1 - B), K1 * B / (catalogue.total_length / cards or 1.0)
    damping = flat + steep * lengths[number]
    bag = document_of(catalogue.entry(number), backend.table).bag
    telling = ((weight, word) for word, weight in bag.items() if _says_something(word))
    told = [
        (weight / (weight + damping) * _rarity(frequency, cards), word, frequency)
        for weight, word in nlargest(_HEAVY_WORDS, telling)
        if (frequency := text_index.frequency(word))
    ]
    left = _MOST_POSTINGS
    for worth, word, frequency in nlargest(MOST_WORDS, told):
        if frequency <= left:
            left -= frequency
            own = bag[word] / (bag[word] + damping)
            shares = {
                other: min(1.0, weight / (weight + flat + steep * lengths[other]) / own)
                for other, weight in text_index.weights(word).items()
                if other < catalogue.size  # an interrupted update may have left more
            }
            yield _Trait(None, word, worth, shares)


def _values(number: int, backend: CataloguedBackend) -> Iterator[_Trait]:
    """Yield the values of the card's fields; being made from the card is having its base."""
    catalogue = backend.catalogue
    (card,) = catalogue.documents([number])
    told = [(field, value) for field in FIELDS if field in backend.table for value in card.values.get(field, ())]
    for field, value in [*told, ("base_model", card.id)]:
        having = catalogue.posting(field, str(value))
        if having & ~(1 << number):
            worth = _rarity(having.bit_count(), len(catalogue))
            yield _Trait(field, str(value), worth, dict.fromkeys(bitset.members(having), 1.0))


def _says_something(word: str) -> bool:
    return len(word) > 1 and not word.replace(".", "").isdigit()


def _rarity(frequency: int, cards: int) -> float:
    return log(1 + cards / max(1, frequency))
