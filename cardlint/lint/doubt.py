"""Whether the structure of a card's YAML is in doubt, and which repairs must then wait.

An item below the wrong key is still visible to its author. A repair that deletes the key above it would move the item to another
list, or lose it. So while it is unclear what belongs together, no repair deletes or moves anything, whichever rule offers it.
While the YAML cannot be read, no repair changes anything below the first error, except those of that error.
"""

import re
from collections.abc import Iterable

from cardlint.card.analysis import PerCard
from cardlint.card.card import Card
from cardlint.card.front_matter.fences import Defect
from cardlint.card.front_matter.node import Entry, Mapping, Node, Scalar, is_same_data, walk
from cardlint.card.front_matter.reader import FrontMatter, Problem, ProblemKind
from cardlint.findings.diagnostic import Edit
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

_MARKS_ALONE = pattern(
    r"(?:[\s,:\[\]{}'\"\x00-\x1f\x7f-\x9f\ufeff\uff1a\ufe55\u2236\ua789\u02d0\u2010-\u2015\u2022\u2043\u2212]|<!--|-->|-{3,})*"
)
"""Separators, and what is taken for one, without content of their own: repairs of broken YAML delete them."""

_ITEM_BELOW = pattern(r"\n[ \t]*-[ \t]")
"""The beginning of an item that is not on the first line."""

_TOP_LEVEL_NAME = pattern(r"^[A-Za-z_][\w.-]*(?=[ \t]*:(?:\s|\Z))", re.MULTILINE)


