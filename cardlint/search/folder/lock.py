"""The lock that allows only one writer at a time.

The operating system releases the lock of a process that dies. The process id and start time in the file are for the message.
"""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cardlint.search.errors import LockedError
from cardlint.search.folder.files import explain_failures

FILE = "lock"
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_PAUSE = 0.05
_held: set[int] = set()


@contextmanager
def writing(folder: str, wait: float = 0.0) -> Iterator[None]:
    """Hold the lock of the index in ``folder``.

    Raises LockedError if another process has it for longer than ``wait`` seconds.
    """
    with explain_failures(folder):
        descriptor = os.open(os.path.join(folder, FILE), _FLAGS, 0o600)
    _held.add(descriptor)
    try:
        deadline = time.monotonic() + wait
        while not _try(descriptor):
            if time.monotonic() >= deadline:
                raise LockedError(_who(descriptor))
            time.sleep(_PAUSE)
        with explain_failures(folder):
            os.ftruncate(descriptor, 0)
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.write(descriptor, json.dumps({"pid": os.getpid(), "since": time.time()}).encode())
        yield
    finally:
        if descriptor in _held:
            _held.remove(descriptor)
            os.close(descriptor)


def _let_go() -> None:
    """Close the locks in a forked process, which would otherwise still hold them after its parent has died."""
    while _held:
        os.close(_held.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


def _try(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            windows: Any = msvcrt
            os.lseek(descriptor, 1_000_000, os.SEEK_SET)  # lock a byte after the text, which stays readable
            windows.locking(descriptor, windows.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _who(descriptor: int) -> str:
    try:
        owner = json.loads(os.read(descriptor, 200))
        pid, age = int(owner["pid"]), max(0, round(time.time() - float(owner["since"])))
    except (OSError, ValueError, KeyError, TypeError):
        return "another process is writing this index"
    return f"process {pid} has been writing this index for {age} s"
