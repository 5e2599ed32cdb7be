"""Repairs cards: applies fixes in rounds, and skips those that would damage anything else.

Edits replace text at spans; YAML is never dumped again. After every round the card is parsed again, and ``harm`` compares the two;
then the new card is checked, and ``guard`` asks whether the findings are gone and no new error is there. The files next to a card are
repaired with it.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeAlias

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.config import Config
from cardlint.findings.diagnostic import Applicability, Diagnostic, Fix, by_file
from cardlint.findings.failure import is_failure
from cardlint.findings.source import Fault, Source, Span
from cardlint.lint.fix.edited import Edited
from cardlint.lint.fix.guard import Guard
from cardlint.lint.fix.harm import is_harmless, is_harmless_in_file
from cardlint.lint.fix.together import apply_fixes, try_together
from cardlint.lint.linter import Linter
from cardlint.system.named_tuple import NamedTuple

MAX_ROUNDS = 400
"""How many rounds may run until nothing changes. Real cards need at most five; one with a broken list needs one per item."""

MAX_READ = 1_500_000
"""How many characters all rounds may read, so that a large card with one finding per round does not take hours."""

_LEAST_ROUNDS = 10

MOST_PER_RULE = 10_000
"""The most fixes of one rule in one round: more than are reported, so that a long list does not take a hundred rounds."""


_DEFAULT = Config()
_NOTHING: Mapping[str, str] = {}

Choice: TypeAlias = Callable[[Source, list[Diagnostic]], list[Diagnostic]]
"""Returns the findings in a text that should be repaired."""


def _all(_source: Source, found: list[Diagnostic]) -> list[Diagnostic]:
    return found


class Fixed(NamedTuple):
    """A card after its fixes, the diagnostics that were repaired, and those that remain because their fix was skipped.

    The card's repository has the repaired files next to it as ``edited``.
    """

    card: Card
    applied: list[Diagnostic]
    dropped: list[Diagnostic]
    failures: list[Diagnostic]  # of cardlint itself: what a failed rule would have repaired is missing


class Round(NamedTuple):
    """One round of fixes: the card before and after, the edits, and the findings that were skipped because their fix does harm."""

    before: Card
    after: Card
    change: Edited
    files: dict[str, Edited]  # the changes to the files next to the card, by path
    applied: list[Diagnostic]
    dropped: list[Diagnostic]
    failures: list[Diagnostic]  # of cardlint itself


class _HarmfulFix(NamedTuple):
    """A fix that did harm, identified by its rule, its file (None is the card itself) and its place."""

    name: str
    path: str | None
    span: Span


def fix_text(
    text: str,
    path: str = "README.md",
    *,
    kind: Kind | str | None = None,
    unsafe: bool = False,
    config: Config = _DEFAULT,
) -> str:
    """Return a card given as ``text`` with its safe fixes applied, and with ``unsafe`` the likely ones too.

    ``kind`` is inferred if it is not given.
    """
    given = Kind(kind) if kind is not None else config.kind
    return fix_card(Card(Source(text, path), given), config, unsafe=unsafe).card.source.text


def fix_card(card: Card, config: Config | Linter, *, unsafe: bool = False, choose: Choice = _all) -> Fixed:
    """Return the card with every fix whose finding ``config`` reports: the safe ones, and on request the unsafe ones.

    For many cards, pass the linter that checks them. ``choose`` selects the findings to repair in each round. Fixes are
    applied until nothing changes, so a second call finds nothing to do.
    """
    applied: list[Diagnostic] = []
    dropped: list[Diagnostic] = []
    failures: list[Diagnostic] = []
    for each in rounds(card, config, unsafe=unsafe, choose=choose):
        card = each.after
        applied += each.applied
        dropped = each.dropped
        failures = each.failures or failures
    return Fixed(card, applied, dropped, failures)


def rounds(card: Card, config: Config | Linter, *, unsafe: bool = False, choose: Choice = _all) -> Iterator[Round]:
    """Yield the rounds that repair ``card`` and the files next to it; the last one finds nothing to do."""
    linter = config if isinstance(config, Linter) else Linter(config)
    harmful: set[_HarmfulFix] = set()
    is_retried = True  # nothing was repaired since the harmful fixes were last tried
    seen = {_state(card)}
    checked: tuple[Card, list[Diagnostic]] | None = None
    for _ in range(_most_rounds(len(card.source.text))):
        everything = checked[1] if checked is not None and checked[0] is card else linter.check(card, MOST_PER_RULE)
        failures = [each for each in everything if is_failure(each)]
        found = choose(card.source, everything)
        strays = frozenset(card.source.strays())
        if card.source.fault is Fault.LONG:
            # The rest of the card was not read, so it cannot be written.
            found = [each for each in found if each.file is not None]
        wanted = [each for each in found if _is_wanted(each, unsafe) and (not strays or _can_be_written(each, strays))]
        guard = Guard(linter, everything, MOST_PER_RULE, partial(_is_wanted, unsafe=unsafe))
        step, left = _round(card, wanted, harmful, failures, guard)
        checked = guard.checked
        yield step
        if not step.applied and not left:
            if is_retried or not step.dropped:
                return
            harmful.clear()  # a fix that did harm may be harmless after other repairs
            is_retried = True
        elif step.applied:
            is_retried = False
            if _state(step.after) in seen:
                return  # rules undo each other's fixes
            seen.add(_state(step.after))
        harmful = {_follow(fix, step) for fix in harmful.union(map(_key, left))}
        card = step.after


def _most_rounds(size: int) -> int:
    """Return how many rounds a text of ``size`` characters may take."""
    return min(MAX_ROUNDS, max(_LEAST_ROUNDS, MAX_READ // (size + 1)))


def apply(text: str, fixes: Iterable[Fix]) -> str:
    """Return ``text`` with ``fixes`` applied, which must not overlap."""
    return Edited(text, (edit for fix in fixes for edit in fix.edits)).text


def _is_wanted(diagnostic: Diagnostic, unsafe: bool) -> bool:
    return diagnostic.fix is not None and (unsafe or diagnostic.fix.applicability is Applicability.SAFE)


def _can_be_written(diagnostic: Diagnostic, strays: frozenset[int]) -> bool:
    """Return whether the result can be written: the fix must replace every byte that could not be decoded."""
    edits = diagnostic.fix.edits if diagnostic.fix is not None else ()
    return diagnostic.file is not None or strays.issubset(edit.span.start for edit in edits)


def _round(
    card: Card, wanted: list[Diagnostic], harmful: set[_HarmfulFix], failures: list[Diagnostic], guard: Guard
) -> tuple[Round, list[Diagnostic]]:
    """Apply the fixes of ``wanted`` that can be applied; return the round, and those whose fix does harm now."""
    dropped = [each for each in wanted if _key(each) in harmful]
    applied: list[Diagnostic] = []
    left: list[Diagnostic] = []
    change = Edited(card.source.text, ())
    files: dict[str, Edited] = {}
    for file, found in by_file(each for each in wanted if _key(each) not in harmful):
        text = (file or card.source).text
        check_harm = (
            partial(_is_harmless, card, guard) if file is None else partial(_is_harmless_in_file, card, guard, file)
        )
        tried = try_together(text, found, check_harm)
        applied += tried.harmless
        left += tried.harmful
        if file is None:
            change = apply_fixes(text, tried.harmless)
        elif tried.harmless:
            files[file.path] = apply_fixes(text, tried.harmless)
    names = [each.fix.rename for each in applied if each.fix is not None and each.fix.rename is not None]
    after = _apply(card, change, names[0] if names else None, {path: each.text for path, each in files.items()})
    if guard.checked is not None and not names and not files and guard.checked[0].source.text == after.source.text:
        after = guard.checked[0]  # the next round need not check it again
    return Round(card, after, change, files, applied, dropped, failures), left


def _is_harmless(card: Card, guard: Guard, change: Edited, fixed: list[Diagnostic]) -> bool:
    new = _apply(card, change)
    return is_harmless(card, new, change) and guard.are_answered(card, new, change, fixed)


def _is_harmless_in_file(card: Card, guard: Guard, file: Source, change: Edited, fixed: list[Diagnostic]) -> bool:
    if not is_harmless_in_file(file, change):
        return False
    new = _apply(card, Edited(card.source.text, ()), files={file.path: change.text})
    return guard.are_answered_in_file(new, file.path, change, fixed)


def _apply(card: Card, change: Edited, name: str | None = None, files: Mapping[str, str] = _NOTHING) -> Card:
    """Return ``card`` with ``change``, under a new name if one is given, and with new texts of files next to it, by path.

    It keeps its kind if everything that shows the kind was read.
    """
    if not change.edits and name is None and not files:
        return card
    source, repository, front_matter = card.source, card.repository, card.front_matter
    is_read = source.fault is None and front_matter is not None and front_matter.complete
    path = source.path if name is None else os.path.join(os.path.dirname(source.path), name)
    new = Source(change.text, path) if change.edits else Source(source.text, path, source.fault, source.content)
    if repository is not None and files:
        repository = repository.with_edited(files)
    if not is_read:
        return Card(new, card.stated_kind, repository)
    return Card(new, card.kind, repository, card.rivals)


def _key(diagnostic: Diagnostic) -> _HarmfulFix:
    return _HarmfulFix(diagnostic.name, diagnostic.file.path if diagnostic.file is not None else None, diagnostic.span)


def _follow(fix: _HarmfulFix, step: Round) -> _HarmfulFix:
    """Return ``fix`` at its place after the round."""
    change = step.change if fix.path is None else step.files.get(fix.path)
    return fix._replace(span=change.moved(fix.span)) if change is not None else fix


def _state(card: Card) -> int:
    """Return a key for the card, its name, and the files next to it."""
    files = card.repository.edited if card.repository is not None else {}
    return hash((card.source.text, card.source.path, *sorted(files.items())))
