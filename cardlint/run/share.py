"""Distributes the work on many cards over several processes if that is faster than one."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from cardlint.system import workers

WORTH_SHARING = 500
"""From this number of cards on, several processes are faster than one: it is most of a second of work."""

_SAMPLE = 16
"""How many cards are processed before the processes are forked, so that common modules are imported only once."""

_Result = TypeVar("_Result")


def share(work: Callable[[str], _Result], cards: Sequence[str], jobs: int) -> Iterator[_Result]:
    """Yield ``work(card)`` for every card, in order, computed by ``jobs`` processes; 0 chooses the number automatically.

    ``work`` must not raise. Raises CardlintError if a process dies.
    """
    processes = min(jobs or workers.processors(), len(cards))
    if processes < 2 or not workers.AVAILABLE or (not jobs and len(cards) < WORTH_SHARING):
        yield from map(work, cards)
        return
    done = {card: work(card) for card in cards[:: len(cards) // _SAMPLE + 1]}
    left = workers.ordered(work, [card for card in cards if card not in done], processes)
    for card in cards:
        yield done.pop(card) if card in done else next(left)
