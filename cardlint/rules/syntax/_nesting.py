"""Fields that are not indented enough: they stand next to the field that they belong to, which has no value."""

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry, Mapping, Path, Scalar, Sequence, key_text
from cardlint.card.schema.shapes import fields_at
from cardlint.findings.diagnostic import Edit, Fix
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Found

_NAMED = 2


def unnested(card: Card, path: Path, entry: Entry) -> Found | None:
    """Return the finding for the field ``entry`` at ``path`` if it has no value because what follows is not indented enough."""
    parent = card.node(*path[:-1])
    if not isinstance(parent, Mapping) or parent.flow or not _is_unwritten(entry):
        return None
    return _fields_below(card, path, parent, entry) or _items_below(card, path, parent, entry)


def _fields_below(card: Card, path: Path, parent: Mapping, entry: Entry) -> Found | None:
    """Explain ``task:`` followed by ``type: x`` in the same column."""
    kind = card.kind.value
    as_field, as_item = fields_at(kind, path), fields_at(kind, (*path, 0))
    inner = as_field or as_item
    outer = fields_at(kind, path[:-1])
    below: list[Entry] = []
    for each in parent.entries[parent.entries.index(entry) + 1 :]:
        name = key_text(each.key)
        if name not in inner or name in outer:
            break
        below.append(each)
    if not below or len({key_text(each.key) for each in below}) < len(below):
        return None
    names = [quote(key_text(each.key)) for each in below]
    listed = " and ".join(names) if len(names) <= _NAMED else f"{names[0]} and {len(names) - 1} more"
    first = "  " if as_field else "- "
    edit = _shifted(card, entry, Span(below[0].key.start, below[-1].span.end), first, 2)
    return _found(entry, listed, tuple(each.key.span for each in below), edit)


def _items_below(card: Card, path: Path, parent: Mapping, entry: Entry) -> Found | None:
    """Explain ``results:`` at the end of an item, followed by items with the fields of results."""
    sequence, index = card.node(*path[:-2]), path[-2] if len(path) > 1 else None
    if (
        not isinstance(sequence, Sequence)
        or sequence.flow
        or not isinstance(index, int)
        or parent.entries[-1] is not entry
    ):
        return None
    kind = card.kind.value
    inner, outer = fields_at(kind, (*path, 0)), fields_at(kind, path[:-1])
    items = sequence.items[index + 1 :]
    if not items or not all(
        isinstance(item, Mapping) and {*item.data} <= inner and not {*item.data} & outer for item in items
    ):
        return None
    dash = card.source.text.rfind("-", 0, items[0].start)
    column = entry.key.start - card.source.line_span(entry.key.start).start
    edit = _shifted(card, entry, Span(dash, items[-1].end), "", column - (dash - card.source.line_span(dash).start))
    return _found(entry, "the list items", tuple(item.span for item in items), edit)


def _found(entry: Entry, what: str, places: tuple[Span, ...], edit: Edit | None) -> Found:
    name = quote(key_text(entry.key))
    fix = Fix("indent what belongs to it", (edit,)) if edit is not None else None
    are, them = ("is", "it") if places[1:] == () and what[0] == "`" else ("are", "them")
    message = f"{name} has no value, because {what} below it {are} not indented enough; indent {them}"
    return Found(entry.key.span, message, fix, covers=places)


def _shifted(card: Card, entry: Entry, span: Span, first: str, columns: int) -> Edit | None:
    """Indent the lines of ``span`` by ``columns``; ``first`` is written in their place on the first line.

    The edit begins behind the key of ``entry``, because its value, which is null, changes too.
    """
    source = card.source
    line = source.line_span(span.start)
    if source.text[line.start : span.start].strip(" ") or columns < 1:
        return None
    column = span.start - line.start
    written: list[str] = []
    while line.start < span.end:
        text = source.slice(line)
        if not text.strip():
            written.append(text)
        elif text[:column].strip(" "):
            return None
        else:
            added = first if first and not written else " " * columns
            written.append(text[:column] + added + text[column:])
        line = source.line_span(line.end) if line.end < len(source.text) else Span(line.end, line.end + 1)
    end = min(line.start, len(source.text))
    above = source.slice(Span(entry.key.end, source.line_span(span.start).start))
    return Edit(Span(entry.key.end, end), above + "".join(written))


def _is_unwritten(entry: Entry) -> bool:
    value = entry.value
    return isinstance(value, Scalar) and value.data is None and value.start == value.end
