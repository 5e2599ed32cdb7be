"""Checks that fixes work: the finding of each is gone afterwards, there is no new error, and no rule asks for what was deleted.

A fix that does not work is worse than no fix: it changes the author's text, and the next run reports the same finding about the change.
"""

from collections import Counter
from collections.abc import Callable
from typing import TypeAlias

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Diagnostic, Severity
from cardlint.findings.source import Span
from cardlint.lint.fix.edited import Edited, meets
from cardlint.lint.linter import Linter

# The path of a file next to the card, or None for the card, and the name of a rule.
_Rule: TypeAlias = tuple[str | None, str]


class Guard:
    """Checks versions of a card that had the findings ``found``, and keeps the findings of the last one for the next round."""

    def __init__(
        self, linter: Linter, found: list[Diagnostic], most: int, is_wanted: Callable[[Diagnostic], bool]
    ) -> None:
        """``is_wanted``: whether a later round will fix a finding."""
        self._linter = linter
        self._most = most
        self._is_wanted = is_wanted
        self._reported = {(each.name, each.message) for each in found}
        self._places: dict[_Rule, list[Span]] = {}  # of the findings
        for each in found:
            self._places.setdefault((_path(each), each.name), []).append(each.span)
        self.checked: tuple[Card, list[Diagnostic]] | None = None
        """The card that was checked last, and its findings."""

    def are_answered(self, old: Card, new: Card, change: Edited, fixed: list[Diagnostic]) -> bool:
        """Return whether ``new``, which is ``old`` with ``change``, has no finding that ``fixed`` had, and none that is worse."""
        found = self._linter.check(new, self._most)
        self.checked = new, found
        here = [each for each in found if each.file is None]
        # What is found in front matter that could not be read to its end before was there all the time, unless an edit wrote it.
        was_read = old.front_matter is None or (old.front_matter.complete and old.block is not None and old.block.found)
        return not (
            any(self._is_left(each, here, change) for each in fixed)
            or self._has_new_error(here, change, was_read)
            or self._is_asked_back(old, new, here, change)
        )

    def are_answered_in_file(self, new: Card, path: str, change: Edited, fixed: list[Diagnostic]) -> bool:
        """Return the same for ``change`` to the file at ``path``, which is next to the card ``new``."""
        here = [each for each in self._linter.check(new, self._most) if _path(each) == path]
        return not (
            any(self._is_left(each, here, change) for each in fixed) or self._has_new_error(here, change, was_read=True)
        )

    def _is_left(self, fixed: Diagnostic, found: list[Diagnostic], change: Edited) -> bool:
        """Return whether ``fixed`` is still in ``found``: the same message at its place, or, for an error, another one without a fix."""
        if fixed.fix is not None and fixed.fix.rename is not None:  # the card is renamed when it is written
            return False
        place = change.moved(fixed.span)
        return any(
            each.name == fixed.name
            and _overlap(each.span, place)
            and (each.message == fixed.message or (fixed.severity is Severity.ERROR and not self._is_wanted(each)))
            for each in found
        )

    def _has_new_error(self, found: list[Diagnostic], change: Edited, was_read: bool) -> bool:
        """Return whether one of ``found`` is an error that was not there, and that no further fix repairs."""
        counts = Counter((_path(each), each.name) for each in found)
        more = {rule for rule, count in counts.items() if count > len(self._places.get(rule, ()))}  # the rest was moved
        return any(
            each.severity is Severity.ERROR
            and (_path(each), each.name) in more
            and not self._is_wanted(each)
            and not any(
                _overlap(each.span, change.moved(span)) for span in self._places.get((_path(each), each.name), ())
            )
            and (was_read or meets(change.written, each.span))
            for each in found
        )

    def _is_asked_back(self, old: Card, new: Card, found: list[Diagnostic], change: Edited) -> bool:
        """Return whether something was deleted from the text of the card that one of ``found``, about the entire card, asks for."""
        body = old.block.body if old.block is not None else 0
        if old.source.fault is not None or any(span.start < body for span in change.replaced):
            return False
        return any(each.span == new.top and (each.name, each.message) not in self._reported for each in found)


def _path(diagnostic: Diagnostic) -> str | None:
    """Return the path of the file next to the card that something was found in; None if it was in the card."""
    return diagnostic.file.path if diagnostic.file is not None else None


def _overlap(one: Span, other: Span) -> bool:
    return one == other or (one.start < other.end and other.start < one.end)
