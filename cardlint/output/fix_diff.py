"""What a fix does to the lines of a card, as a small diff."""

from cardlint.findings.diagnostic import Fix
from cardlint.findings.source import Source
from cardlint.output.one_edit import one_edit
from cardlint.system.named_tuple import NamedTuple

_MOST_LINES = 8  # of a fix that is shown; of a larger one the title says enough
_MOST_TEXT = 1600  # code points


class FixDiff(NamedTuple):
    """The lines that go and those that come in their place, from ``line`` on."""

    removed: list[str]
    added: list[str]
    line: int

    @property
    def last(self) -> int:
        """The largest line number."""
        return self.line + max(len(self.removed), len(self.added)) - 1


def diff_fix(source: Source, fix: Fix) -> FixDiff | None:
    """Return what ``fix`` does to the lines of ``source``; None where it is too much to show."""
    span, text = one_edit(source, fix)
    start = source.line_span(span.start).start
    end = max(span.end, source.line_span(max(span.start, span.end - 1)).end)
    if end - start + len(text) > _MOST_TEXT:
        return None
    removed = _lines(source.text[start:end])
    added = _lines(source.text[start : span.start] + text + source.text[span.end : end])
    while removed and added and removed[-1] == added[-1]:
        removed.pop()
        added.pop()
    line = source.position(start).line
    while removed and added and removed[0] == added[0]:
        del removed[0], added[0]
        line += 1
    return FixDiff(removed, added, line) if 0 < len(removed) + len(added) <= _MOST_LINES else None


def _lines(text: str) -> list[str]:
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []
