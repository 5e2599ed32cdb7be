"""Compares a card with all others by its traits, in one pass over the documents of each trait."""

from collections.abc import Mapping, Sequence
from heapq import nlargest

from cardlint.search.backends.embedded import bitset
from cardlint.search.backends.embedded.catalogue import LENGTHS, RANKS, Catalogue
from cardlint.search.backends.embedded.text_index import TextIndex
from cardlint.search.backends.protocol import Alike, Trait
from cardlint.search.backends.ranking import K1, B
from cardlint.search.query.tree import Word


def find_alike(
    traits: Sequence[Trait], wanted: int, catalogue: Catalogue, text_index: TextIndex, limit: int
) -> list[Alike]:
    """Return the ``limit`` documents of the bitset ``wanted`` that share most of ``traits``, best first."""
    total = dict.fromkeys(bitset.members(wanted), 0.0)
    shares = [_shares(trait, catalogue, text_index) for trait in traits]
    for trait, having in zip(traits, shares, strict=True):
        for number, share in having.items():
            if number in total:
                total[number] += trait.worth * share
    ranks = catalogue.column(RANKS)
    best = nlargest(limit, (item for item in total.items() if item[1]), key=lambda item: (item[1], -ranks[item[0]]))
    cards = catalogue.documents(number for number, _ in best)
    return [
        Alike(card, min(score, 1.0), [having.get(number, 0.0) for having in shares])
        for card, (number, score) in zip(cards, best, strict=True)
    ]


def _shares(trait: Trait, catalogue: Catalogue, text_index: TextIndex) -> Mapping[int, float]:
    """Return how much of ``trait`` each document has, from 0 to 1."""
    if not isinstance(trait.leaf, Word):
        return dict.fromkeys(bitset.members(catalogue.posting(trait.leaf.field, trait.leaf.value)), 1.0)
    lengths, average = catalogue.column(LENGTHS), catalogue.total_length / (len(catalogue) or 1) or 1.0
    flat, steep = K1 * (1 - B), K1 * B / average
    return {
        number: min(1.0, weight / (weight + flat + steep * lengths[number]) / trait.degree)
        for number, weight in text_index.weights(trait.leaf.text).items()
        if number < catalogue.size  # an interrupted update may have left further documents
    }
