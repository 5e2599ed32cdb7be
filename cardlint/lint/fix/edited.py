"""A text with edits in it, and where its places are afterwards."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import attrgetter

from cardlint.findings.diagnostic import Edit
from cardlint.findings.source import Span

_START, _END = attrgetter("start"), attrgetter("end")


class Edited:
    """What becomes of the text ``old`` when ``edits``, which must not overlap, are made in it."""

    __slots__ = ("_shifts", "edits", "replaced", "text", "written")

    def __init__(self, old: str, edits: Iterable[Edit]) -> None:
        self.edits = sorted(edits)
        self.replaced = [edit.span for edit in self.edits]  # places of the old text
        self.written: list[Span] = []  # places of the new one
        self._shifts = [0]  # of what stands behind the first edit, the second ...
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
        """Return where the text at ``span`` stands now; what is inserted at either end of it is no part of it."""
        start = span.start + self._shifts[bisect_right(self.replaced, span.start, key=_END)]
        end = span.end + self._shifts[bisect_left(self.replaced, span.end, key=_START)]
        return Span(start, max(start, end))

    def changes(self, span: Span) -> bool:
        """Return whether an edit replaces something of the old text at ``span``, or inserts something within it."""
        at = bisect_right(self.replaced, span.start, key=_END)
        return at < len(self.replaced) and self.replaced[at].start < span.end


def meets(places: list[Span], span: Span) -> bool:
    """Return whether ``span`` overlaps one of ``places``, which are sorted and do not overlap, or stands at an end of one."""
    at = bisect_left(places, span.start, key=_END)
    return at < len(places) and places[at].start <= span.end
