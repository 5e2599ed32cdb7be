"""Which library was meant by a ``library_name`` that the Hub does not know."""

from collections.abc import Iterator
from functools import cache

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar
from cardlint.vocabulary import vocabulary
from cardlint.vocabulary.words import LONGEST_WORD_TO_COMPARE

_LIKENESS_OF_A_SLIP = 0.88  # of 1 for equal words


def unknown(card: Card) -> Iterator[tuple[str, Scalar]]:
    """Yield the ``library_name`` if it is not a key in the Hub's list."""
    node = card.node("library_name")
    word = node.data if isinstance(node, Scalar) else None
    if isinstance(node, Scalar) and isinstance(word, str) and word.strip() and word not in vocabulary("libraries"):
        yield word, node


def is_format(word: str) -> bool:
    """Return whether ``word`` is a file format, or a framework that the Hub treats as one."""
    return word.strip().lower() in vocabulary("libraries").data["formats"]


def spelled(word: str) -> str | None:
    """Return the library whose key differs from ``word`` only in case, spaces and punctuation."""
    return _by_letters().get(_letters(word))


def slip(word: str) -> str | None:
    """Return the library that ``word`` misspells by a letter or two; a different version number means a different library."""
    if len(word) > LONGEST_WORD_TO_COMPARE:
        return None
    from difflib import SequenceMatcher  # slow to import, and most cards name a library of the Hub

    for near in vocabulary("libraries").suggest(word):
        likeness = SequenceMatcher(None, word.lower(), near.lower()).ratio()
        if likeness >= _LIKENESS_OF_A_SLIP and _digits(word) == _digits(near):
            return near
    return None


@cache
def _by_letters() -> dict[str, str]:
    return {_letters(key): key for key in reversed(vocabulary("libraries").ids)}


def _letters(word: str) -> str:
    return "".join(character for character in word.lower() if character.isalnum())


def _digits(word: str) -> str:
    return "".join(character for character in word if character.isdigit())
