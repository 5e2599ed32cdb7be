"""The output formats, one per file. A format is a module ``NAME_format`` with a function ``write``; it is imported when it is used.

A run writes its reports to one or more targets, which are standard output or files, each in its own format.
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
"""The names of all formats, from the names of their files: to add a format, add its file."""


class FormatModule(Protocol):
    """The interface of a format's module."""

    LOG_ESCAPE: Escape | None
    """How the format escapes commands to CI servers. None if it writes such commands on purpose, and escapes the data in them itself."""

    FOR_TERMINAL: bool
    """Whether people read it in a terminal: it is written in the terminal's encoding, and a sentence sums up the run."""

    ENDS_WITH_SENTENCE: bool
    """Whether that sentence is part of the output; if not, it goes to standard error."""

    def write(self, reports: Iterable[Report], stream: TextIO, *, color: bool) -> None:
        """Write each report as soon as it is available, in order. ``color``: whether the stream shows colors."""


class Target(NamedTuple):
    """Where a report goes, and in which format."""

    format: str
    path: str | None = None  # None: standard output


def load(name: str) -> FormatModule:
    """Return the format called ``name``, one of FORMATS."""
    module: FormatModule = import_module(f"cardlint.output.{name}_format")
    return module


def parse_target(text: str) -> Target:
    """Return the target for ``FORMAT`` or ``FORMAT=FILE``; the file ``-`` means standard output."""
    name, equals, path = text.partition("=")
    if name not in FORMATS:
        raise CardlintError(f"`{name or text}` is not an output format", _hint(name))
    if equals and not path:
        raise CardlintError(f"`{text}` does not name a file", f"write `{name}=FILE`, or `{name}` for standard output")
    return Target(name, None if path in ("", "-") else path)


def write_all(reports: Iterable[Report], targets: Iterable[Target], *, color: bool, tally: Tally | None = None) -> None:
    """Write ``reports`` to every target: to standard output as soon as each is available, then to the files.

    ``reports`` is read once. Secrets in the cards are masked, because more people read a log than the card.
    ``color``: whether standard output shows colors. ``tally`` counts what is shown. Raises CardlintError before the first report if a file
    cannot be opened or two targets are the same. Files are replaced at the very end; a run that is interrupted leaves the old ones.
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
    """Write ``reports`` to a stream or a file. Files are escaped too, because a file may be printed in a log."""
    from cardlint.output.log_stream import safe_writer  # not imported when a format is only loaded

    output = load(name)
    output.write(reports, safe_writer(stream, output.LOG_ESCAPE), color=color)


def _mask(report: Report) -> Report:
    """Return ``report`` with the secrets of its card masked."""
    if not (report.diagnostics and report.may_hold_secrets):
        return report  # importing the modules below would add a tenth to the time of checking a clean card
    from cardlint.findings.report_mask import mask_report

    return mask_report(report)


def _by_file(reports: Iterable[Report]) -> Iterator[Report]:
    """Yield the report of every card, each followed by a report for every file next to the card that has findings."""
    for report in reports:
        for file, diagnostics in by_file(report.diagnostics):
            yield report._replace(diagnostics=diagnostics) if file is None else Report(file, diagnostics, is_card=False)


def _write_files(reports: Iterable[Report], targets: list[Target], *, color: bool) -> None:
    from contextlib import ExitStack  # with tempfile it takes 10 ms to import, and most runs only print

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
    """Return standard output for a format: in UTF-8 for programs, in the terminal's encoding for people."""
    if isinstance(sys.stdout, TextIOWrapper):
        if load(name).FOR_TERMINAL:
            sys.stdout.reconfigure(errors="backslashreplace")
        else:
            sys.stdout.reconfigure(encoding="utf-8")
    return sys.stdout


def _keep(reports: Iterable[Report], copies: list[Report]) -> Iterator[Report]:
    """Yield the reports, and keep copies for the other targets. For a clean card, the copy has no text."""
    for report in reports:
        copies.append(report if report.diagnostics else report._replace(source=Source("", report.source.path)))
        yield report


def _refuse_repeated(targets: list[Target]) -> None:
    seen: set[str | None] = set()
    for _, path in targets:
        if path in seen:
            where = "standard output" if path is None else f"`{path}`"
            raise CardlintError(f"two reports would be written to {where}", "give each its own file: `FORMAT=FILE`")
        seen.add(path)


def _hint(name: str) -> str:
    from cardlint.vocabulary import nearest  # only needed for an unknown name

    near = nearest(name.lower(), FORMATS, 1)
    return f"did you mean `{near[0]}`?" if near else f"choose from {', '.join(FORMATS)}"
