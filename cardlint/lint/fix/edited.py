"""A text with edits applied, and where its spans are afterwards."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import attrgetter

from cardlint.findings.diagnostic import Edit
from cardlint.findings.source import Span

_START, _END = attrgetter("start"), attrgetter("end")


class Edited:
    """The result of applying ``edits``, which must not overlap, to the text ``old``."""

    __slots__ = ("_shifts", "edits", "replaced", "text", "written")

    def __init__(self, old: str, edits: Iterable[Edit]) -> None:
        self.edits = sorted(edits)
        self.replaced = [edit.span for edit in self.edits]  # spans of the old text
        self.written: list[Span] = []  # spans of the new text
        self._shifts = [0]  # shift of the text after the first edit, the second, ...
        parts = []
        at = 0
        for span, text in self.edits:
            parts += [old[at : span.start], text]
            start = span.start + self._shifts[-1]
            self.written.append(Span(start, start + len(text)))
            self._shifts.append(self._shifts[-1] + len(text) - (span.end - span.start))
            at = span.end
        self.text = "".join((*parts, old[at:]))

    def moved(self, span: Span) -> Span:
        """Return where the text at ``span`` is now, without anything inserted at either end of it."""
        start = span.start + self._shifts[bisect_right(self.replaced, span.start, key=_END)]
        end = span.end + self._shifts[bisect_left(self.replaced, span.end, key=_START)]
        return Span(start, max(start, end))

    def changes(self, span: Span) -> bool:
        """Return whether an edit replaces part of the old text at ``span``, or inserts something within it."""
        at = bisect_right(self.replaced, span.start, key=_END)
        return at < len(self.replaced) and self.replaced[at].start < span.end


def meets(places: list[Span], span: Span) -> bool:
    """Return whether ``span`` overlaps or touches one of ``places``, which are sorted and do not overlap."""
    at = bisect_left(places, span.start, key=_END)
    return at < len(places) and places[at].start <= span.end