_ODD_KEY = pattern(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""The beginning of a key with a space that YAML does not know as one: the line was meant to be indented."""

_BREAKING = frozenset(
    (
        ProblemKind.SYNTAX,
        ProblemKind.TAB_INDENTATION,
        ProblemKind.CONTROL_CHARACTER,
        ProblemKind.UNDEFINED_ALIAS,
        ProblemKind.BAD_MERGE,
        ProblemKind.MANY_DOCUMENTS,
    )
)


def waits(card: Card, edits: Iterable[Edit], *, answers_error: bool = False) -> bool:
    """Return whether ``edits`` would delete or move part of the front matter, below its opening fence, while its structure is in doubt.

    Below an error of the YAML, edits that do not answer it (``answers_error``) wait whatever they do.
    """
    block = card.block
    if block is None:
        return False
    inside = [
        each
        for each in edits
        if each.span.start < block.body and block.opening.start < each.span.end and each.span != block.opening
    ]
    if not inside or not (doubt := _find_doubt(card)).structure:
        return False
    if not answers_error and any(doubt.readable < each.span.end <= block.content.end for each in inside):
        return True
    text = card.source.text
    return any(takes_away(text, each) or (doubt.items and _changes_indentation(text, each)) for each in inside)


def takes_away(text: str, edit: Edit) -> bool:
    """Return whether ``edit`` deletes content or a line of ``text``. Replacing a value with another one is fine."""
    old, new = text[edit.span.start : edit.span.end], edit.text
    if not _MARKS_ALONE.fullmatch(old):
        return _MARKS_ALONE.fullmatch(new) is not None or old.count("\n") > new.count("\n")
    return False


def is_in_doubt(front_matter: FrontMatter) -> bool:
    """Return whether the YAML was not read to its end, or gives a field two values, one of which may belong elsewhere."""
    if not front_matter.complete:
        return True
    twins = [each for each in front_matter.problems if each.kind is ProblemKind.DUPLICATE_KEY]
    if not twins or front_matter.root is None:
        return False
    entries = _entries(front_matter.root)
    return any(
        each.other is None or not _is_clear(entries.get(each.other.start), entries.get(each.span.start))
        for each in twins
    )


class _Doubt(NamedTuple):
    """What is in doubt: the structure, and whether an item with the wrong indentation may belong to another field.

    ``readable`` is the offset after the line with the first error of the YAML.
    """

    structure: bool
    items: bool
    readable: int


@PerCard
def _find_doubt(card: Card) -> _Doubt:
    front_matter, block = card.front_matter, card.block
    if front_matter is None or block is None:
        return _Doubt(structure=False, items=False, readable=0)
    readable = _first_error(card, front_matter)
    structure = (
        block.defect in (Defect.UNCLOSED, Defect.UNFENCED)
        or is_in_doubt(front_matter)
        or _swallows_an_item(card.source.text, front_matter)
        or _has_odd_keys(front_matter)
        or readable < block.content.end
    )
    return _Doubt(structure, structure and _repeats_a_field(card, front_matter), readable)


def _first_error(card: Card, front_matter: FrontMatter) -> int:
    """Return the end of the line with the first error that keeps readers from reading the YAML; otherwise the end of the text."""
    text = card.source.text
    starts = [_start(text, each) for each in front_matter.problems if each.kind in _BREAKING]
    return card.source.line_span(min(starts)).end if starts else len(text)


def _start(text: str, problem: Problem) -> int:
    """Return where an error begins: a bracket or a quote that is not closed is noticed only lines later."""
    begin = problem.other.start if problem.kind is ProblemKind.SYNTAX and problem.other is not None else None
    is_opened = begin is not None and text[begin : begin + 1] in ("[", "{", "'", '"')
    return min(begin, problem.span.start) if begin is not None and is_opened else problem.span.start


def _swallows_an_item(text: str, front_matter: FrontMatter) -> bool:
    """Return whether a value continues on a line that looks like an item: ``license: mit`` and an indented ``- en`` are one text."""
    root = front_matter.root
    return root is not None and any(
        isinstance(node, Scalar) and node.plain and _ITEM_BELOW.search(text, node.start, node.end)
        for _, node in walk(root)
    )


def _has_odd_keys(front_matter: FrontMatter) -> bool:
    """Return whether a key begins with a no-break space or the like, so that its line is not where its author put it."""
    root = front_matter.root
    return root is not None and any(
        isinstance(node, Mapping)
        and any(isinstance(entry.key, Scalar) and _ODD_KEY.match(entry.key.text) for entry in node.entries)
        for _, node in walk(root)
    )


def _repeats_a_field(card: Card, front_matter: FrontMatter) -> bool:
    """Return whether a field is written twice, including in the part that a YAML error cut off."""
    if any(each.kind is ProblemKind.DUPLICATE_KEY for each in front_matter.problems):
        return True
    content = card.block.content if card.block is not None else Span(0, 0)
    names = [match[0] for match in _TOP_LEVEL_NAME.finditer(card.source.text, *content)]
    return len(set(names)) < len(names)


def _changes_indentation(text: str, edit: Edit) -> bool:
    """Return whether ``edit`` changes only the white space at the beginning of a line."""
    start = text.rfind("\n", 0, edit.span.start) + 1
    before = text[start : edit.span.end]
    return not before.strip(" \t") and not edit.text.strip(" \t")


class _RankedField(NamedTuple):
    """A field, how many precede it in its mapping, and whether the one directly above it has no value."""

    entry: Entry
    rank: int
    is_below_empty: bool


def _entries(root: Node) -> dict[int, _RankedField]:
    """Return every field by the position of its key."""
    return {
        entry.key.start: _RankedField(entry, rank, rank > 0 and _is_null(node.entries[rank - 1].value))
        for _, node in walk(root)
        if isinstance(node, Mapping)
        for rank, entry in enumerate(node.entries)
    }


def _is_clear(first: _RankedField | None, twin: _RankedField | None) -> bool:
    """Return whether one of two duplicates can be deleted: they are equal, or the first is empty and the other is directly below it.

    What is below one of two lists may have been written for the empty field above it.
    """
    if first is None or twin is None:
        return False
    if is_same_data(first.entry.value, twin.entry.value):
        if not isinstance(twin.entry.value, Scalar) and (first.is_below_empty or twin.is_below_empty):
            return False
        return not _is_null(twin.entry.value) or twin.rank == first.rank + 1
    return _is_null(first.entry.value) and twin.rank == first.rank + 1


def _is_null(value: Node) -> bool:
    return isinstance(value, Scalar) and value.data is None
