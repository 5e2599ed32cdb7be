"""Writes the findings in the cards of a session to a baseline."""

import sys

from cardlint.findings.failure import is_failure
from cardlint.output.tally import plural
from cardlint.output.terminal import visible
from cardlint.run.baseline_file import Baseline
from cardlint.run.check import check_cards
from cardlint.run.session import Session


def write_baseline(session: Session, file: str) -> bool:
    """Write all findings in the cards to the baseline ``file``, and print how many it has."""
    baseline = Baseline(file, new=True)
    for path, report in check_cards(session):
        lasting = [each for each in report.diagnostics if not is_failure(each)]
        baseline.note(report.source, session.cards.config(path), lasting)
    sys.stderr.write(f"{visible(file)}: {plural(baseline.save(), 'finding')}\n")
    return False
