"""How an unexpected exception is reported: where it was raised, without any text of the card, which may contain secrets."""

import os

from cardlint.system.resources import PACKAGE


class Crash(Exception):
    """An unexpected exception, in a form that a worker process can send."""

    def __init__(self, summary: str, traceback: str) -> None:
        super().__init__(summary, traceback)
        self.summary = summary
        """Its class and place, such as ``KeyError at run/job.py:42``."""
        self.traceback = traceback


def crash_of(error: BaseException) -> Crash:
    """Return the description of ``error``."""
    if isinstance(error, Crash):
        return error
    from traceback import format_exception

    return Crash(f"{type(error).__name__}{_place(error)}", "".join(format_exception(error)))


def _place(error: BaseException) -> str:
    """Return the innermost place in our own code, or nothing if there is none."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(PACKAGE + os.sep):
            place = f" at {os.path.relpath(file, PACKAGE).replace(os.sep, '/')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
