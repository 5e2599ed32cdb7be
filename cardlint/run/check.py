"""Checks the cards of a session: what the cache knows is not checked again.

Imports what checks a card when one has to be checked: a run that has everything from the cache needs a tenth of the time.
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
else:  # of a NamedTuple, a name in quotes would be compiled
    CacheKey = object

_NOTHING: Mapping[str, str] = {}


class Checked(NamedTuple):
    """What a card breaks, and what that depends on, where the cache is to keep it."""

    report: Report
    key: CacheKey | None = None
    answers: Mapping[str, str] = _NOTHING

    @property
    def is_incomplete(self) -> bool:
        """Whether a rule failed, or the card could not be read."""
        return any(map(is_failure, self.report.diagnostics))


def check(session: Session) -> bool:
    """Report what is new in what the cards break; return whether that makes the run fail."""
    return write_reports(session, check_cards(session))


def check_cards(session: Session) -> Iterator[tuple[str, Report]]:
    """Yield every card with what it breaks."""
    cache = _open_cache(session)
    if cache is None:
        for path, checked in session.each(partial(_check_card, session, keys=False)):
            yield path, checked.report
        return
    try:
        for path, checked in session.each(partial(_check_card, session, keys=True), partial(_recall, session, cache)):
            if checked.key is not None:
                cache.keep(path, checked.key, checked.answers, checked.report)
            yield path, checked.report
    finally:
        cache.save()


def _open_cache(session: Session) -> "Cache | None":
    """Return the cache; None where the user wants none, or it would take longer to read than the card."""
    if not session.options.cache or session.is_one_by_one or len(session.paths) < 2:
        return None
    from cardlint.run.cache import Cache

    return Cache(session.cache_folder)


def _check_card(session: Session, path: str, *, keys: bool) -> Checked:
    """Check a card. ``keys``: say also what the result depends on, for the cache."""
    content = session.cards.read_bytes(path)
    card = session.cards.card(path, content)
    source = card.source
    found = session.cards.linter(path).check(card)
    if found:
        from cardlint.findings.secrets.find import find_secrets  # found by the rule about them already

        checked = Checked(Report(source, found, bool(find_secrets(source.text))))
    else:
        checked = Checked(
            Report(Source("", source.path), found)
        )  # nobody reads the text, which may come from another process
    if not keys or checked.is_incomplete:  # the next run tries again
        return checked
    answers = card.repository.answers() if card.repository is not None else _NOTHING
    return checked._replace(key=_key(session, path, content), answers=answers)


def _recall(session: Session, cache: "Cache", path: str) -> Checked | None:
    """Return what the cache knows of a card; None also where the card cannot be read."""
    place = os.path.abspath(path)
    if place not in cache:
        return None
    try:
        content = files.read_bytes(path)
        key = _key(session, path, content)
    except CardlintError:
        return None
    found = cache.find(place, key, Repository(os.path.dirname(path))) if key is not None else None
    if found is None:
        return None
    source = Source.decode(content, path) if found.diagnostics else Source("", path)
    if any(each.span.end > len((each.file or source).text) for each in found.diagnostics):
        return None  # not what we wrote
    return Checked(Report(source, found.diagnostics, found.may_hold_secrets))


def _key(session: Session, path: str, content: bytes) -> "CacheKey | None":
    """Return what the result for a card depends on besides the files beside it; None where that cannot be told."""
    from cardlint.run.cache import CacheKey, digest

    config = session.cards.configurations.fingerprint(path)
    return CacheKey(digest(content), config) if config is not None else None
