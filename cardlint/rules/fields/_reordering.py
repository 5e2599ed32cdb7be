"""Moves top-level fields line by line, so that comments, quotes and line endings stay as they are written."""

from collections.abc import Sequence
from itertools import pairwise

from cardlint.card.card import Card
from cardlint.card.front_matter import reader
from cardlint.card.front_matter.node import Entry, Mapping, Node, Scalar, is_same_data
from cardlint.findings.diagnostic import Edit, Fix
from cardlint.findings.source import Source, Span
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

_OF_THE_NEXT = pattern(r"#(?!\s*-\s)")  # a comment line, except a commented-out item of the list above
_SETTLED = pattern(r"""['"]|(?:!\S*\s+)?[|>]\d?-""")  # values that end with their own last character, whatever follows


class _Between(NamedTuple):
    """The lines between two fields: those of the one above, blank ones, and the comment on the one below."""

    above: str
    blank: str
    below: str


def reordering(card: Card, wanted: Sequence[Entry]) -> Fix | None:
    """Return the fix that puts the fields in the order ``wanted``, or None if moved lines might change their meaning.

    A field takes along the comment right above it, and comments below it that are not right above the next one. The
    blank lines between fields stay where they are. Safe: the Hub reads fields by name, and the data is compared.
    """
    block, front_matter, root = card.block, card.front_matter, card.root
    if block is None or not block.found or block.closing is None or front_matter is None or root is None:
        return None
    if root.flow or front_matter.problems or front_matter.aliases:
        return None
    source, span = card.source, Span(block.content.start, block.closing.start)
    text = _reorder(source, span, root.entries, wanted)
    if text is None:
        return None
    changed = reader.parse(source.text[: span.start] + text + source.text[span.end :], *span)
    if changed.problems or changed.root is None or not is_same_data(root, changed.root):
        return None
    return Fix("put the fields in the recommended order", (Edit(span, text),))


def _reorder(source: Source, span: Span, entries: Sequence[Entry], wanted: Sequence[Entry]) -> str | None:
    """Return the lines of the front matter, which is at ``span``, with its fields in the order ``wanted``."""
    if any(source.position(entry.key.start).column != 1 for entry in entries):
        return None
    lines = [Span(entry.key.start, source.line_span(max(entry.span.end - 1, entry.key.start)).end) for entry in entries]
    edges = [Span(span.start, span.start), *lines, Span(span.end, span.end)]
    between = [_between(source.text[above.end : below.start]) for above, below in pairwise(edges)]
    top, *behind = (each for each in between if each is not None)
    if None in between or (top.below and wanted[0] is not entries[0]):  # a comment on that field, or on all of them
        return None
    if wanted[-1] is not entries[-1] and not all(_is_settled(source, each) for each in (wanted[-1], entries[-1])):
        return None
    fields = {
        entry.key.start: before.below + source.slice(own) + after.above
        for entry, own, before, after in zip(entries, lines, (top, *behind), behind, strict=False)
    }
    parts = [top.above, top.blank]
    for entry, after in zip(wanted, behind, strict=True):
        parts += [fields[entry.key.start], after.blank]
    return "".join((*parts, behind[-1].below))


def _between(text: str) -> _Between | None:
    """Return the parts of the lines between two fields; None if they contain more than comments."""
    lines = [f"{line}\n" for line in text.split("\n")[:-1]]
    if any(line.strip() and not line.lstrip().startswith("#") for line in lines):
        return None
    below = len(lines)
    while below and _OF_THE_NEXT.match(lines[below - 1]):
        below -= 1
    blank = below
    while blank and not lines[blank - 1].strip():
        blank -= 1
    return _Between("".join(lines[:blank]), "".join(lines[blank:below]), "".join(lines[below:]))


def _is_settled(source: Source, entry: Entry) -> bool:
    """Return whether a field means the same at the end of the front matter, where some readers drop the last line ending."""
    node: Node | None = entry.value
    while node is not None and not isinstance(node, Scalar):
        inner = [each.value for each in node.entries] if isinstance(node, Mapping) else node.items
        node = inner[-1] if inner else None
    return node is None or node.plain or _SETTLED.match(source.text, node.start) is not None
