"""Masks the secrets of a card in its report: in the excerpts, in the messages of every rule, in the titles of fixes."""

from bisect import bisect_left

from cardlint.findings.diagnostic import Diagnostic, Fix, SharedCause
from cardlint.findings.report import Report
from cardlint.findings.secrets.find import find_secrets
from cardlint.findings.secrets.mask import Mask, hidden_places, starred
from cardlint.findings.source import Source, Span


def mask_report(report: Report) -> Report:
    """Return ``report`` with every secret of its card masked; one without secrets is returned as it is."""
    source = report.source
    if not report.diagnostics or not report.may_hold_secrets:
        return report
    hidden = hidden_places(source.text)
    if not hidden:
        return report
    mask = _ReportMask(source.text, hidden)
    shown = Source(starred(source.text, hidden), source.path, source.fault)
    return report._replace(source=shown, diagnostics=[mask.diagnostic(each) for each in report.diagnostics])


class _ReportMask:
    """The secrets of one card, with their positions."""

    def __init__(self, text: str, hidden: list[Span]) -> None:
        self._hidden = hidden
        self._mask = Mask(text)

    def diagnostic(self, each: Diagnostic) -> Diagnostic:
        """Return ``each`` with its message, its labels and its fix masked."""
        fix = None if each.fix is None else self._fix(each.fix)
        related = tuple(place._replace(label=self._mask.text(place.label)) for place in each.related)
        alike = None if each.alike is None else SharedCause(*map(self._mask.text, each.alike))
        return each._replace(message=self._mask.text(each.message), fix=fix, related=related, alike=alike)

    def _fix(self, fix: Fix) -> Fix | None:
        """Return ``fix`` with its title masked; None if it would write a secret, because masking would change the fix."""
        spans = [edit.span for edit in fix.edits]
        writes = any(find_secrets(edit.text) or self._mask.text(edit.text) != edit.text for edit in fix.edits)
        if writes or (len(spans) > 1 and self._holds(Span(min(spans).start, max(spans).end))):
            return None
        return fix._replace(title=self._mask.text(fix.title))

    def _holds(self, span: Span) -> bool:
        """Return whether ``span`` contains part of a secret."""
        place = bisect_left(self._hidden, Span(span.start, span.start))
        near = self._hidden[max(0, place - 1) : place + 1]
        return any(start < span.end and span.start < end for start, end in near)
