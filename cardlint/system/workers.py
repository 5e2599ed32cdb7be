"""The same work for many items, on several processes, with the results in the order of the items.

Each process has its share from the start and a pipe of its own back, so that nothing has to be locked, and a process that dies
is seen at once: its pipe ends. Processes are forked, and so know everything that was imported or read before.
"""

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any, TypeVar

from cardlint.system.errors import CardlintError

AVAILABLE = hasattr(os, "fork")

_CHUNK = 16
"""Items that are sent back together: few enough that no process waits long for another."""

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def ordered(function: Callable[[_Item], _Result], items: Sequence[_Item], jobs: int) -> Iterator[_Result]:
    """Yield ``function(item)`` for every item, computed by ``jobs`` processes. ``function`` must not raise.

    Raises CardlintError where a process dies. All have ended when the last result was yielded or the iterator is closed.
    """
    chunks = [items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK)]
    workers: list[_Worker] = []
    try:
        for number in range(min(jobs, len(chunks))):
            workers.append(_Worker(function, chunks[number :: min(jobs, len(chunks))], workers))
        for number in range(len(chunks)):
            yield from workers[number % len(workers)].next()
    finally:
        for worker in workers:
            worker.end()


class _Worker:
    """One process, and the end of its pipe that is ours."""

    def __init__(self, function: Callable[[Any], Any], chunks: Sequence[Any], others: "Sequence[_Worker]") -> None:
        ours, its = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            for each in others:
                each._pipe.close()
            os.close(ours)
            _work(function, chunks, its)
        os.close(its)
        self._pipe: IO[bytes] = os.fdopen(ours, "rb")
        self._ended = False

    def next(self) -> list[Any]:
        """Return the results of the next chunk."""
        try:
            results: list[Any] = pickle.load(self._pipe)  # noqa: S301 - written by our own process
        except (EOFError, pickle.UnpicklingError) as error:
            self._ended = True
            code = os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])
            how = f"signal {-code}" if code < 0 else f"exit code {code}"
            raise CardlintError(f"a process that checks cards died ({how})", "--jobs 1 goes on with one") from error
        return results

    def end(self) -> None:
        """Take the process down, where it has not ended yet."""
        self._pipe.close()  # it cannot write any more
        if not self._ended:
            self._ended = True
            os.kill(self._process, 15)
            os.waitpid(self._process, 0)


def _work(function: Callable[[Any], Any], chunks: Sequence[Any], pipe: int) -> None:
    """Do the share of one process, and end it."""
    code = 1
    try:
        with os.fdopen(pipe, "wb") as stream:
            for chunk in chunks:
                pickle.dump([function(item) for item in chunk], stream, pickle.HIGHEST_PROTOCOL)
                stream.flush()
        code = 0
    except (KeyboardInterrupt, BrokenPipeError):  # the one who started it ends it, or has gone
        pass
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)
