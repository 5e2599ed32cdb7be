"""Which findings are dropped because a more specific rule reported the same place.

A rule reports everything that it sees, and names in ``yields_to`` the more specific rules. It runs after them. What one of them found at
an overlapping place counts even if a comment silences it, or the configuration allows the value: otherwise the comment would bring up a
second finding. A rule that is switched off finds nothing, so nothing yields to it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Found, Rule


class Precedence:
    """What the rules that others yield to have found in one card, and in the files next to it."""

    def __init__(self, stronger: frozenset[str]) -> None:
        """``stronger``: the names of the rules that others yield to."""
        self._stronger = stronger
        self._places: dict[tuple[str, str | None], _Places] = {}  # by the rule and the file's path; None is the card
        self._stops: dict[str, int] = {}  # by rule, the offset from which on it no longer ran

    def record(self, rule: Rule, found: Found) -> None:
        """Note that ``rule`` found something."""
        if rule.name in self._stronger:
            places = self._places.setdefault((rule.name, _path(found)), _Places())
            for span in (found.span, *found.covers):
                places.add(span)

    def stop(self, rule: Rule, found: Found) -> None:
        """Note that ``rule`` found too much, and does not run beyond ``found``."""
        if rule.name in self._stronger:
            self._stops[rule.name] = found.span.start

    def is_reported(self, rule: Rule, found: Found) -> bool:
        """Return whether a rule that ``rule`` yields to has found something at the place of ``found``."""
        span, path = (found.span, _path(found)) if found.cause is None else (found.cause, None)
        for name in rule.yields_to if found.yields_to is None else found.yields_to:
            places = self._places.get((name, path))
            if places is not None and (places.overlap(span) or span.end > self._stops.get(name, _NEVER)):
                return True
        return False


_NEVER = 1 << 62


class _Places:
    """Spans in one text. Adding and searching rarely alternate, so the search structure is built on demand."""

    def __init__(self) -> None:
        self._spans: set[Span] = set()
        self._starts: Sequence[int] = ()
        self._ends: Sequence[int] = ()  # for each start, the farthest end up to there
        self._is_sorted = False

    def add(self, span: Span) -> None:
        self._spans.add(span)
        self._is_sorted = False

    def overlap(self, span: Span) -> bool:
        """Return whether one of the spans shares a character with ``span``, or equals it if it is empty."""
        if not self._is_sorted:
            spans = sorted(self._spans)
            self._starts = [each.start for each in spans]
            self._ends = list(accumulate((each.end for each in spans), max))
            self._is_sorted = True
        before = bisect_left(self._starts, span.end)
        return span in self._spans or (before > 0 and span.start < self._ends[before - 1])


def _path(found: Found) -> str | None:
    return found.file.path if found.file is not None else None
