"""The same work for many items, in several processes, with the results in the order of the items.

Each process has its share from the start and its own pipe back, so nothing has to be locked, and a process that dies is noticed at
once because its pipe ends. Processes are forked, and so have everything that was imported or read before.
"""

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from time import sleep
from typing import IO, TYPE_CHECKING, Any, NoReturn, TypeVar

from cardlint.system.errors import CardlintError
from cardlint.system.interruption import (
    Interruption,
    hold_signals,
    raise_interruption_in_worker,
    release_signals,
)

if TYPE_CHECKING:
    from cardlint.system.crash import Crash

AVAILABLE = hasattr(os, "fork")

_CHUNK = 16
"""How many items are sent back together: few enough that no process waits long for another."""

_PATIENCE = 2_000
"""How many times, one millisecond apart, a process that was asked to end is checked before it is killed."""

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def ordered(function: Callable[[_Item], _Result], items: Sequence[_Item], jobs: int) -> Iterator[_Result]:
    """Yield ``function(item)`` for every item, computed by ``jobs`` processes. ``function`` must not raise.

    Raises CardlintError if a process dies, and Crash if ``function`` raises. All processes have ended when the last result was yielded
    or the iterator is closed.
    """
    chunks = [items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK)]
    workers: list[_Worker] = []
    try:
        for number in range(min(jobs, len(chunks))):
            # A signal that arrives now would lose the new process, or make it run the parent's cleanup.
            held = hold_signals()
            try:
                workers.append(_Worker(function, chunks[number :: min(jobs, len(chunks))], workers, held))
            finally:
                release_signals(held)
        for number in range(len(chunks)):
            yield from workers[number % len(workers)].next()
    finally:
        for worker in workers:
            worker.ask_to_end()
        for worker in workers:
            worker.end()


class _Worker:
    """One process, and the parent's end of its pipe."""

    def __init__(
        self, function: Callable[[Any], Any], chunks: Sequence[Any], others: "Sequence[_Worker]", held: set[int]
    ) -> None:
        """Start the process, which unblocks signals with ``held``, from ``hold_signals``."""
        ours, its = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            _be_worker(function, chunks, its, [ours, *(each._pipe.fileno() for each in others)], held)
        os.close(its)
        self._pipe: IO[bytes] = os.fdopen(ours, "rb")
        self._ended = False

    def next(self) -> list[Any]:
        """Return the results of the next chunk."""
        try:
            results: list[Any] | Crash = pickle.load(self._pipe)  # noqa: S301 - written by our own process
        except (EOFError, pickle.UnpicklingError) as error:
            self._ended = True
            code = os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])
            how = f"signal {-code}" if code < 0 else f"exit code {code}"
            raise CardlintError(
                f"a worker process died ({how})", "use `--jobs 1` to run in a single process"
            ) from error
        if isinstance(results, list):
            return results
        raise results

    def ask_to_end(self) -> None:
        """Let the process end if it has not ended yet."""
        from signal import SIGTERM  # not imported if everything is in the cache

        self._pipe.close()  # it can no longer write
        if not self._ended:
            os.kill(self._process, SIGTERM)

    def end(self) -> None:
        """Wait for the process to end, and kill it if it does not."""
        for _ in range(_PATIENCE):
            if self._ended or os.waitpid(self._process, os.WNOHANG) != (0, 0):
                self._ended = True
                return
            sleep(0.001)
        from signal import SIGKILL

        os.kill(self._process, SIGKILL)
        os.waitpid(self._process, 0)
        self._ended = True


def _be_worker(
    function: Callable[[Any], Any], chunks: Sequence[Any], pipe: int, foreign: Sequence[int], held: set[int]
) -> NoReturn:
    """Process the share of one worker, and end the process. ``foreign``: pipe ends that belong to other workers."""
    code = 1
    try:
        raise_interruption_in_worker()
        release_signals(held)
        for each in foreign:
            os.close(each)
        with os.fdopen(pipe, "wb") as stream:
            for chunk in chunks:
                stream.write(_results(function, chunk))
                stream.flush()
        code = 0
    except (Interruption, BrokenPipeError):  # its parent ends it, or no longer exists
        pass
    finally:
        os._exit(code)


def _results(function: Callable[[Any], Any], chunk: Sequence[Any]) -> bytes:
    """Return the results for ``chunk``, or the error, in the form that is sent."""
    try:
        return pickle.dumps([function(item) for item in chunk], pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        from cardlint.system.crash import crash_of

        return pickle.dumps(crash_of(error), pickle.HIGHEST_PROTOCOL)
