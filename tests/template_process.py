"""Runs cardlint in its own process, forked from a template process that has already imported cardlint.

Starting Python and importing cardlint takes ten times as long as most commands. A fork needs neither, and is a real process: it has
its own arguments, environment, working directory, streams, signals and exit code. Tests of the start itself (encodings, the import
path, the order of imports) use `start_cardlint`, which starts a new Python.
"""

import atexit
import functools
import gc
import json
import os
import pkgutil
import random
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

_READ_AT_START = ("PYTHON", "LC_", "LANG", "LD_", "MALLOC")
"""Prefixes of environment variables that Python reads when it starts. If their values differ from the template's, a new Python starts."""

_FOLLOWED = ("PYTHONPATH", "PYTHONIOENCODING")
"""Those of them that a fork can apply."""

Done = subprocess.CompletedProcess
Words = Sequence[str | bytes | Path]


def run_cardlint(
    words: Words,
    cwd: Path | None = None,
    stdin: bytes = b"",
    timeout: float = 120,
    one_log: bool = False,
    **variables: str,
) -> Done[bytes]:
    """Run cardlint as a process. Return its standard output, its standard error (``one_log``: as part of the output), and its exit code."""
    if not hasattr(os, "fork") or _variables_of_the_start({**os.environ, **variables}) != _variables_of_the_start():
        return start_cardlint(words, cwd, stdin, timeout, one_log, **variables)
    (read_in, write_in), (read_out, write_out), (read_errors, write_errors) = os.pipe(), os.pipe(), os.pipe()
    streams = (read_in, write_out, write_out if one_log else write_errors)
    process = ForkedProcess(words, streams, cwd, **variables)
    for each in (read_in, write_out, write_errors):
        os.close(each)
    with ThreadPoolExecutor(3) as threads:
        texts = [threads.submit(_read, read_out), threads.submit(_read, read_errors)]
        threads.submit(_write, write_in, stdin)
        try:
            code = process.wait(timeout)
        finally:
            process.kill()
        return Done(["cardlint", *words], code, *(text.result(timeout) for text in texts))


def start_cardlint(
    words: Words,
    cwd: Path | None = None,
    stdin: bytes = b"",
    timeout: float = 120,
    one_log: bool = False,
    **variables: str,
) -> Done[bytes]:
    """Do the same as `run_cardlint`, but start a new Python."""
    return subprocess.run(
        [sys.executable, "-m", "cardlint", *words],
        cwd=cwd,
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if one_log else subprocess.PIPE,
        env={**os.environ, **variables},
        timeout=timeout,
        check=False,
    )


def as_text(done: Done[bytes], errors: str = "strict") -> Done[str]:
    """Return the same result with its output as text."""
    return Done(
        done.args, done.returncode, *((each or b"").decode(errors=errors) for each in (done.stdout, done.stderr))
    )


