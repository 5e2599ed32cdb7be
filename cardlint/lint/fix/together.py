"""Which fixes of one text can be applied at once: those that do not overlap, and together do no harm."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from cardlint.findings.diagnostic import Diagnostic, Edit
from cardlint.findings.source import Span
from cardlint.lint.fix.edited import Edited
from cardlint.system.named_tuple import NamedTuple

MAX_TRIALS = 60
"""How many groups of fixes are tried in one round to find those that do harm; the rest are skipped."""


class TriedFixes(NamedTuple):
    """Diagnostics whose fixes do no harm together, and those whose fix by itself does harm; all others wait for the next round."""

    harmless: list[Diagnostic]
    harmful: list[Diagnostic]


def try_together(
    text: str, diagnostics: Iterable[Diagnostic], is_harmless: Callable[[Edited, list[Diagnostic]], bool]
) -> TriedFixes:
    """Return which fixes of ``diagnostics`` can be applied at once, according to ``is_harmless`` for the resulting text.

    All are tried at once and, if that does harm, in halves: a few harmful ones among many cost little.
    """
    chosen = _without_overlap(diagnostics)
    harmless: list[Diagnostic] = []
    harmful: list[Diagnostic] = []
    groups = [chosen] if chosen else []
    trials = 0
    while groups:
        group = groups.pop()
        trials += 1
        if trials > MAX_TRIALS:
            harmful += group
        elif is_harmless(apply_fixes(text, harmless + group), harmless + group):
            harmless += group
        elif len(group) > 1:
            half = len(group) // 2
            groups += [group[half:], group[:half]]
        elif not harmless or not is_harmless(apply_fixes(text, group), group):
            harmful += group
    return TriedFixes(harmless, harmful)


def apply_fixes(text: str, diagnostics: Iterable[Diagnostic]) -> Edited:
    """Return ``text`` with the fixes of ``diagnostics`` applied."""
    return Edited(text, (edit for each in diagnostics for edit in _edits(each)))


def _without_overlap(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return those that can be fixed in one round: of two fixes that touch, the first; the other waits for the next round."""
    chosen: list[Diagnostic] = []
    taken: list[Span] = []  # sorted, and without overlap
    for each in diagnostics:
        spans = sorted(edit.span for edit in _edits(each))
        if all(_is_free(taken, span) for span in spans):
            chosen.append(each)
            for span in spans:
                taken.insert(bisect_left(taken, span), span)
    return chosen


def _is_free(taken: list[Span], span: Span) -> bool:
    """Return whether ``span`` does not overlap another fix, or insert where another does: the order would be a guess."""
    at = bisect_left(taken, span)
    return not any(
        span == other or (span.start < other.end and other.start < span.end) for other in taken[max(0, at - 1) : at + 1]
    )


def _edits(diagnostic: Diagnostic) -> Iterator[Edit]:
    yield from diagnostic.fix.edits if diagnostic.fix is not None else ()
