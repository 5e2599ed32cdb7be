"""Reports on a card whose kind is only a guess: findings that depend on the guess are at most info, and have no fix."""

from collections.abc import Iterable, Sequence
from typing import Any

from cardlint.card.card import Card
from cardlint.config import Config
from cardlint.findings.diagnostic import Applicability, Diagnostic, Fix, Severity
from cardlint.findings.source import Source, Span
from cardlint.system.named_tuple import NamedTuple


class _FindingPlace(NamedTuple):
    """The rule of a finding, and where it is; ``path`` is that of a file next to the card."""

    name: str
    span: Span
    path: str | None


def subdued(
    card: Card, found: Iterable[Diagnostic], others: Sequence[Iterable[Diagnostic]], config: Config
) -> list[Diagnostic]:
    """Return the findings in ``card``. Those that not all ``others`` share become info, or are left out if ``config`` hides info.

    ``others`` has the findings for each other possible kind of the card. A fix stays if it is the same for all of them or loses
    nothing; an unsafe one, which is reviewed, if all share the finding.
    """
    shared = [{_place(each): each for each in other} for other in others]
    result = []
    for each in found:
        same = [other.get(_place(each)) for other in shared]
        severity = min(Severity.INFO if other is None else other.severity for other in (each, *same))
        if severity == each.severity or severity >= config.least_reported(each.name):
            fix = each.fix if each.fix is not None and _may_stay(card, each, each.fix, same) else None
            result.append(each._replace(severity=severity, fix=fix, is_rejected=each.is_rejected and None not in same))
    return result


def _may_stay(card: Card, diagnostic: Diagnostic, fix: Fix, same: Sequence[Diagnostic | None]) -> bool:
    """Return whether ``fix`` is right for every kind. ``same``: the finding for each other kind, if it is one there."""
    if all(other is not None and other.fix == fix for other in same):
        return True
    if None not in same:
        return fix.applicability is Applicability.UNSAFE
    return fix.applicability is Applicability.SAFE and diagnostic.file is None and _loses_nothing(card, fix)


def _loses_nothing(card: Card, fix: Fix) -> bool:
    """Return whether ``fix`` only removes fields without a value."""
    text = card.source.text
    for span, new in sorted(fix.edits, reverse=True):
        text = text[: span.start] + new + text[span.end :]
    after = Card(Source(text, card.source.path), card.kind)
    return after.body == card.body and _valued(after) == _valued(card)


def _valued(card: Card) -> list[tuple[Any, Any]]:
    return [(name, value) for name, value in card.fields.items() if value is not None]


def _place(diagnostic: Diagnostic) -> _FindingPlace:
    return _FindingPlace(
        diagnostic.name, diagnostic.span, diagnostic.file.path if diagnostic.file is not None else None
    )
