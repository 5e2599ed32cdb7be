"""``python -m cardlint`` and the ``cardlint`` command: starts a run, and handles every way in which it can end."""

import gc
import os
import sys

from cardlint.completion import answer, is_request
from cardlint.plain_check import is_plain_check, plain_check
from cardlint.system.interruption import Interruption, raise_interruptions
from cardlint.system.standard_streams import open_missing_streams


def main() -> None:
    """Run the command line, and exit."""
    gc.set_threshold(50_000)  # imports create no garbage, and looking for it costs a twentieth of the time
    try:
        raise_interruptions()
        code = _run()
    except Interruption as interruption:
        code = interruption.exit_code
    os._exit(code)  # skips the interpreter's cleanup, which takes a tenth of a small run


def _run() -> int:
    """Run a command, and return its exit code. An unexpected exception ends the process here with one line and exit code 2."""
    try:
        # From here on, a signal or an error ends the run with a single line.
        from cardlint.output.log_stream import guard_standard_streams

        open_missing_streams()
        guard_standard_streams()
        code = _run_words(sys.argv[1:])
        sys.stdout.flush()
        sys.stderr.flush()
    except Interruption:
        raise
    except OSError as error:
        from cardlint.output.stderr import give_up

        give_up(error)
    except BaseException as error:
        from cardlint.output.stderr import report_crash

        report_crash(error)
    return code


def _run_words(words: list[str]) -> int:
    """Run what ``words`` ask for, and return its exit code. Two cases do not need click, and would take much longer with it."""
    if is_plain_check(words):
        return plain_check(words)
    if is_request(words):
        return answer(words)
    return _command()


def _command() -> int:
    """Run any command, and return its exit code."""
    from cardlint.cli import cli

    try:
        cli(prog_name="cardlint")
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
            return 2
        return end.code or 0
    return 0


def _forget_working_folder() -> None:
    """Remove the working directory, which ``python -m`` puts first on the path: an untrusted repository can contain a ``yaml.py``."""
    try:
        if not sys.flags.safe_path and sys.path[:1] == [os.getcwd()]:
            del sys.path[0]
    except OSError:  # the folder no longer exists, so nothing can be imported from it
        pass


if __name__ == "__main__":
    _forget_working_folder()
    main()
