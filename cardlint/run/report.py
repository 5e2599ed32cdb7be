"""Writes the reports of a session: leaves out findings that are not new, writes the others as the options say, and sums them up."""

import sys
from collections.abc import Iterable, Iterator
from typing import TextIO

from cardlint import output
from cardlint.findings.folding import fold
from cardlint.findings.report import Report
from cardlint.output.terminal import wants_color
from cardlint.run.session import Session
from cardlint.system.errors import CardlintError


def write_reports(session: Session, cards: Iterable[tuple[str, Report]]) -> bool:
    """Write the reports of ``cards``, and the closing sentence; return whether the findings make the run fail.

    ``cards`` is read once. Raises CardlintError before the first report if a baseline is malformed, or if a report would replace a file
    that this run reads.
    """
    options = session.options
    if any(target.path is not None for target in options.targets):
        from cardlint.run.report_targets import refuse_inputs  # most runs only print

        refuse_inputs(options.targets, session.cards, session.paths)
    session.news.prepare(session.paths)
    reports = _news(session, cards)
    if options.statistics:
        from cardlint.output import statistics

        statistics.write(session.tally.count(reports), sys.stdout, as_json=options.stdout_format == "json")
    else:
        output.write_all(reports, options.targets, color=wants_color(sys.stdout), tally=session.tally)
    _sum_up(session)
    return session.tally.has_findings and session.failing.is_failure


def _sum_up(session: Session) -> None:
    """Print what was fixed, and, if people read the report, what was found."""
    options, tally = session.options, session.tally
    tally.hidden = session.news.hidden
    shown = output.load(options.stdout_format) if options.stdout_format else None
    is_summed_up = not (options.quiet or options.statistics) and (shown is None or shown.FOR_TERMINAL)
    stream = sys.stdout if is_summed_up and shown and shown.ENDS_WITH_SENTENCE else sys.stderr
    for line in (tally.fixed_by_rule, *((tally.sentence, session.cards.skipped_sentence) if is_summed_up else ())):
        if line:
            _write_wrapped(line, stream)


def _write_wrapped(line: str, stream: TextIO) -> None:
    """Write ``line``, wrapped between words on a terminal."""
    if stream.isatty():
        from cardlint.output.fit import columns, wrap

        line = "\n".join(wrap(line, columns(stream), "  "))
    stream.write(line + "\n")


def _news(session: Session, cards: Iterable[tuple[str, Report]]) -> Iterator[Report]:
    for path, report in cards:
        try:
            news = session.news.select(path, report)
        except CardlintError as error:
            session.report_failure(error)
            continue
        if news.diagnostics:
            if session.news.needs_separate:  # otherwise they are already folded
                news = news._replace(diagnostics=fold(news.diagnostics))
            session.failing.note(path, (each.severity for each in news.diagnostics))
            session.hide_progress()
        yield news
