"""The cards most similar to a card: those with its characteristic words, and a higher score for shared fields.

The words are weighted as in ranking, by their rarity and their frequency. A card that has all of them to the same degree, and
all the shared fields, scores 1.
"""

from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from math import log

from cardlint.search.answers.unknown_card import unknown_card
from cardlint.search.backends.protocol import Alike, Backend, StoredCard, Trait
from cardlint.search.backends.ranking import K1, B
from cardlint.search.documents.document import document_of
from cardlint.search.query.tree import EVERYTHING, Value, Word
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple

FIELDS = ("base_model", "task", "task_categories", "sdk", "datasets", "tags")
"""The fields whose values count in addition to the words."""

BONUS = 0.2
"""The maximum part of the score that comes from shared fields."""

MOST_WORDS = 100
REASONS = 8
"""How many shared words are listed."""

_HEAVY_WORDS = 500  # words of the card from which the characteristic ones are chosen
_MOST_POSTINGS = 200_000  # takes about half a second; in a large index, only the rarer words are used


class SimilarCard(NamedTuple):
    """A card that is similar to another, and the words and field values that both have, the rarest first."""

    card: StoredCard
    score: float
    words: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]


class _WordCandidate(NamedTuple):
    """A word of the card that may be characteristic."""

    worth: float
    word: str
    frequency: int


def similar(
    id_: str, backend: Backend, *, kind: str | None = None, any_kind: bool = False, limit: int = 20
) -> list[SimilarCard]:
    """Return the cards most similar to the card ``id_`` of ``kind``, best first; only cards of its own kind unless ``any_kind``.

    Raises CardlintError if the index has no such card, or if it has cards of several kinds and ``kind`` is None.
    """
    card = _find(id_, kind, backend)
    words, values = list(_words(card, backend)), list(_values(card, backend))
    traits = [*_scaled(words, 1 - BONUS if values else 1.0), *_scaled(values, BONUS if words else 1.0)]
    query = EVERYTHING if any_kind else Value("kind", card.kind)
    return [_with_reasons(each, words, values) for each in backend.alike(traits, query, card.path, limit)]


def _find(id_: str, kind: str | None, backend: Backend) -> StoredCard:
    found = [card for card in backend.cards_named(id_) if kind in (None, card.kind)]
    if not found:
        raise unknown_card(id_, kind, backend)
    kinds = dict.fromkeys(card.kind for card in found)
    if len(kinds) > 1:
        raise CardlintError(
            f"`{id_}` is the id of a {' and a '.join(kinds)}", f"choose one, such as `--kind {next(iter(kinds))}`"
        )
    return found[0]


def _scaled(traits: Sequence[Trait], part: float) -> Iterator[Trait]:
    """Yield the traits with their worths scaled so that they add up to ``part`` of a score."""
    whole = sum(trait.worth for trait in traits) or 1.0
    for trait in traits:
        yield trait._replace(worth=part * trait.worth / whole)


def _with_reasons(found: Alike, words: Sequence[Trait], values: Sequence[Trait]) -> SimilarCard:
    """Return a card with the traits that it shares, those that contribute most first."""
    fields: dict[str, tuple[str, ...]] = {}
    for leaf in _shared(values, found.shares[len(words) :]):
        if isinstance(leaf, Value):
            fields[leaf.field] = (*fields.get(leaf.field, ()), leaf.value)
    shared = [leaf.text for leaf in _shared(words, found.shares[: len(words)]) if isinstance(leaf, Word)]
    return SimilarCard(found.card, found.score, tuple(shared[:REASONS]), fields)


def _shared(traits: Sequence[Trait], shares: Sequence[float]) -> list[Word | Value]:
    both = [(trait, share) for trait, share in zip(traits, shares, strict=True) if share]
    ordered = sorted(both, key=lambda item: (-item[0].worth * item[1], _name(item[0].leaf)))
    return [trait.leaf for trait, _ in ordered]


def _name(leaf: Word | Value) -> str:
    return leaf.text if isinstance(leaf, Word) else leaf.value


def _words(card: StoredCard, backend: Backend) -> Iterator[Trait]:
    """Yield the words that distinguish the card from others."""
    document = document_of(backend.entry(card.path), backend.table)
    cards = backend.count(EVERYTHING)
    damping = K1 * (1 - B) + K1 * B / backend.average_length() * document.length
    meaningful = ((weight, word) for word, weight in document.bag.items() if _says_something(word))
    heavy = nlargest(_HEAVY_WORDS, meaningful)
    candidates = [
        _WordCandidate(weight / (weight + damping) * _rarity(frequency, cards), word, frequency)
        for (weight, word), frequency in zip(heavy, backend.frequencies(word for _, word in heavy), strict=True)
        if frequency
    ]
    left = _MOST_POSTINGS
    for worth, word, frequency in nlargest(MOST_WORDS, candidates):
        if frequency <= left:
            left -= frequency
            weight = document.bag[word]
            yield Trait(Word(word), worth, weight / (weight + damping))


def _values(card: StoredCard, backend: Backend) -> Iterator[Trait]:
    """Yield the values of the card's fields that other cards have too. A model derived from the card counts as sharing its base model."""
    values = {field: [str(value) for value in card.values.get(field, ())] for field in FIELDS if field in backend.table}
    cards = backend.count(EVERYTHING)
    own = [(field, value) for field, listed in values.items() for value in listed]
    for field, value in [*own, ("base_model", card.id)]:
        frequency = backend.count(Value(field, value))
        if frequency > (value in values.get(field, ())):
            yield Trait(Value(field, value), _rarity(frequency, cards))


def _says_something(word: str) -> bool:
    return len(word) > 1 and not word.replace(".", "").isdigit()


def _rarity(frequency: int, cards: int) -> float:
    return log(1 + cards / max(1, frequency))
