"""Functions of a card that are computed once: when first needed, kept by the card, and gone with it.

Higher layers add their own with ``@PerCard``, so that this layer does not need to know them.
"""

from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar


class KeepsResults(Protocol):
    """A card, as far as this module knows it."""

    results: "dict[PerCard[Any, Any], Any]"


C = TypeVar("C", bound=KeepsResults)
T = TypeVar("T")


class PerCard(Generic[C, T]):
    """A function of a card that is computed once for each card."""

    def __init__(self, compute: Callable[[C], T]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __call__(self, card: C) -> T:
        """Return the result for ``card``."""
        if self in card.results:
            result: T = card.results[self]
            return result
        return self.recompute(card)

    def recompute(self, card: C) -> T:
        """Compute the result again, and keep the new one."""
        result = card.results[self] = self._compute(card)
        return result
