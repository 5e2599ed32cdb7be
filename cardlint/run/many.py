"""Checks many cards: what the cache knows is not checked again, and what is left is shared by the processors.

Imports what checks a card when one has to be checked: a run that has everything from the cache needs a tenth of the time.
"""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cardlint.card import files
from cardlint.card.repository import Repository
from cardlint.findings.report import Report
from cardlint.findings.source import Source
from cardlint.run.cards import Cards
from cardlint.run.shared import shared
from cardlint.system.errors import CardlintError

if TYPE_CHECKING:
    from cardlint.run.cache import Cache, Key

_BATCH = 5_000
"""Cards that are looked up before the first of them is checked, so that memory stays bounded."""


class Checked(NamedTuple):
    """What came of a card, and what it depends on."""

    outcome: Report | CardlintError
    key: "Key | None" = None
    answers: dict[str, str] = {}  # noqa: RUF012 - never changed


class Many:
    """The checks of one run."""

    def __init__(self, cards: Cards, cache: "Cache | None", jobs: int) -> None:
        self._cards = cards
        self._configurations = cards.configurations
        self._cache = cache
        self._jobs = jobs

    def reports(self, cards: Sequence[str]) -> Iterator[Report | CardlintError]:
        """Yield the report of every card, in their order, or why it cannot be checked."""
        try:
            for start in range(0, len(cards), _BATCH):
                yield from self._batch(cards[start : start + _BATCH])
        finally:
            if self._cache is not None:
                self._cache.save()

    def _batch(self, cards: Sequence[str]) -> Iterator[Report | CardlintError]:
        known: dict[str, Report] = {}
        for path in cards if self._cache is not None else ():
            report = self._known(path)
            if report is not None:
                known[path] = report
        left = shared(self._checked, [path for path in cards if path not in known], self._jobs)
        for path in cards:
            if path in known:
                yield known.pop(path)
                continue
            checked = next(left)
            outcome = checked.outcome
            if self._cache is not None and checked.key is not None and isinstance(outcome, Report):
                self._cache.keep(path, checked.key, checked.answers, outcome)
            yield outcome

    def _known(self, path: str) -> Report | None:
        """Return what the cache knows of a card; None also where the card cannot be read."""
        assert self._cache is not None  # noqa: S101
        place = os.path.abspath(path)
        if place not in self._cache:
            return None
        try:
            content = files.read_bytes(path)
            key = self._key(path, content)
        except CardlintError:
            return None
        found = self._cache.find(place, key, Repository(os.path.dirname(path))) if key is not None else None
        if found is None:
            return None
        source = Source.decode(content, path) if found.diagnostics else Source("", path)
        if any(each.span.end > len((each.file or source).text) for each in found.diagnostics):
            return None  # not what we wrote
        return Report(source, found.diagnostics, found.may_hold_secrets)

    def _checked(self, path: str) -> Checked:
        from cardlint.card.card import Card
        from cardlint.findings.failure import is_failure
        from cardlint.findings.secrets.find import find_secrets  # found by the rule about them already

        try:
            content = files.read_bytes(path)
            config = self._configurations.of(path)
            repository = Repository(os.path.dirname(path))
            source = Source.decode(content, path)
            found = self._cards.linter(path).check(Card(source, config.kind, repository))
            report = (
                Report(source, found, bool(find_secrets(source.text))) if found else Report(Source("", path), found)
            )
            if any(map(is_failure, found)):
                return Checked(report)  # the next run tries again
            return Checked(report, self._key(path, content), repository.answers() if self._cache is not None else {})
        except Exception as error:
            from cardlint.run.unexpected import unexpected  # hardly any run needs it

            return Checked(unexpected(path, error))

    def _key(self, path: str, content: bytes) -> "Key | None":
        if self._cache is None:
            return None
        from cardlint.run.cache import Key, digest

        config = self._configurations.fingerprint(path)
        return Key(digest(content), config) if config is not None else None
