"""Which library was meant by a ``library_name`` that the Hub does not know."""

from collections.abc import Iterator
from functools import cache

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar
from cardlint.vocabulary import vocabulary


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


@cache
def _by_letters() -> dict[str, str]:
    return {_letters(key): key for key in reversed(vocabulary("libraries").ids)}


def _letters(word: str) -> str:
    return "".join(character for character in word.lower() if character.isalnum())
