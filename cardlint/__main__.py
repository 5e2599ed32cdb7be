"""``python -m cardlint`` and the ``cardlint`` command: how a run starts, and each way in which it ends."""

import gc
import os
import sys

from cardlint.plain_check import is_plain_check, plain_check
from cardlint.system.interruption import Interruption, raise_interruptions
from cardlint.system.standard_streams import open_missing_streams


def main() -> None:
    """Run the command line, and exit."""
    gc.set_threshold(50_000)  # while modules are imported nothing is garbage; looking for it costs a twentieth
    try:
        raise_interruptions()
        code = _run()
    except Interruption as interruption:
        code = interruption.exit_code
    os._exit(code)  # to take everything apart first costs a tenth of a small run


def _run() -> int:
    """Run a command, and return its exit code. What nobody expected ends the process here, with one line and 2."""
    try:
        from cardlint.output.log_stream import (
            guard_standard_streams,  # from here on a signal and an error end in one line
        )

        open_missing_streams()
        guard_standard_streams()
        code = plain_check(sys.argv[1:]) if is_plain_check(sys.argv[1:]) else _command()
        sys.stdout.flush()
        sys.stderr.flush()
    except Interruption:
        raise
    except OSError as error:
        from cardlint.output.terminal import give_up

        give_up(error)
    except BaseException as error:
        from cardlint.output.terminal import report_crash

        report_crash(error)
    return code


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
    """Take away what ``python -m`` puts first on the path: a stranger's repository can hold a ``yaml.py``, or a plugin."""
    try:
        if not sys.flags.safe_path and sys.path[:1] == [os.getcwd()]:
            del sys.path[0]
    except OSError:  # the folder is gone, and nothing can be imported from it
        pass


if __name__ == "__main__":
    _forget_working_folder()
    main()
