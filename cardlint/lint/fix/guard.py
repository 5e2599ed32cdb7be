"""Whether fixes do what they are for: the finding that each answers is gone afterwards, and there is no new error.

A fix that does not is worse than none: it changes what somebody wrote, and the next run has the same complaint about the change.
"""

from collections import Counter
from collections.abc import Callable

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Diagnostic, Severity
from cardlint.findings.source import Span
from cardlint.lint.fix.edited import Edited, meets
from cardlint.lint.linter import Linter


class Guard:
    """Checks what becomes of one card, of which ``found`` was reported, and keeps the last answer for the round that follows."""

    def __init__(
        self, linter: Linter, found: list[Diagnostic], most: int, is_wanted: Callable[[Diagnostic], bool]
    ) -> None:
        """``is_wanted``: whether a finding has a fix that a further round makes."""
        self._linter = linter
        self._most = most
        self._is_wanted = is_wanted
        self._places: dict[str, list[Span]] = {}  # of what was found, by rule
        for each in found:
            if each.file is None:
                self._places.setdefault(each.name, []).append(each.span)
        self.checked: tuple[Card, list[Diagnostic]] | None = None
        """The card that was looked at last, and what was found in it."""

    def are_answered(self, old: Card, new: Card, change: Edited, fixed: list[Diagnostic]) -> bool:
        """Return whether ``new``, which is ``old`` with ``change``, has no finding that ``fixed`` had, and no error that is new."""
        found = self._linter.check(new, self._most)
        self.checked = new, found
        here = [each for each in found if each.file is None]
        return not any(self._is_left(each, here, change) for each in fixed) and not self._has_new_error(
            old, here, change
        )

    def _is_left(self, fixed: Diagnostic, found: list[Diagnostic], change: Edited) -> bool:
        """Return whether one of ``found`` says the same as ``fixed`` at its place; or of an error something else, without a fix."""
        if fixed.fix is not None and fixed.fix.rename is not None:  # the card gets its name when all is written
            return False
        place = change.moved(fixed.span)
        return any(
            each.name == fixed.name
            and _overlap(each.span, place)
            and (each.message == fixed.message or (fixed.severity is Severity.ERROR and not self._is_wanted(each)))
            for each in found
        )

    def _has_new_error(self, old: Card, found: list[Diagnostic], change: Edited) -> bool:
        """Return whether one of ``found`` is an error that was not there, and that no further fix repairs.

        What is found in front matter that could not be read to its end before was there all the time, unless an edit wrote it.
        """
        was_read = old.front_matter is None or (old.front_matter.complete and old.block is not None and old.block.found)
        counts = Counter(each.name for each in found)
        more = {name for name, count in counts.items() if count > len(self._places.get(name, ()))}  # the rest was moved
        return any(
            each.severity is Severity.ERROR
            and each.name in more
            and not self._is_wanted(each)
            and not any(_overlap(each.span, change.moved(span)) for span in self._places.get(each.name, ()))
            and (was_read or meets(change.written, each.span))
            for each in found
        )


def _overlap(one: Span, other: Span) -> bool:
    return one == other or (one.start < other.end and other.start < one.end)
