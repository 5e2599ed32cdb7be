"""Checks the cards of a session, except those whose result is in the cache.

The code that checks a card is imported only when one has to be checked: a run with all results in the cache takes a tenth of the time.
"""

import os
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from cardlint.card import files
from cardlint.card.repository import Repository
from cardlint.findings.failure import is_failure
from cardlint.findings.report import Report
from cardlint.findings.source import Source
from cardlint.run.report import write_reports
from cardlint.run.session import Session
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple

if TYPE_CHECKING:
    from cardlint.run.cache import Cache, CacheKey
else:  # in a NamedTuple, a quoted name would be compiled
    CacheKey = object

_NOTHING: Mapping[str, str] = {}


class Checked(NamedTuple):
    """The findings in a card, and what they depend on if they are to be cached.

    ``is_separate``: no findings with one cause were folded.
    """

    report: Report
    is_separate: bool
    key: CacheKey | None = None
    answers: Mapping[str, str] = _NOTHING

    @property
    def is_incomplete(self) -> bool:
        """Whether a rule failed, or the card could not be read."""
        return any(map(is_failure, self.report.diagnostics))


def check(session: Session) -> bool:
    """Report the new findings in the cards; return whether they make the run fail."""
    return write_reports(session, check_cards(session))


def check_cards(session: Session) -> Iterator[tuple[str, Report]]:
    """Yield the path of every card with its report. Findings with one cause are folded unless they must stay separate.

    Folding early saves a third of what processes exchange and the cache keeps.
    """
    cache = _open_cache(session)
    separate = session.news.needs_separate
    work = partial(_check_card, session, separate=separate, keys=cache is not None)
    if cache is None:
        for path, checked in session.each(work):
            yield path, checked.report
        return
    try:
        for path, checked in session.each(work, partial(_recall, session, cache, separate=separate)):
            if checked.key is not None:
                cache.keep(path, checked.key, checked.answers, checked.report, is_separate=checked.is_separate)
            yield path, checked.report
    finally:
        cache.save()


def _open_cache(session: Session) -> "Cache | None":
    """Return the cache; None if the user disabled it, or if reading it would take longer than checking the card."""
    if not session.options.cache or session.is_one_by_one or len(session.paths) < 2:
        return None
    from cardlint.run.cache import Cache

    return Cache(session.cache_folder)


def _check_card(session: Session, path: str, *, separate: bool, keys: bool) -> Checked:
    """Check a card. ``separate``: do not fold findings. ``keys``: also return what the result depends on, for the cache."""
    content = session.cards.read_bytes(path)
    card = session.cards.card(path, content)
    source = card.source
    found = session.cards.linter(path).check(card)
    if found:
        from cardlint.findings.folding import fold
        from cardlint.findings.secrets.find import find_secrets  # the rule about secrets has already searched it

        shown = found if separate else fold(found)
        checked = Checked(Report(source, shown, bool(find_secrets(source.text))), len(shown) == len(found))
    else:
        # Text that is not needed is not sent between processes.
        checked = Checked(Report(Source("", source.path), found), is_separate=True)
    if not keys or checked.is_incomplete:  # an incomplete result is not cached
        return checked
    answers = card.repository.answers() if card.repository is not None else _NOTHING
    return checked._replace(key=_key(session, path, content), answers=answers)


def _recall(session: Session, cache: "Cache", path: str, *, separate: bool) -> Checked | None:
    """Return the cached result for a card, ``separate`` or folded; None if there is none, or if the card cannot be read."""
    place = session.cards.place(path)
    if place not in cache:
        return None
    try:
        content = files.read_bytes(path)
        key = _key(session, path, content)
    except CardlintError:
        return None
    found = cache.find(place, key, Repository(os.path.dirname(path))) if key is not None else None
    if found is None or (separate and not found.is_separate):
        return None
    source = Source.decode(content, path) if found.diagnostics else Source("", path)
    if any(each.span.end > len((each.file or source).text) for each in found.diagnostics):
        return None  # we did not write this entry
    shown = found.diagnostics
    if not separate and found.is_separate and len(shown) > 1:
        from cardlint.findings.folding import fold

        shown = fold(shown)
    return Checked(Report(source, shown, found.may_hold_secrets), found.is_separate)


def _key(session: Session, path: str, content: bytes) -> "CacheKey | None":
    """Return what the result for a card depends on in addition to the files next to it; None if that cannot be determined."""
    from cardlint.run.cache import CacheKey, digest

    config = session.cards.configurations.fingerprint(path)
    return CacheKey(digest(content), config) if config is not None else None
