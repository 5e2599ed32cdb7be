"""Ctrl-C, SIGTERM, a closed terminal: each ends the run in the same orderly way.

The signal becomes an exception, so that every ``finally`` on the way out removes unfinished files and ends worker processes.
"""

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import signal
    from types import FrameType
else:
    import _signal as signal  # ``signal`` only wraps the numbers in enumerations, which takes as long as four of our modules

_SIGNALS = tuple(
    number for name in ("SIGINT", "SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None
)


class Interruption(BaseException):
    """A signal asked the run to end.

    Not a ``KeyboardInterrupt``: click catches that one and exits with 1, which means findings.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number
        """The exit code as shells report it: 130 for Ctrl-C, 143 for SIGTERM."""


def raise_interruptions() -> None:
    """From now on, let the first signal raise an Interruption, and a second one end the process at once.

    An ignored signal stays ignored: ``nohup`` does that, and shells do it for background jobs.
    """
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _raise_first)
    sys.unraisablehook = _end_where_nothing_can_be_raised


def raise_interruption_in_worker() -> None:
    """Set up a forked worker: only SIGTERM, with which its parent ends it, raises, and only once.

    Ctrl-C reaches the entire process group. The parent handles it; a worker that is cleaning up must not be interrupted again.
    """
    for number in _SIGNALS:
        signal.signal(number, _raise_once if number == signal.SIGTERM else signal.SIG_IGN)


def hold_signals() -> set[int]:
    """Block signals until ``release_signals``, and return its argument. For a fork, during which none may arrive."""
    return set(signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)) if hasattr(signal, "pthread_sigmask") else set()


def release_signals(held: set[int]) -> None:
    """Let signals through again as before ``hold_signals``."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _raise_first(number: int, _frame: "FrameType | None") -> None:
    for each in _SIGNALS:
        if signal.getsignal(each) is _raise_first:
            signal.signal(each, _end_at_once)
    raise Interruption(number)


def _raise_once(number: int, _frame: "FrameType | None") -> None:
    signal.signal(number, signal.SIG_IGN)
    raise Interruption(number)


def _end_at_once(number: int, _frame: "FrameType | None") -> None:
    os._exit(128 + number)


def _end_where_nothing_can_be_raised(unraisable: "sys.UnraisableHookArgs") -> None:
    """End the process where the exception was raised in a destructor, which swallows it."""
    if isinstance(unraisable.exc_value, Interruption):
        os._exit(unraisable.exc_value.exit_code)
    sys.__unraisablehook__(unraisable)
