"""Edits of front matter that keep everything around them: comments, order, quotes, indentation, line ends.

Each function returns the edits, or None where the text is written in a way that no small edit can keep. Nothing is ever dumped anew.
"""

import json
import re

from cardlint import scalars
from cardlint.card import Card
from cardlint.diagnostic import Edit
from cardlint.node import Entry, Mapping, Node, Scalar, Sequence
from cardlint.pattern import pattern
from cardlint.source import Source, Span

_PLAIN = pattern(r"[A-Za-z0-9_(/.][^\x00-\x1f:#,\[\]{}&*!|>'\"%@`\x7f-\x9f\u2028\u2029]*(?<! )")


def written(value: str) -> str:
    """Return how to write ``value`` in YAML so that every reader gets that string: plain where that is safe, else quoted."""
    plain = _PLAIN.fullmatch(value) and scalars.read(value) == value and not scalars.differs(value)
    return value if plain else json.dumps(value, ensure_ascii=False)


def replace(source: Source, node: Node, value: str) -> Edit:
    """Write the string ``value`` in place of a scalar, in the quotes that it has."""
    quote = source.text[node.start : node.start + 1]
    if quote in ("'", '"') and quote not in value and "\\" not in value and value.isprintable():
        return Edit(node.span, quote + value + quote)
    return Edit(node.span, written(value))


def quote(source: Source, node: Node) -> Edit:
    """Put a plain scalar in quotes, as it is written."""
    return Edit(node.span, json.dumps(source.slice(node.span), ensure_ascii=False))


def rename(entry: Entry, name: str) -> Edit:
    """Give a field another name."""
    return Edit(entry.key.span, written(name))


def wrap(source: Source, node: Node) -> Edit | None:
    """Make a list of one out of a scalar or a flow collection on one line."""
    text = source.slice(node.span)
    if "\n" in text or not text:
        return None
    if isinstance(node, Scalar) and node.plain and re.search(r"[,\[\]{}]", text):
        text = json.dumps(node.text, ensure_ascii=False)
    return Edit(node.span, f"[{text}]")


def delete_entry(source: Source, mapping: Mapping, entry: Entry) -> Edit | None:
    """Delete a field with its value and the comment behind it."""
    if mapping.flow:
        return _delete_between([each.span for each in mapping.entries], mapping.entries.index(entry), mapping.span)
    return _delete_lines(source, entry.span)


def delete_item(source: Source, sequence: Sequence, index: int) -> Edit | None:
    """Delete an item of a list."""
    item = sequence.items[index]
    if sequence.flow:
        return _delete_between([each.span for each in sequence.items], index, sequence.span)
    dash = source.text.rfind("-", 0, max(item.start, 1))
    if dash < 0 or source.text[dash + 1 : item.start].strip():
        return None
    return _delete_lines(source, Span(dash, max(item.end, dash + 1)))


def insert_field(card: Card, name: str, value: str, after: str | None = None) -> Edit | None:
    """Add a field, ``value`` being its YAML, behind the field ``after`` or at the end of the front matter."""
    source, block, root = card.source, card.block, card.root
    if block is None or not block.found or root is None or root.flow or not root.entries:
        return None
    if source.position(root.entries[0].key.start).column != 1:
        return None
    end = "\r\n" if "\r\n" in source.text[block.opening.end : block.content.start] else "\n"
    entry = root.index.get(after) if after is not None else None
    last = entry if entry is not None else root.entries[-1]
    at = source.line_span(max(last.span.end - 1, last.key.start)).end
    if at > block.content.end:  # the last line of the content: its line end belongs to the closing fence
        return Edit(Span(block.content.end, block.content.end), f"{end}{name}: {value}")
    return Edit(Span(at, at), f"{name}: {value}{end}")


def _delete_lines(source: Source, span: Span) -> Edit | None:
    """Delete the whole lines of ``span``, provided that nothing but a comment shares them."""
    first = source.line_span(span.start)
    last = source.line_span(max(span.end - 1, span.start))
    before = source.text[first.start : span.start]
    behind = source.text[span.end : last.end].strip()
    if before.strip() or (behind and not behind.startswith("#")):
        return None
    return Edit(Span(first.start, last.end), "")


def _delete_between(spans: list[Span], index: int, whole: Span) -> Edit | None:
    """Delete one part of a flow collection with one comma."""
    if len(spans) == 1:
        return Edit(Span(whole.start + 1, whole.end - 1), "")
    if index + 1 < len(spans):
        return Edit(Span(spans[index].start, spans[index + 1].start), "")
    return Edit(Span(spans[index - 1].end, spans[index].end), "")
