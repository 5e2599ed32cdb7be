"""Adds suppression comments for all findings to the cards of a session."""

import sys
from functools import partial

from cardlint.card import files
from cardlint.findings.source import Fault
from cardlint.output.tally import plural
from cardlint.output.terminal import visible
from cardlint.run.cards import STDIN
from cardlint.run.session import Session
from cardlint.run.suppression_writer import Suppressed, read_reason, write_suppressions
from cardlint.system.errors import CardlintError
from cardlint.system.unfinished import Leftovers


def suppress(session: Session, reason: str) -> bool:
    """Write the suppressions, all with the same ``reason``, and print how many findings they silence.

    Raises CardlintError if the reason would end the comment, or is not text.
    """
    work = partial(_suppress_in_card, session, read_reason(reason), Leftovers())
    count = changed = 0
    for path, done in session.each(work):
        if path == STDIN:
            sys.stdout.buffer.write(done.text.encode())  # a card is UTF-8, whatever the encoding of the terminal
        changed += done.silenced > 0
        count += done.silenced
        for each in done.left:
            place = f"{visible(each.file.path if each.file else path)}:{each.start.line}:{each.start.column}"
            session.say(f"{place}: {each.name} cannot be suppressed in the card")
    session.say(f"suppressed {plural(count, 'finding')} in {plural(changed, 'card')}")
    return False


def _suppress_in_card(session: Session, reason: str, leftovers: Leftovers, path: str) -> Suppressed:
    """Write suppressions for the findings in the card at ``path`` to its file."""
    card = session.cards.read(path)
    if path == STDIN and card.source.fault is not None:
        why = "too long" if card.source.fault is Fault.LONG else "not UTF-8 text"
        raise CardlintError(f"{card.source.path}: suppressions cannot be added, because it is {why}")
    done = write_suppressions(card, session.cards.linter(path), reason)
    if done.silenced and path != STDIN:
        files.replace(card.source.path, done.text, leftovers)
    return done
