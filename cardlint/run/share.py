"""The same work for many cards, shared by the processors where that is faster than one alone."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from cardlint.system import workers

WORTH_SHARING = 500
"""Cards from which on several processes are faster than one: most of a second of work."""

_SAMPLE = 16
"""Cards that are worked on first, so that what most need is imported once, before there are several processes."""

_Result = TypeVar("_Result")


def share(work: Callable[[str], _Result], cards: Sequence[str], jobs: int) -> Iterator[_Result]:
    """Yield ``work(card)`` for every card, in their order, by ``jobs`` processes; 0 is as many as pay.

    ``work`` must not raise. Raises CardlintError where a process dies.
    """
    processes = min(jobs or workers.processors(), len(cards))
    if processes < 2 or not workers.AVAILABLE or (not jobs and len(cards) < WORTH_SHARING):
        yield from map(work, cards)
        return
    done = {card: work(card) for card in cards[:: len(cards) // _SAMPLE + 1]}
    left = workers.ordered(work, [card for card in cards if card not in done], processes)
    for card in cards:
        yield done.pop(card) if card in done else next(left)
