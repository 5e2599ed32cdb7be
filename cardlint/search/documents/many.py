"""Builds the documents of many cards, in several processes if that is faster. The order of the cards is preserved."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from cardlint.search.documents.document import Document, document_of
from cardlint.search.documents.entry import CardEntry
from cardlint.search.fields import FieldTable
from cardlint.system.interruption import hold_signals, release_signals

FEW = 400
"""Up to this many cards, one process is faster than starting others."""

_PORTION = 50
_MOST_PROCESSES = 4  # with more, they wait for the process that writes


def default_processes() -> int:
    """Return the default number of processes."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(_MOST_PROCESSES, available))


def documents(entries: Iterable[CardEntry], table: FieldTable, processes: int = 1) -> Iterator[Document]:
    """Yield the document of each entry, in order."""
    waiting = iter(entries)
    first = list(islice(waiting, FEW)) if processes > 1 else []
    if processes == 1 or len(first) < FEW:
        for entry in chain(first, waiting):
            yield document_of(entry, table)
        return
    from concurrent.futures import Future, ProcessPoolExecutor

    rest = _portions(first, waiting)
    with ProcessPoolExecutor(processes, initializer=_end_with_parent) as pool:
        running: deque[Future[list[Document]]] = deque()
        for portion in rest:
            held = hold_signals()  # this may fork, and the new process must not run the cleanup of its parent
            try:
                running.append(pool.submit(_documents, portion, table))
            finally:
                release_signals(held)
            if len(running) > 2 * processes:  # only as many cards in memory as keep all processes busy
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()


def _end_with_parent() -> None:
    """End this process when its parent is gone, which cannot notify it after being killed."""
    import signal
    from multiprocessing import parent_process
    from threading import Thread

    # Ctrl-C and SIGTERM can reach an entire process group, and the parent's pool hangs if all of its processes die at once.
    # So this process leaves the group, and discards signals that arrived before.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if hasattr(os, "setpgrp"):
        os.setpgrp()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    release_signals(set())
    parent = parent_process()
    if parent is None:
        return

    def follow() -> None:
        parent.join()
        os._exit(1)

    Thread(target=follow, daemon=True).start()


def _portions(first: list[CardEntry], waiting: Iterator[CardEntry]) -> Iterator[list[CardEntry]]:
    for start in range(0, len(first), _PORTION):
        yield first[start : start + _PORTION]
    while portion := list(islice(waiting, _PORTION)):
        yield portion


def _documents(entries: list[CardEntry], table: FieldTable) -> list[Document]:
    return [document_of(entry, table) for entry in entries]
