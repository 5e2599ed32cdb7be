"""The relevance of a card: BM25 over the weighted words of all fields together, as in BM25F.

A word in a title counts as many times as the weight of its field. All embedded backends use this code, so their scores are the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import log

K1 = 1.2
B = 0.75

SHORT_BEGINNING = 4
"""A prefix of fewer characters, with which thousands of words may begin, has the same weight in every card that matches it."""


def scores(
    parts: Iterable[Mapping[int, int]], wanted: Iterable[int], lengths: Sequence[float], live: int, total: int
) -> dict[int, float]:
    """Return the score of each ``wanted`` document.

    ``live`` is the number of all documents, and ``total`` the sum of their lengths. Each part maps live documents to the weight
    of what was found in them. Parts are added in order, so that all backends round equally.
    """
    average = total / live if live and total else 1.0
    result = dict.fromkeys(wanted, 0.0)
    flat, steep = K1 * (1 - B), K1 * B / average
    for weights in parts:
        frequency = len(weights)
        rarity = log(1 + (live - frequency + 0.5) / (frequency + 0.5)) * (K1 + 1)
        if len(weights) < len(result):
            for number, weight in weights.items():
                if number in result:
                    result[number] += rarity * weight / (weight + flat + steep * lengths[number])
        else:
            for number in result:
                weight = weights.get(number, 0)
                if weight:
                    result[number] += rarity * weight / (weight + flat + steep * lengths[number])
    return result
