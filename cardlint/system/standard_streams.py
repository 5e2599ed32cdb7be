"""Standard input, output and error, ready for use: all are open, and data for programs is UTF-8."""

import os
import sys
from io import TextIOWrapper

_STREAMS = (("stdin", os.O_WRONLY), ("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY))
"""How the null device is opened in place of each, so that reading and writing fail. Errors that nobody can see are discarded."""


def open_missing_streams() -> None:
    """Replace closed streams.

    The next file that is opened would get a closed descriptor, and printed text would end up in it.
    """
    for number, (name, flags) in enumerate(_STREAMS):
        if getattr(sys, name) is None:
            _occupy(number, flags)
            mode, errors = ("r", "strict") if number == 0 else ("w", "backslashreplace")
            stream = open(number, mode, encoding="utf-8", errors=errors, closefd=False)  # noqa: SIM115 - for the entire run
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)  # keeps it open for whoever replaces it, as the interpreter does


def print_utf_8() -> None:
    """Make standard output UTF-8 from now on, whatever the terminal is: for JSON, in which ``\\xe9`` would be an error."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _occupy(number: int, flags: int) -> None:
    opened = os.open(os.devnull, flags)
    if opened != number:
        os.dup2(opened, number)
        os.close(opened)
