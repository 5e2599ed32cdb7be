"""Repairs cards: applies fixes in rounds, and keeps only what changes nothing but its own place.

Edits replace text at spans; nothing is dumped anew. After every round the card is parsed again: its data must be the old data but
for the values that the edits touch, and no new YAML problem may appear. A fix that fails this is dropped, and named.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from cardlint.card import Card
from cardlint.config import Config
from cardlint.diagnostic import Applicability, Diagnostic, Edit, Fix
from cardlint.lint import lint
from cardlint.node import Mapping, Path, Scalar, Sequence, key_text, walk
from cardlint.source import Source, Span

MAX_ROUNDS = 25
"""Rounds until nothing changes; real cards need at most four. Two rules that undo each other would go on for ever."""


class Fixed(NamedTuple):
    """A card after its fixes, the diagnostics that were repaired, and those whose fix was dropped."""

    card: Card
    applied: list[Diagnostic]
    dropped: list[Diagnostic]


def fix_card(card: Card, config: Config, *, unsafe: bool = False) -> Fixed:
    """Return the card with every fix that ``config`` lets report: the safe ones, and the unsafe ones where asked for.

    Applied until nothing changes, so that a second call finds nothing to do.
    """
    applied: list[Diagnostic] = []
    dropped: dict[tuple[str, str], Diagnostic] = {}
    if card.source.fault is not None:
        return Fixed(card, applied, [])  # the text is not what the bytes say
    for _ in range(MAX_ROUNDS):
        chosen = _without_overlap(
            each for each in lint(card, config) if _wanted(each, unsafe) and _key(each, card) not in dropped
        )
        if not chosen:
            break
        fixed, kept = _apply_verified(card, chosen)
        dropped.update({_key(each, card): each for each in chosen if each not in kept})
        applied += kept
        card = fixed
    return Fixed(card, applied, list(dropped.values()))


def apply(text: str, fixes: Iterable[Fix]) -> str:
    """Return ``text`` with ``fixes``, which must not overlap."""
    parts = []
    at = 0
    for edit in sorted(edit for fix in fixes for edit in fix.edits):
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join((*parts, text[at:]))


def _wanted(diagnostic: Diagnostic, unsafe: bool) -> bool:
    return diagnostic.fix is not None and (unsafe or diagnostic.fix.applicability is Applicability.SAFE)


def _key(diagnostic: Diagnostic, card: Card) -> tuple[str, str]:
    """Return what tells a dropped fix again in the next round, where its place may have moved."""
    return diagnostic.name, card.source.slice(diagnostic.span)


def _without_overlap(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return those that can be fixed in one round: of two fixes that touch one place, the first; the other has the next round."""
    chosen: list[Diagnostic] = []
    taken: list[Span] = []  # sorted, and without overlap
    for each in diagnostics:
        spans = [edit.span for edit in each.fix.edits] if each.fix is not None else []
        if all(_free(taken, span) for span in spans):
            chosen.append(each)
            for span in spans:
                taken.insert(bisect_left(taken, span), span)
    return chosen


def _free(taken: list[Span], span: Span) -> bool:
    """Return whether ``span`` overlaps nothing, nor inserts where something else does: their order would be a guess."""
    at = bisect_left(taken, span)
    return not any(
        span == other or (span.start < other.end and other.start < span.end) for other in taken[max(0, at - 1) : at + 1]
    )


def _apply_verified(card: Card, chosen: list[Diagnostic]) -> tuple[Card, list[Diagnostic]]:
    """Return the card with as many of ``chosen`` as leave the rest of its data alone, and which these are."""
    fixed = _applied(card, chosen)
    if _keeps_the_rest(card, fixed, chosen):
        return fixed, chosen
    if len(chosen) == 1:
        return card, []
    kept = [each for each in chosen if _keeps_the_rest(card, _applied(card, [each]), [each])]
    fixed = _applied(card, kept)
    return (fixed, kept) if _keeps_the_rest(card, fixed, kept) else (_applied(card, kept[:1]), kept[:1])


def _applied(card: Card, diagnostics: list[Diagnostic]) -> Card:
    text = apply(card.source.text, (each.fix for each in diagnostics if each.fix is not None))
    return Card(Source(text, card.source.path), card.kind, card.repository)


def _keeps_the_rest(old: Card, new: Card, diagnostics: list[Diagnostic]) -> bool:
    """Return whether ``new`` is ``old`` but for the values that the fixes touch, and no worse as YAML."""
    if len(_problems(new)) > len(_problems(old)):
        return False
    if old.front_matter is not None and not old.front_matter.complete:
        return _keeps_what_was_read(old, new)
    if old.root is None or new.root is None:
        return old.root is None
    edits = [edit for each in diagnostics if each.fix is not None for edit in each.fix.edits]
    touched = set(_touched(old.root, sorted(_with_what_it_indents(old.source, edit.span) for edit in edits)))
    inserted = {path for path in _changes(old.fields, new.fields) if not _covered(path, touched)}
    return all(any(_introduces(edit, path) for edit in edits) for path in inserted)


def _keeps_what_was_read(old: Card, new: Card) -> bool:
    """Return whether a repair of the YAML itself left alone what was read before the error, its last field excepted."""
    read = list(old.fields)[:-1]
    return all(name in new.fields and not any(_changes(old.fields[name], new.fields[name])) for name in read)


def _problems(card: Card) -> list[Any]:
    return list(card.front_matter.problems) if card.front_matter is not None else []


def _with_what_it_indents(source: Source, span: Span) -> Span:
    """Return the span of an edit, and of the word behind it where the edit stands in the indentation: it moves that."""
    line = source.line_span(span.end)
    if source.text[line.start : span.end].strip():
        return span
    word = line.end - len(source.text[span.end : line.end].lstrip())
    return Span(span.start, max(span.end, word))


def _touched(root: Mapping, spans: list[Span]) -> Iterator[Path]:
    """Yield the paths of the values, and of the keys, that the edits at ``spans`` change."""
    for path, node in walk(root):
        if isinstance(node, Scalar) and _meets(spans, node.span):
            yield path
        if isinstance(node, Mapping):
            for entry in node.entries:
                if _meets(spans, entry.key.span) or any(
                    span.start <= entry.key.start and entry.span.end <= span.end for span in spans
                ):
                    yield (*path, key_text(entry.key))
        elif isinstance(node, Sequence) and any(
            _meets(spans, Span(max(0, item.start - 2), item.end)) for item in node.items
        ):
            yield path


def _meets(spans: list[Span], place: Span) -> bool:
    at = bisect_left(spans, place)
    return any(span.start <= place.end and place.start <= span.end for span in spans[max(0, at - 1) : at + 1])


def _covered(path: Path, touched: set[Path]) -> bool:
    return any(path[:length] in touched for length in range(1, len(path) + 1))


def _introduces(edit: Edit, path: Path) -> bool:
    """Return whether an edit writes the field at ``path`` itself: a new name, or one that is inserted."""
    return bool(path) and isinstance(path[-1], str) and path[-1] in edit.text


def _changes(old: Any, new: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the paths at which two values differ, as deep as both have them."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old.keys() | new.keys():
            if key not in old or key not in new:
                yield (*path, key)
            else:
                yield from _changes(old[key], new[key], (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _changes(one, other, (*path, index))
    elif type(old) is not type(new) or (old != new and old == old):
        yield path
