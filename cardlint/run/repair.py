"""Repairs the cards of a session, and reports the findings that remain."""

import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from functools import partial

from cardlint.card import files
from cardlint.findings.diagnostic import Applicability
from cardlint.findings.failure import is_failure
from cardlint.findings.report import Report
from cardlint.run.cards import STDIN
from cardlint.run.fixing import fix
from cardlint.run.report import write_reports
from cardlint.run.session import Session
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.unfinished import Leftovers


class Repaired(NamedTuple):
    """The result for one card."""

    report: Report  # the findings that remain
    fixed: tuple[str, ...]  # the name of the rule of each finding
    warnings: tuple[str, ...]  # messages for people
    is_incomplete: bool


def repair(session: Session, *, unsafe: bool = False) -> bool:
    """Write the repaired cards, and report the findings that remain; return whether these make the run fail.

    A card from standard input is written to standard output, and its report to standard error.
    """
    repairs = _Repairs(session, unsafe)
    session.tally.tried = frozenset(Applicability if unsafe else (Applicability.SAFE,))
    if STDIN not in session.paths:
        return write_reports(session, repairs.cards())
    with redirect_stdout(sys.stderr):
        is_failure = write_reports(session, repairs.cards())
    sys.stdout.buffer.write(repairs.input.encode())
    return is_failure


class _Repairs:
    """Runs the repairs of one session."""

    def __init__(self, session: Session, unsafe: bool) -> None:
        self.input = ""  # the card on standard input, repaired
        self._session = session
        self._unsafe = unsafe

    def cards(self) -> Iterator[tuple[str, Report]]:
        """Repair every card, and yield its path with a report of the findings that remain."""
        work = partial(_repair_card, self._session, Leftovers(), unsafe=self._unsafe)
        for path, repaired in self._session.each(work):
            self._session.tally.fixed.update(repaired.fixed)
            for line in repaired.warnings:
                self._session.say(line)
            if path == STDIN:
                self.input = repaired.report.source.text
            yield path, repaired.report


def _repair_card(session: Session, leftovers: Leftovers, path: str, *, unsafe: bool) -> Repaired:
    """Repair the card at ``path`` and the files next to it, and write them."""
    fixing = fix(session, path, unsafe=unsafe)
    for each in fixing.changes() if path != STDIN else ():
        if each.new != each.old:
            files.replace(each.path, each.new.decode(), leftovers)
        if each.place != each.path:
            files.rename(each.path, each.place)
    card, applied, _, failures = fixing.fixed
    left = session.cards.linter(path).check(card)
    name = card.source.path
    # If there are findings, the failures are among them.
    warnings = (*(fixing.failures(name) if not left else ()), *fixing.left_out(name))
    is_incomplete = bool(failures) or any(map(is_failure, left))
    return Repaired(Report(card.source, left), tuple(each.name for each in applied), warnings, is_incomplete)
