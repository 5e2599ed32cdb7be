"""``python -m cardlint`` and the ``cardlint`` command."""

import gc
import os
import sys

from cardlint.output.log_stream import guard_standard_streams
from cardlint.system.errors import CardlintError


def main() -> None:
    """Run the command line, and exit."""
    gc.set_threshold(50_000)  # while modules are imported nothing is garbage; looking for it costs a twentieth
    is_plain_check = sys.argv[1:2] == ["check"] and all(
        word in ("-q", "--quiet") or not word.startswith("-") for word in sys.argv[2:]
    )
    guard_standard_streams()
    try:
        code = _check(sys.argv[2:]) if is_plain_check else _command()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # to take everything apart first costs a tenth of a small run
    except OSError as error:
        from cardlint.output.terminal import give_up

        give_up(error)


def _command() -> int:
    """Run any command, and return its exit code."""
    from cardlint.cli import cli

    try:
        cli(prog_name="cardlint")
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
            return 1
        return end.code or 0
    return 0


def _check(words: list[str]) -> int:
    """Run ``cardlint check`` as hooks call it, without importing click: two fifths of the time of a small run."""
    from cardlint.config.configurations import Configurations
    from cardlint.output.terminal import complain
    from cardlint.run import Options, run

    paths = tuple(word for word in words if not word.startswith("-"))
    try:
        return run(paths, Configurations(), Options(quiet=len(paths) < len(words)))
    except CardlintError as error:
        complain(error)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    main()
