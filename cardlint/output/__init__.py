"""The output formats, one a file. A format is a module ``NAME_format`` with ``write``; it is imported when it is asked for.

A run writes its reports to one or several targets: standard output and files, each in a format of its own.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from io import TextIOWrapper
from typing import Protocol, TextIO

from cardlint.findings.diagnostic import by_file
from cardlint.findings.report import Report
from cardlint.findings.source import Source
from cardlint.output.log_commands import Escape
from cardlint.output.tally import Tally
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple

_ENDING = "_format.py"

FORMATS: tuple[str, ...] = tuple(
    sorted(name.removesuffix(_ENDING) for name in os.listdir(os.path.dirname(__file__)) if name.endswith(_ENDING))
)
"""The names of all formats, as their files have them: to add a format is to add its file."""


class FormatModule(Protocol):
    """What a format's module offers."""

    LOG_ESCAPE: Escape | None
    """What stands in the output for commands to CI servers; None: the format writes such commands, and guards the data in them."""

    FOR_TERMINAL: bool
    """Whether people read it in a terminal: it takes the terminal's encoding, and a sentence says what the run came to."""

    ENDS_WITH_SENTENCE: bool
    """Whether that sentence is part of it; else it goes to standard error."""

    def write(self, reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:
        """Write all reports, in their order, as they come. ``color``: the stream shows colours."""


class Target(NamedTuple):
    """Where a report goes, and in which format."""

    format: str
    path: str | None = None  # None is standard output


def load(name: str) -> FormatModule:
    """Return the format called ``name``, one of FORMATS."""
    module: FormatModule = import_module(f"cardlint.output.{name}_format")
    return module


def parse_target(text: str) -> Target:
    """Return the target that ``FORMAT`` or ``FORMAT=FILE`` names; the file ``-`` is standard output."""
    name, equals, path = text.partition("=")
    if name not in FORMATS:
        raise CardlintError(f"{name or text} is not an output format", _hint(name))
    if equals and not path:
        raise CardlintError(f"{text} names no file", f"write `{name}=FILE`, or `{name}` for standard output")
    return Target(name, None if path in ("", "-") else path)


def write_all(reports: Iterable[Report], targets: Iterable[Target], *, color: bool, tally: Tally | None = None) -> None:
    """Write ``reports``, which are read once, to every target: standard output as they come, then the files.

    Secrets of the cards are masked: a report ends in logs that more people read than the card.
    ``color``: standard output shows colors. ``tally`` counts what is shown. Raises CardlintError before the first report where a file
    cannot be opened or two targets are one. Files are replaced at the very end; a run that breaks off leaves the old ones.
    """
    reports = map(_mask, _by_file(reports))
    if tally is not None:
        reports = tally.count(reports)
    ordered = sorted(targets, key=lambda target: target.path is not None)
    _refuse_repeated(ordered)
    if len(ordered) == 1 and ordered[0].path is None:
        _write(ordered[0].format, reports, _standard_output(ordered[0].format), color=color)
    else:
        _write_files(reports, ordered, color=color)


def _write(name: str, reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:
    """Write ``reports`` to a stream or a file; that too may be printed in a log."""
    from cardlint.output.log_stream import safe_writer  # which reads no report

    output = load(name)
    output.write(reports, safe_writer(stream, output.LOG_ESCAPE), color=color)


def _mask(report: Report) -> Report:
    """Return ``report`` without the secrets of its card."""
    if not (report.diagnostics and report.may_hold_secrets):
        return report  # the modules below take a tenth of the time of checking a clean card
    from cardlint.findings.report_mask import mask_report

    return mask_report(report)


def _by_file(reports: Iterable[Report]) -> Iterator[Report]:
    """Yield the report of every card, and after it one for each of the files beside it that have findings."""
    for report in reports:
        for file, diagnostics in by_file(report.diagnostics):
            yield report._replace(diagnostics=diagnostics) if file is None else Report(file, diagnostics, is_card=False)


def _write_files(reports: Iterable[Report], targets: list[Target], *, color: bool) -> None:
    from contextlib import ExitStack  # with tempfile below 10 ms, and most runs only print

    from cardlint.system.atomic_file import AtomicFile, explain_errors

    with ExitStack() as files:
        streams = [None if path is None else files.enter_context(AtomicFile(path)) for _, path in targets]
        kept: list[Report] = []
        source = reports if len(targets) == 1 else _keep(reports, kept)
        for (name, path), stream in zip(targets, streams, strict=True):
            if path is None or stream is None:
                _write(name, source, _standard_output(name), color=color)
            else:
                with explain_errors(path):
                    _write(name, source, stream, color=False)
            source = kept


def _standard_output(name: str) -> TextIO:
    """Return standard output, ready for a format: in UTF-8 for programs, and in the terminal's encoding for people."""
    if isinstance(sys.stdout, TextIOWrapper):
        if load(name).FOR_TERMINAL:
            sys.stdout.reconfigure(errors="backslashreplace")
        else:
            sys.stdout.reconfigure(encoding="utf-8")
    return sys.stdout


def _keep(reports: Iterable[Report], copies: list[Report]) -> Iterator[Report]:
    """Yield the reports, and keep them for the other targets; of a clean card only that there is one."""
    for report in reports:
        copies.append(report if report.diagnostics else report._replace(source=Source("", report.source.path)))
        yield report


def _refuse_repeated(targets: list[Target]) -> None:
    seen: set[str | None] = set()
    for _, path in targets:
        if path in seen:
            where = "standard output" if path is None else path
            raise CardlintError(f"two outputs go to {where}", "give each its own file: `FORMAT=FILE`")
        seen.add(path)


def _hint(name: str) -> str:
    from cardlint.vocabulary import nearest  # only for a name that is wrong

    near = nearest(name.lower(), FORMATS, 1)
    return f"did you mean {near[0]}?" if near else f"choose from {', '.join(FORMATS)}"