class ForkedProcess:
    """A process of cardlint with these streams, in its own session. None is a closed stream."""

    def __init__(self, words: Words, streams: Sequence[int | None], cwd: Path | None = None, **variables: str) -> None:
        self.returncode: int | None = None
        self._template = _template()
        mask = os.umask(0)
        os.umask(mask)
        request = {
            "words": list(map(os.fsdecode, words)),
            "cwd": os.path.abspath(cwd or "."),
            "variables": {**os.environ, **variables},
            "umask": mask,
            "closed": [number for number, each in enumerate(streams) if each is None],
        }
        self.pid = self._template.fork(request, [self._template.null if each is None else each for each in streams])

    def wait(self, timeout: float = 120) -> int:
        """Return the exit code, which is negative if a signal ended the process."""
        if self.returncode is None:
            self.returncode = self._template.wait(timeout)
            if self.returncode is None:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout)
        return self.returncode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill the process and its children, if they still run."""
        if self.returncode is None:
            os.killpg(self.pid, signal.SIGKILL)
            self.wait()


class TemplateProcess:
    """The process that forks, one command at a time. It ends with its parent."""

    def __init__(self) -> None:
        self.null = os.open(os.devnull, os.O_RDWR)
        self._connection, its = socket.socketpair()
        with its:
            command = [sys.executable, "-P", __file__, str(its.fileno())]
            self._process = subprocess.Popen(command, pass_fds=[its.fileno()], stdin=subprocess.DEVNULL)
        self._answers = self._connection.makefile("rb", buffering=0)
        self._is_free = True

    def fork(self, request: dict[str, Any], streams: Sequence[int]) -> int:
        """Return the process id."""
        assert self._is_free, "the process before has to be waited for"
        self._is_free = False
        body = json.dumps(request).encode()
        socket.send_fds(self._connection, [len(body).to_bytes(8)], streams)
        self._connection.sendall(body)
        return int(self._answers.readline())

    def wait(self, timeout: float) -> int | None:
        """Return the exit code of the process, or None if it still runs."""
        if not select.select([self._connection], [], [], timeout)[0]:
            return None
        self._is_free = True
        return os.waitstatus_to_exitcode(int(self._answers.readline()))

    def end(self) -> None:
        self._answers.close()
        self._connection.close()
        self._process.wait()
        os.close(self.null)


@functools.cache
def _template() -> TemplateProcess:
    template = TemplateProcess()
    atexit.register(template.end)
    return template


def _variables_of_the_start(environment: dict[str, str] | None = None) -> dict[str, str]:
    variables = environment if environment is not None else dict(os.environ)
    return {
        name: value for name, value in variables.items() if name.startswith(_READ_AT_START) and name not in _FOLLOWED
    }


def _read(descriptor: int) -> bytes:
    with open(descriptor, "rb") as stream:
        return stream.read()


def _write(descriptor: int, content: bytes) -> None:
    try:
        with open(descriptor, "wb", buffering=0) as stream:
            while content:
                content = content[stream.write(content) :]
    except BrokenPipeError:  # the process does not read all of its input
        pass


# The following code runs in the template and its forks.


def serve(connection: socket.socket) -> None:
    """Fork for every request, until the connection is closed."""
    while request := _receive(connection):
        process = os.fork()
        if process == 0:
            connection.close()
            _become(**request)
        for each in request["streams"]:
            os.close(each)
        connection.sendall(f"{process}\n".encode())
        connection.sendall(f"{os.waitpid(process, 0)[1]}\n".encode())


def _receive(connection: socket.socket) -> dict[str, Any] | None:
    size, streams, _, _ = socket.recv_fds(connection, 8, 3)
    if not size:
        return None
    body = b""
    while len(body) < int.from_bytes(size):
        body += connection.recv(int.from_bytes(size) - len(body))
    return {**json.loads(body), "streams": streams}


def _become(
    words: list[str], cwd: str, variables: dict[str, str], umask: int, closed: list[int], streams: list[int]
) -> NoReturn:
    """Continue like ``python -m cardlint`` after its start."""
    from cardlint.__main__ import main

    os.setsid()
    _open_streams(streams, closed, variables.get("PYTHONIOENCODING", ""))
    os.chdir(cwd)
    os.umask(umask)
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()
    random.seed()
    sys.path[:0] = filter(None, variables.get("PYTHONPATH", "").split(os.pathsep))
    sys.argv = ["cardlint", *words]
    main()
    raise AssertionError("main returns nowhere")


def _open_streams(streams: list[int], closed: list[int], named: str) -> None:
    """Replace standard input, output and error with ``streams``, in the encoding ``named``. Like in Python, a closed stream is None."""
    for number, each in enumerate(streams):
        os.dup2(each, number)
    os.closerange(3, max(streams) + 1)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        before, stream = getattr(sys, name), None
        if number in closed:
            os.close(number)
        else:
            mode, buffering = "w" if number else "r", 1 if name == "stderr" else -1
            encoding, errors = (named, "strict") if named else (before.encoding, before.errors)
            if name == "stderr":
                errors = "backslashreplace"
            stream = open(number, mode, buffering, encoding, errors, closefd=False)  # noqa: SIM115 - for the entire run
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def import_cardlint() -> None:
    """Import every module of cardlint. Imports inside functions are not executed."""
    import cardlint

    for module in pkgutil.walk_packages(cardlint.__path__, "cardlint."):
        import_module(module.name)


if __name__ == "__main__":
    import_cardlint()
    gc.freeze()  # so that forks share the memory that they do not change
    serve(socket.socket(fileno=int(sys.argv[1])))
