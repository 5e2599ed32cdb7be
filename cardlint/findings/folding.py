"""Findings with one cause become one: a card with ten empty fields gets one finding that names them, not ten.

Only what is reported is folded. Fixes, suppression comments, baselines and ``--diff-from`` work with the separate findings.
"""

from collections.abc import Hashable, Iterable

from cardlint.findings.diagnostic import Applicability, Diagnostic, Edit, Fix, Related, SharedCause

_LONGEST = 120
"""How long the message of several may become by naming more than one of them, in characters."""

_NAMED = 3
"""How many of them are named at most."""


def fold(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return ``diagnostics`` with those that are alike folded into the first of them, which lists the others as related places."""
    groups: dict[Hashable, list[Diagnostic]] = {}
    for number, each in enumerate(diagnostics):
        groups.setdefault(_kind(each) if each.alike is not None else number, []).append(each)
    return [_folded(group, group[0].alike) for group in groups.values()]


def _kind(each: Diagnostic) -> Hashable:
    """Return what findings must have in common to be folded."""
    alike = each.alike
    file = each.file.path if each.file is not None else None
    return each.name, each.severity, each.is_rejected, file, alike and (alike.what, alike.advice)


def _folded(group: list[Diagnostic], alike: SharedCause | None) -> Diagnostic:
    first, *rest = group
    if alike is None or not rest:
        return first
    related = tuple(Related(each.span, each.alike.label) for each in rest if each.alike is not None)
    return first._replace(message=_message(alike, group), fix=_together(group), related=related, alike=None)


def _message(alike: SharedCause, group: list[Diagnostic]) -> str:
    names = list(dict.fromkeys(each.alike.name for each in group if each.alike is not None and each.alike.name))
    message = _sentence(alike, len(group), names, 1)
    for count in range(2, min(_NAMED, len(names)) + 1):
        longer = _sentence(alike, len(group), names, count)
        if len(longer) > _LONGEST:
            break
        message = longer
    return message


def _sentence(alike: SharedCause, count: int, names: list[str], named: int) -> str:
    """Return the message of ``count`` findings that names the first ``named`` of them."""
    listed = ", ".join((*names[:named], "…") if len(names) > named else names)
    advice = f"; {alike.advice}" if alike.advice else ""
    return f"{count} {alike.what}{f' ({listed})' if names else ''}{advice}"


def _together(group: list[Diagnostic]) -> Fix | None:
    """Return one fix that makes the edits of all: of the safe fixes, or of the unsafe ones if there are no others."""
    fixes = [each.fix for each in group if each.fix is not None and each.fix.rename is None]
    if not fixes:
        return None
    safe = [fix for fix in fixes if fix.applicability is Applicability.SAFE]
    made: list[Edit] = []
    used: list[Fix] = []
    for fix in safe or fixes:
        new = [edit for edit in fix.edits if edit not in made]
        if not any(_overlap(one, other) for one in new for other in made):
            made += new
            used.append(fix)
    title = used[0].title if len(used) == 1 else f"{used[0].title}, and {_more(len(used) - 1)}"
    return Fix(title, tuple(sorted(made)), used[0].applicability)


def _overlap(one: Edit, other: Edit) -> bool:
    return one.span == other.span or (one.span.start < other.span.end and other.span.start < one.span.end)


def _more(count: int) -> str:
    return "1 similar fix" if count == 1 else f"{count} similar fixes"
