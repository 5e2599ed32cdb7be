"""What is reported of a card whose kind is only a guess: nothing above info that depends on the guess, and no repair of it."""

from collections.abc import Iterable, Sequence

from cardlint.config import Config
from cardlint.findings.diagnostic import Applicability, Diagnostic, Severity
from cardlint.findings.source import Span
from cardlint.system.named_tuple import NamedTuple


class _FindingPlace(NamedTuple):
    """The rule of a finding, and where it is; ``path`` is that of a file next to the card."""

    name: str
    span: Span
    path: str | None


def subdued(found: Iterable[Diagnostic], others: Sequence[Iterable[Diagnostic]], config: Config) -> list[Diagnostic]:
    """Return the findings of a card, those that not all ``others`` share as info, or not at all if ``config`` hides info.

    ``others`` has the findings for each other kind that the card could be. A fix stays if all share the
    finding, a safe one only if it is the same for all.
    """
    shared = [{_place(each): each for each in other} for other in others]
    return [each for diagnostic in found if (each := _subdue(diagnostic, shared, config)) is not None]


def _subdue(diagnostic: Diagnostic, shared: Sequence[dict[_FindingPlace, Diagnostic]], config: Config) -> Diagnostic | None:
    same = [other.get(_place(diagnostic)) for other in shared]
    severity = min(Severity.INFO if each is None else each.severity for each in (diagnostic, *same))
    is_shared = None not in same
    if severity < diagnostic.severity and severity < config.least_reported(diagnostic.name):
        return None
    return diagnostic._replace(
        severity=severity,
        fix=diagnostic.fix if is_shared and not _is_safe_here_alone(diagnostic, same) else None,
        is_rejected=diagnostic.is_rejected and is_shared,
    )


def _is_safe_here_alone(diagnostic: Diagnostic, same: Iterable[Diagnostic | None]) -> bool:
    """Return whether the fix is applied without a review although it would be another one if the card were of another kind."""
    fix = diagnostic.fix
    is_safe = fix is not None and fix.applicability is Applicability.SAFE
    return is_safe and any(each is None or each.fix != fix for each in same)


def _place(diagnostic: Diagnostic) -> _FindingPlace:
    return _FindingPlace(diagnostic.name, diagnostic.span, diagnostic.file.path if diagnostic.file is not None else None)
