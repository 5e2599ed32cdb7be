"""Repairs cards: applies fixes in rounds, and leaves out those that would harm what they do not name.

Edits replace text at spans; nothing is dumped anew. After every round the card is parsed again, and ``harm`` compares the two.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from cardlint.card import Card
from cardlint.config import Config
from cardlint.diagnostic import Applicability, Diagnostic, Fix
from cardlint.fix.edited import Edited
from cardlint.fix.harm import is_harmless
from cardlint.kind import Kind
from cardlint.lint import lint
from cardlint.source import Source, Span

MAX_ROUNDS = 400
"""Rounds until nothing changes. Real cards need at most five, one with a broken list a round an item."""

MAX_TRIALS = 60
"""Groups of fixes that are tried in one round, to find those that do harm; what is then untried is left out."""

MOST_PER_RULE = 10_000
"""Fixes of one rule in one round: more than are reported, lest a long list take a hundred rounds."""


_DEFAULT = Config()

Choice: TypeAlias = Callable[[Source, list[Diagnostic]], list[Diagnostic]]
"""Returns those of the findings in a text that are to be repaired."""


def _all(_source: Source, found: list[Diagnostic]) -> list[Diagnostic]:
    return found


class Fixed(NamedTuple):
    """A card after its fixes, the diagnostics that were repaired, and those that are still there, their fix being left out."""

    card: Card
    applied: list[Diagnostic]
    dropped: list[Diagnostic]


class Round(NamedTuple):
    """One round of fixes: what it made of ``before``, by which edits; and what it left alone because its fix does harm."""

    before: Card
    after: Card
    change: Edited
    applied: list[Diagnostic]
    dropped: list[Diagnostic]


def fix_text(
    text: str,
    path: str = "README.md",
    *,
    kind: Kind | str | None = None,
    unsafe: bool = False,
    config: Config = _DEFAULT,
) -> str:
    """Return a card given as ``text`` with its safe fixes, and with ``unsafe`` the good guesses too.

    ``kind`` is inferred where it is not told.
    """
    told = Kind(kind) if kind is not None else config.kind
    return fix_card(Card(Source(text, path), told), config, unsafe=unsafe).card.source.text


def fix_card(card: Card, config: Config, *, unsafe: bool = False, among: Choice = _all) -> Fixed:
    """Return the card with every fix that ``config`` lets report: the safe ones, and the unsafe ones where asked for.

    ``among`` chooses from the findings of each round those to repair. Applied until nothing changes, so that a second
    call finds nothing to do.
    """
    applied: list[Diagnostic] = []
    dropped: list[Diagnostic] = []
    for each in rounds(card, config, unsafe=unsafe, among=among):
        card = each.after
        applied += each.applied
        dropped = each.dropped
    return Fixed(card, applied, dropped)


def rounds(card: Card, config: Config, *, unsafe: bool = False, among: Choice = _all) -> Iterator[Round]:
    """Yield the rounds that repair ``card``; the last one finds nothing to do."""
    harmful: set[tuple[str, Span]] = set()
    is_judged_anew = True  # nothing was repaired since what is harmful was last tried
    seen = {hash(card.source.text)}
    for _ in range(MAX_ROUNDS):
        found = among(card.source, lint(card, config, MOST_PER_RULE))
        wanted = [each for each in found if each.fix is not None and _is_wanted(each.fix, card.source, unsafe)]
        dropped = [each for each in wanted if (each.name, each.span) in harmful]
        applied, left = _harmless(
            card, _without_overlap(each for each in wanted if (each.name, each.span) not in harmful)
        )
        change = _change(card, applied)
        after = _changed(card, change)
        yield Round(card, after, change, applied, dropped)
        if not applied and not left:
            if is_judged_anew or not dropped:
                return
            harmful.clear()  # what did harm to the text as it was may do none to the one that others repaired
            is_judged_anew = True
        elif applied:
            is_judged_anew = False
            if hash(after.source.text) in seen:
                return  # rules undo what others do
            seen.add(hash(after.source.text))
        harmful.update((each.name, each.span) for each in left)
        harmful = {(name, change.moved(span)) for name, span in harmful}
        card = after


def apply(text: str, fixes: Iterable[Fix]) -> str:
    """Return ``text`` with ``fixes``, which must not overlap."""
    return Edited(text, (edit for fix in fixes for edit in fix.edits)).text


def _is_wanted(fix: Fix, source: Source, unsafe: bool) -> bool:
    """Return whether ``fix`` is to be applied. Where bytes are no UTF-8, text is all that can be written: it must replace them all."""
    if not unsafe and fix.applicability is not Applicability.SAFE:
        return False
    strays = source.strays()
    return not strays or strays.keys() <= {edit.span.start for edit in fix.edits}


def _without_overlap(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return those that can be fixed in one round: of two fixes that touch one place, the first; the other has the next round."""
    chosen: list[Diagnostic] = []
    taken: list[Span] = []  # sorted, and without overlap
    for each in diagnostics:
        spans = sorted(edit.span for edit in each.fix.edits) if each.fix is not None else []
        if all(_is_free(taken, span) for span in spans):
            chosen.append(each)
            for span in spans:
                taken.insert(bisect_left(taken, span), span)
    return chosen


def _is_free(taken: list[Span], span: Span) -> bool:
    """Return whether ``span`` overlaps nothing, nor inserts where something else does: their order would be a guess."""
    at = bisect_left(taken, span)
    return not any(
        span == other or (span.start < other.end and other.start < span.end) for other in taken[max(0, at - 1) : at + 1]
    )


def _harmless(card: Card, chosen: list[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Return those fixes that together do no harm, and those that do harm alone; the others have the next round.

    Tried all at once, and where that does harm by halves: the few bad ones among many cost little.
    """
    kept: list[Diagnostic] = []
    harmful: list[Diagnostic] = []
    groups = [chosen] if chosen else []
    trials = 0
    while groups:
        group = groups.pop()
        trials += 1
        if trials > MAX_TRIALS:
            harmful += group
        elif _is_harmless(card, kept + group):
            kept += group
        elif len(group) > 1:
            half = len(group) // 2
            groups += [group[half:], group[:half]]
        elif not kept or not _is_harmless(card, group):
            harmful += group
    return kept, harmful


def _is_harmless(card: Card, diagnostics: list[Diagnostic]) -> bool:
    change = _change(card, diagnostics)
    return is_harmless(card, _changed(card, change), change)


def _change(card: Card, diagnostics: Iterable[Diagnostic]) -> Edited:
    return Edited(card.source.text, (edit for each in diagnostics if each.fix is not None for edit in each.fix.edits))


def _changed(card: Card, change: Edited) -> Card:
    """Return ``card`` with ``change``: of the same kind, unless it could not be read before."""
    if not change.edits:
        return card
    kind = card.kind if card.source.fault is None else card.told_kind
    return Card(Source(change.text, card.source.path), kind, card.repository)
