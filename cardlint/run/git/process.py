"""A program that is read from with patience, but not for ever, and never more than fits into memory.

Files of a repository decide what git does: a pipe among them keeps it waiting, and warnings about them have no end.
"""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO

from cardlint.system.errors import CardlintError

PATIENCE = 30
"""Seconds of silence after which a program is stopped."""

_FAREWELL = 1
"""Seconds to wait for the end of its complaints, when it has ended itself."""

_MOST_COMPLAINT = 4 * 1024
"""Bytes of a complaint that are kept."""

_PIECE = 1024 * 1024


class Process:
    """A program with pipes to it. The beginning of its standard error is kept if ``complains``, and dropped otherwise."""

    def __init__(self, command: Sequence[str], folder: str, environment: Mapping[str, str], *, complains: bool) -> None:
        """Start it. Raises OSError where that cannot be done."""
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL if complains else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if complains else subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            process_group=0 if os.name == "posix" else None,  # so that what it started ends with it
        )
        self._owner = os.getpid()
        self._complaint = bytearray()
        self._listener: threading.Thread | None = None
        if complains:
            # A thread, for a full pipe would stop the program. There is none where forks may happen meanwhile.
            stderr = _pipe(self._process.stderr)
            self._listener = threading.Thread(target=_listen, args=(stderr, self._complaint), daemon=True)
            self._listener.start()

    @property
    def is_ours(self) -> bool:
        """Whether this very process started it, and not the one that this process was forked from."""
        return self._owner == os.getpid()

    def read_piece(self) -> bytes:
        """Return what it writes next; empty at the end. Raises CardlintError where nothing comes."""
        with self._patience():
            return os.read(_pipe(self._process.stdout).fileno(), _PIECE)

    def ask(self, question: bytes) -> bytes:
        """Return the line that it writes to the line ``question``; empty where it has ended. Raises CardlintError where nothing comes."""
        with self._patience():
            with suppress(BrokenPipeError):
                stdin = _pipe(self._process.stdin)
                stdin.write(question + b"\n")
                stdin.flush()
            return _pipe(self._process.stdout).readline(_MOST_COMPLAINT)

    def read(self, size: int) -> bytes:
        """Return the next ``size`` bytes that it writes; fewer at the end. Raises CardlintError where nothing comes."""
        with self._patience():
            return _pipe(self._process.stdout).read(size)

    def wait(self) -> int:
        """Return its exit code. Raises CardlintError where it does not end."""
        with self._patience():
            return self._process.wait()

    def end(self) -> None:
        """Stop it, where it is ours, and close the pipes."""
        if self.is_ours:
            self._kill()
            self._process.wait()
        if self._listener is not None:
            self._listener.join(_FAREWELL)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def complaint(self) -> str:
        """Return the first line that it wrote to standard error. Asked for at the end."""
        return self._complaint.decode(errors="replace").strip().partition("\n")[0]

    def _kill(self) -> None:
        """Kill it, and whatever it started: as long as one of them holds a pipe, reading does not end."""
        if self._process.returncode is None:  # until it was waited for, nothing else has its number
            if os.name == "posix":
                with suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    @contextmanager
    def _patience(self) -> Iterator[None]:
        """Stop the program where the block takes too long, which ends every wait for it. Raises CardlintError then."""
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            self._kill()

        timer = threading.Timer(PATIENCE, stop)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            if is_late.is_set():
                name = os.path.basename(str(self._process.args[0]))  # type: ignore[index]
                raise CardlintError(f"{name} did not answer for {PATIENCE} seconds and was stopped")


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 - all that are used were asked for
    return pipe


def _listen(stream: IO[bytes], complaint: bytearray) -> None:
    with stream:
        while piece := os.read(stream.fileno(), _PIECE):
            complaint += piece[: _MOST_COMPLAINT - len(complaint)]
