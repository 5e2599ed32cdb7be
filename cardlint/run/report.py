"""Reports on a session: leaves out what is not news, and writes the rest as the options say."""

import sys
from collections.abc import Iterable, Iterator

from cardlint import output
from cardlint.findings.report import Report
from cardlint.output.terminal import wants_color
from cardlint.run.session import Session
from cardlint.system.errors import CardlintError


def write_reports(session: Session, cards: Iterable[tuple[str, Report]]) -> bool:
    """Write the reports of ``cards``, which are read once, and the closing sentence; return whether there are findings.

    Raises CardlintError for a wrong baseline, and where a report would replace a file that this run reads, before the first.
    """
    options = session.options
    if any(target.path is not None for target in options.targets):
        from cardlint.run.report_targets import refuse_inputs  # most runs only print

        refuse_inputs(options.targets, session.cards, session.paths)
    session.news.prepare(session.paths)
    reports = session.tally.count(_news(session, cards))
    if options.statistics:
        from cardlint.output import statistics

        statistics.write(reports, sys.stdout)
        return session.tally.has_findings
    output.write_all(reports, options.targets, color=wants_color(sys.stdout))
    shown = output.load(options.stdout_format) if options.stdout_format else None
    if not options.quiet and (shown is None or shown.FOR_TERMINAL):
        (sys.stdout if shown and shown.ENDS_WITH_SENTENCE else sys.stderr).write(session.tally.sentence + "\n")
    return session.tally.has_findings


def _news(session: Session, cards: Iterable[tuple[str, Report]]) -> Iterator[Report]:
    for path, report in cards:
        try:
            news = session.news.select(path, report)
        except CardlintError as error:
            session.report_failure(error)
            continue
        if news.diagnostics:
            session.hide_progress()
        yield news
