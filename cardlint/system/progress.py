"""The progress of a long run: one line on the terminal that is redrawn, and removed at the end.

Only if standard error is a terminal, and only after half a second: most runs are over by then.
"""

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

QUIET_FOR = 0.5
"""Seconds before the line is shown."""

_EVERY = 0.1
_ERASE = "\r\x1b[K"

_Item = TypeVar("_Item")


class Progress:
    """The line of one run."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._started = monotonic()
        self._drawn = 0.0
        self._is_visible = False

    def over(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """Yield ``items``, and show how many are done."""
        try:
            for item in items:
                self._done += 1
                self._draw()
                yield item
        finally:
            self.hide()

    def hide(self) -> None:
        """Remove the line before something else is written to the terminal. The next item brings it back."""
        if self._is_visible:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()
            self._is_visible = False

    def _draw(self) -> None:
        now = monotonic()
        if now - self._started < QUIET_FOR or now - self._drawn < _EVERY:
            return
        sys.stderr.write(_ERASE + line(self._done, self._total, now - self._started))
        sys.stderr.flush()
        self._drawn = now
        self._is_visible = True


def line(done: int, total: int, seconds: float) -> str:
    """Return what is shown after ``seconds``."""
    rate = done / seconds
    left = (total - done) / rate
    time = f"{left:.0f} s" if left < 100 else f"{left / 60:.0f} min"
    return f"{done:,} of {total:,} cards, {rate:,.0f} a second, {time} left"
