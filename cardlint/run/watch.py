"""Checks again whenever a card, a file beside it or its configuration changes, until Ctrl-C.

What changed is seen by looking: no library, no limit of watched files, and it works on every file system.
"""

import os
import sys
import time
from collections.abc import Callable, Iterable
from typing import NoReturn, TextIO

INTERVAL = 0.3
"""Seconds between two looks."""

Seen = dict[str, tuple[int, int]]


def watch(check: Callable[[], str], watched: Callable[[], Iterable[str]], stream: TextIO) -> NoReturn:
    """Call ``check``, which returns its result in a few words, now and after every change of what is ``watched``.

    The result goes to ``stream``.
    A folder among the watched stands for the files right in it. Only a signal ends it.
    """
    while True:
        seen = look(watched())
        if sys.stdout.isatty():
            sys.stdout.write("\x1b[H\x1b[2J\x1b[3J")
        result = check()
        stream.write(f"{time.strftime('%H:%M:%S')} {result}\n")
        stream.flush()
        while look(watched()) == seen:
            time.sleep(INTERVAL)


def look(paths: Iterable[str]) -> Seen:
    """Return the time and size of every file; what cannot be looked at is not there."""
    seen: Seen = {}
    for path in paths:
        try:
            if os.path.isdir(path):
                with os.scandir(path) as entries:
                    seen.update((entry.path, _state(entry.stat())) for entry in entries)
            else:
                seen[path] = _state(os.stat(path))
        except OSError:
            continue
    return seen


def _state(status: os.stat_result) -> tuple[int, int]:
    return status.st_mtime_ns, status.st_size
