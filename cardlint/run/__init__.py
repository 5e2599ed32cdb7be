"""One run of the linter over paths: does its job on the cards there, and writes what came of it.

Knows nothing of click, so that the plain ``cardlint check PATH...`` of a commit hook need not import it.
"""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from typing import NoReturn

from cardlint import output
from cardlint.config.configurations import Configurations
from cardlint.output.terminal import complain, visible, wants_color
from cardlint.run.cards import STDIN, search
from cardlint.run.job import Job
from cardlint.run.options import Options
from cardlint.system.errors import CardlintError

__all__ = ["Options", "run", "run_again"]


def run(paths: tuple[str, ...], configurations: Configurations, options: Options) -> int:
    """Check the cards under ``paths``, write the report to standard output, and return the exit code."""
    job = Job(paths or (".",), configurations, options)
    findings = False
    if options.add_ignores is not None:
        job.suppress(options.add_ignores)
    elif options.write_baseline is not None:
        job.write_baseline(options.write_baseline)
    elif options.diff:
        _show_patches(job)
        findings = job.fixed > 0
    else:
        _write(job)
        findings = bool(job.tally.counts)
    sys.stdout.flush()
    for line in job.news.stale():
        sys.stderr.write(f"{visible(line)}\n")
    return 2 if job.failed else 1 if findings and not options.exit_zero else 0


def run_again(paths: tuple[str, ...], configurations: Callable[[], Configurations], options: Options) -> NoReturn:
    """Check the cards under ``paths`` now and whenever something has changed, until Ctrl-C."""
    from cardlint.run.watch import watch

    def check() -> str:
        try:
            job = Job(paths or (".",), configurations(), options._replace(quiet=True))
            _write(job)
        except CardlintError as error:
            complain(error)
            return "not checked"
        sys.stdout.flush()
        return job.sentence

    def watched() -> Iterator[str]:
        current = configurations()
        for path in paths or (".",):
            try:
                for card in search(path, lambda *_: None, current):
                    yield os.path.dirname(card) or os.curdir
                    yield current.file_of(card) or card
            except CardlintError:
                continue

    watch(check, watched, sys.stdout if options.shown and output.load(options.shown).FOR_TERMINAL else sys.stderr)


def _show_patches(job: Job) -> None:
    """Write the patches as ``git apply`` takes them.

    A terminal shows them with escapes instead. What is neither a terminal nor a file may be the log of a CI server: there a change
    that the server would take for a command is left out.
    """
    from cardlint.output.log_commands import has_command

    if sys.stdout.isatty():
        for patch in job.patches(None):
            lines = patch.decode(errors="surrogateescape").removesuffix("\n").split("\n")
            sys.stdout.write("".join(f"{visible(line)}\n" for line in lines if patch))
        return
    is_file = stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    for patch in job.patches(None if is_file else has_command):
        sys.stdout.buffer.write(patch)


def _write(job: Job) -> None:
    """Write the reports, and where a repaired card goes to standard output, that, and what there is to say elsewhere."""
    if not job.options.fix or STDIN not in job.paths:
        _write_reports(job)
        return
    with redirect_stdout(sys.stderr):
        _write_reports(job)
    sys.stdout.buffer.write(job.fixed_input.encode())


def _write_reports(job: Job) -> None:
    """Write the reports as the options say, and the closing sentence."""
    options = job.options
    job.refuse_inputs()
    if options.statistics:
        from cardlint.output import statistics

        statistics.write(job.reports(), sys.stdout)
        return
    output.write_all(job.reports(), options.targets, color=wants_color(sys.stdout))
    shown = output.load(options.shown) if options.shown else None
    if not options.quiet and (shown is None or shown.FOR_TERMINAL):
        (sys.stdout if shown and shown.ENDS_WITH_SENTENCE else sys.stderr).write(job.sentence + "\n")
