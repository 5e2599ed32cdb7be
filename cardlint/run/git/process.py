"""A program whose output is read with limits on time and memory.

The files of a repository determine what git does: a pipe among them makes it wait, and it can print any number of warnings.
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
"""Seconds to wait for the end of standard error after the program has ended."""

_MOST_COMPLAINT = 4 * 1024
"""How many bytes of standard error are kept."""

_PIECE = 1024 * 1024


class Process:
    """A program with pipes. The beginning of its standard error is kept if ``complains``, and discarded otherwise."""

    def __init__(self, command: Sequence[str], folder: str, environment: Mapping[str, str], *, complains: bool) -> None:
        """Start the program. Raises OSError if it cannot be started."""
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL if complains else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if complains else subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            process_group=0 if os.name == "posix" else None,  # so that its children can be killed with it
        )
        self._owner = os.getpid()
        self._complaint = bytearray()
        self._listener: threading.Thread | None = None
        if complains:
            # Standard error is read in a thread, because a full pipe would block the program. A process that may be forked
            # meanwhile must not have threads, so ``complains`` is false there.
            stderr = _pipe(self._process.stderr)
            self._listener = threading.Thread(target=_listen, args=(stderr, self._complaint), daemon=True)
            self._listener.start()

    @property
    def is_ours(self) -> bool:
        """Whether this process started it, not the process that this one was forked from."""
        return self._owner == os.getpid()

    def read_piece(self) -> bytes:
        """Return the next piece of its output; empty at the end. Raises CardlintError after the time limit."""
        with self._patience():
            return os.read(_pipe(self._process.stdout).fileno(), _PIECE)

    def ask(self, question: bytes) -> bytes:
        """Return the line that it answers to the line ``question``; empty if it has ended. Raises CardlintError after the time limit."""
        with self._patience():
            with suppress(BrokenPipeError):
                stdin = _pipe(self._process.stdin)
                stdin.write(question + b"\n")
                stdin.flush()
            return _pipe(self._process.stdout).readline(_MOST_COMPLAINT)

    def read(self, size: int) -> bytes:
        """Return the next ``size`` bytes of its output; fewer at the end. Raises CardlintError after the time limit."""
        with self._patience():
            return _pipe(self._process.stdout).read(size)

    def wait(self) -> int:
        """Return its exit code. Raises CardlintError after the time limit."""
        with self._patience():
            return self._process.wait()

    def end(self) -> None:
        """Stop the program if this process started it, and close the pipes."""
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
        """Return the first line of its standard error. Call this after ``end``."""
        return self._complaint.decode(errors="replace").strip().partition("\n")[0]

    def _kill(self) -> None:
        """Kill the program and its children: reading does not end while one of them keeps a pipe open."""
        if self._process.returncode is None:  # until it is waited for, its process id is not reused
            if os.name == "posix":
                with suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    @contextmanager
    def _patience(self) -> Iterator[None]:
        """Kill the program if the block exceeds the time limit, so that nothing waits for it any longer, and raise CardlintError."""
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
    assert pipe is not None  # noqa: S101 - all pipes in use were requested
    return pipe


def _listen(stream: IO[bytes], complaint: bytearray) -> None:
    with stream:
        while piece := os.read(stream.fileno(), _PIECE):
            complaint += piece[: _MOST_COMPLAINT - len(complaint)]
