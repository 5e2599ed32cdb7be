"""Prints errors to standard error, and exits after those that end a run."""

import errno
import os
import sys
from typing import NoReturn

from cardlint.output.terminal import ISSUES, visible
from cardlint.system.errors import CardlintError


def complain(error: CardlintError) -> None:
    """Write ``error`` and its hint to standard error: wrapped in a terminal, otherwise each on one line."""
    message, hint = f"cardlint: {visible(str(error))}", visible(error.hint or "")
    if sys.stderr.isatty():
        from cardlint.output.fit import columns, wrap  # few runs fail

        cells = columns(sys.stderr)
        message = "\n".join(wrap(message, cells, "  "))
        hint = "\n  ".join(wrap(hint, cells - 2))
    sys.stderr.write(f"{message}\n  {hint}\n" if hint else f"{message}\n")


def give_up(error: OSError) -> NoReturn:
    """Exit after an unexpected OSError, which is usually a failed write to our own output.

    If the reader of our output has closed the pipe, nothing is printed, but the exit code is not 0: the findings were not delivered.
    """
    if isinstance(error, BrokenPipeError):
        os._exit(128 + 13)  # the exit code of a process that SIGPIPE ends
    is_closed = error.errno == errno.EBADF
    reason = "is closed" if is_closed else (error.strerror or str(error)).lower()
    _exit(CardlintError(f"{_subject(error)}{' ' if is_closed else ': '}{reason}"), error)


def report_crash(error: BaseException) -> NoReturn:
    """Exit after an unexpected exception, with one line."""
    from cardlint.system.crash import crash_of

    if isinstance(error, MemoryError):
        _exit(CardlintError("out of memory"), error)
    summary = crash_of(error).summary
    _exit(CardlintError(f"internal error: {summary}; please report it at {ISSUES}; CARDLINT_DEBUG=1 shows more"), error)


def _exit(message: CardlintError, error: BaseException) -> NoReturn:
    """Write ``message``, with the traceback if CARDLINT_DEBUG is set, and exit with 2, even if standard error is closed."""
    try:
        if os.environ.get("CARDLINT_DEBUG"):
            from cardlint.system.crash import crash_of

            sys.stderr.write(crash_of(error).traceback)
        complain(message)
        sys.stderr.flush()
    finally:
        os._exit(2)


def _subject(error: OSError) -> str:
    """Return the name of the file that could not be read or written."""
    if error.filename is not None:
        return os.fsdecode(error.filename) if isinstance(error.filename, bytes) else str(error.filename)
    return "the current folder" if error.errno == errno.ENOENT else "the output"
