"""Edits of front matter that preserve everything around them: comments, order, quotes, indentation, line endings.

Each function returns the edit, or None if no small edit can preserve the way the text is written. YAML is never dumped.
"""

import json
import re
from bisect import bisect_left

from cardlint.card.card import Card
from cardlint.card.front_matter import scalars
from cardlint.card.front_matter.node import Entry, Mapping, Node, Scalar, Sequence
from cardlint.findings.diagnostic import Edit
from cardlint.findings.source import Source, Span
from cardlint.rule_kit.unwritten import comment_of_item, holds_text
from cardlint.system.lazy_pattern import pattern

_PLAIN = pattern(r"[A-Za-z0-9_(/.][^\x00-\x1f:#,\[\]{}&*!|>'\"%@`\x7f-\x9f\u2028\u2029\ufeff]*(?<! )")
_UNFIT = pattern("[\x7f-\x9f\u2028\u2029\ufeff]")  # JSON leaves them as they are, and YAML reads some as line breaks
_SPACES_AT_END = pattern(r"[ \t]*(?=\r?\n|\Z)")
_PROPERTIES = pattern(r"(?:[&!]\S*[ \t]+)+")


def to_yaml(value: str) -> str:
    """Return ``value`` as YAML that every reader understands as that string: plain if that is safe, otherwise quoted."""
    plain = _PLAIN.fullmatch(value) and scalars.read(value) == value and not scalars.differs(value)
    return value if plain else double_quote(value)


def double_quote(value: str) -> str:
    """Return ``value`` in double quotes."""
    return _UNFIT.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def replace(source: Source, node: Node, value: str) -> Edit:
    """Replace a value with the string ``value``, and keep its quotes."""
    span = value_span(source, node)
    quote = source.text[span.start : span.start + 1]
    if quote in ("'", '"') and quote not in value and "\\" not in value and value.isprintable():
        return Edit(span, quote + value + quote)
    return Edit(span, to_yaml(value))


def quote(source: Source, node: Node) -> Edit:
    """Put a plain scalar in quotes, as it is written."""
    span = value_span(source, node)
    text = source.slice(span)
    return Edit(span, double_quote(node.text if "\n" in text and isinstance(node, Scalar) else text))


def write(source: Source, entry: Entry, value: str) -> Edit:
    """Replace the value of a field with ``value``, which is YAML, or write it after the colon if there is none."""
    if entry.value.start < entry.value.end:
        return Edit(entry.value.span, value)
    at = source.text.index(":", entry.key.end) + 1
    spaces = _SPACES_AT_END.match(source.text, at)
    return Edit(Span(at, spaces.end() if spaces is not None else at), f" {value}")


def rename(entry: Entry, name: str) -> Edit:
    """Give a field another name."""
    return Edit(entry.key.span, to_yaml(name))


def wrap(source: Source, node: Node) -> Edit | None:
    """Wrap a scalar or a flow collection on one line in a list."""
    text = source.slice(node.span)
    if "\n" in text or not text or text.startswith(("&", "!")):
        return None
    if isinstance(node, Scalar) and node.plain and re.search(r"[,\[\]{}]", text):
        text = double_quote(node.text)
    return Edit(node.span, f"[{text}]")


def wrap_block(source: Source, mapping: Mapping) -> tuple[Edit, ...] | None:
    """Wrap a block mapping in a list: a dash before its first key, the rest indented to match."""
    first = source.line_span(mapping.start)
    if mapping.flow or not mapping.entries or source.text[first.start : mapping.start].strip(" "):
        return None
    made = [Edit(Span(mapping.start, mapping.start), "- ")]
    at = first.end
    while at < mapping.end:
        line = source.line_span(at)
        if source.slice(line).strip():
            made.append(Edit(Span(at, at), "  "))
        at = line.end
    return tuple(made)


def unwrap_block(source: Source, outer: Sequence, inner: Sequence) -> tuple[Edit, ...] | None:
    """Move the items of ``inner``, which is ``- - a``, into ``outer``: the first dash is removed, the rest moves to the left."""
    first = source.line_span(inner.start)
    before = source.text[first.start : inner.start]
    dash = first.start + len(before) - len(before.lstrip(" "))
    if outer.flow or inner.flow or before.strip(" ") != "-":
        return None
    made = [Edit(Span(dash, inner.start), "")]
    at = first.end
    while at < inner.end:
        line = source.line_span(at)
        if source.slice(line).strip():
            end = at + inner.start - dash
            if source.text[at:end].strip(" "):
                return None
            made.append(Edit(Span(at, end), ""))
        at = line.end
    return tuple(made)


def delete_entry(source: Source, mapping: Mapping, entry: Entry) -> Edit | None:
    """Delete a field with its value and the comment after it; None if a comment stands in place of a value."""
    if holds_text(source.text, entry):
        return None
    index = bisect_left(mapping.entries, entry.key.start, key=lambda each: each.key.start)
    if index == len(mapping.entries) or mapping.entries[index] is not entry:  # merged in from elsewhere
        return None
    if mapping.flow:
        near = mapping.entries[max(0, index - 1) : index + 2]
        return _delete_between([each.span for each in near], entry.span, mapping)
    return _delete_lines(source, entry.span)


def delete_behind_dash(source: Source, mapping: Mapping) -> tuple[Edit, ...] | None:
    """Delete the first field of a block-style item, so that the dash comes before the next field."""
    if mapping.flow or len(mapping.entries) < 2:
        return None
    first, second = mapping.entries[:2]
    start, end = source.line_span(first.key.start).start, source.line_span(second.key.start).start
    dash = source.text[start : first.key.start]
    if dash.strip() != "-" or source.text[first.span.end : second.key.start].strip():
        return None
    return Edit(Span(start, end), ""), Edit(Span(end, second.key.start), dash)


def delete_item(source: Source, sequence: Sequence, index: int) -> Edit | None:
    """Delete an item of a list; the only item only in brackets, because a block list cannot be empty.

    None if a comment stands in place of a value.
    """
    item = sequence.items[index]
    if comment_of_item(source.text, item) is not None or holds_text(source.text, item):
        return None
    floor = sequence.items[index - 1].end if index else sequence.start
    if not floor <= item.start <= sequence.end:  # an alias, whose value is elsewhere
        return None
    if sequence.flow:
        near = sequence.items[max(0, index - 1) : index + 2]
        return _delete_between([each.span for each in near], item.span, sequence)
    dash = source.text.rfind("-", floor, max(item.start, 1))
    if len(sequence.items) == 1 or dash < 0 or source.text[dash + 1 : item.start].strip():
        return None
    return _delete_lines(source, Span(dash, max(item.end, dash + 1)))


def delete_field(card: Card, entry: Entry) -> Edit | None:
    """Delete a top-level field, unless it is the only one."""
    root = card.root
    return delete_entry(card.source, root, entry) if root is not None and len(root.entries) > 1 else None


def delete_item_of(card: Card, entry: Entry, index: int) -> Edit | None:
    """Delete an item of the list in a top-level field, or the field if it is the only item."""
    if not isinstance(entry.value, Sequence):
        return None
    if len(entry.value.items) > 1:
        return delete_item(card.source, entry.value, index)
    return delete_field(card, entry)


def insert_field(card: Card, name: str, value: str, after: str | None = None) -> Edit | None:
    """Add a field, ``value`` being its YAML, after the field ``after`` or at the end of the front matter.

    None if an error cuts the front matter off: the last field read before it may be incomplete.
    """
    source, root = card.source, card.root
    if not _is_complete(card) or root is None or root.flow or not root.entries:
        return None
    if source.position(root.entries[0].key.start).column != 1:
        return None
    entry = root.index.get(after) if after is not None else None
    last = entry if entry is not None else root.entries[-1]
    at = source.line_span(max(last.span.end - 1, last.key.start)).end
    return Edit(Span(at, at), f"{name}: {value}{source.line_end}")


def append(card: Card, entry: Entry, *values: str) -> Edit | None:
    """Add strings to the list in a top-level field; a single string becomes a list."""
    source, node = card.source, entry.value
    if not _is_complete(card) or node.start < entry.key.end:  # the value of an alias is elsewhere
        return None
    words = [to_yaml(value) for value in values]
    if isinstance(node, Scalar):
        alone = wrap(source, node) if isinstance(node.data, str) else None
        return Edit(alone.span, ", ".join((alone.text[:-1], *words)) + "]") if alone is not None else None
    if isinstance(node, Mapping):
        return None
    return Edit(value_span(source, node), f"[{', '.join(words)}]") if not node.items else extend(source, node, words)


def divide(source: Source, node: Scalar, parent: Node | None, words: list[str]) -> Edit | None:
    """Replace a value, or an item of the list ``parent``, by several strings."""
    written = [to_yaml(word) for word in words]
    if not isinstance(parent, Sequence):
        return Edit(node.span, f"[{', '.join(written)}]")
    if "\n" in source.slice(node.span):
        return None
    if parent.flow:
        return Edit(node.span, ", ".join(written))
    lead = source.text[source.line_span(node.start).start : node.start]
    return Edit(node.span, f"{source.line_end}{lead}".join(written)) if lead.strip() == "-" else None


def extend(source: Source, node: Sequence, words: list[str]) -> Edit | None:
    """Add items, ``words`` being their YAML, after the last one of a list that is not empty."""
    last = node.items[-1]
    if last.start < (node.items[-2].end if len(node.items) > 1 else node.start):
        return None
    if node.flow:
        return Edit(Span(last.end, last.end), "".join(f", {word}" for word in words))
    indentation = source.text[source.line_span(node.start).start : node.start]
    if indentation.strip(" "):
        return None
    at = source.line_span(max(last.end - 1, last.start)).end
    return Edit(Span(at, at), "".join(f"{indentation}- {word}{source.line_end}" for word in words))


def add_to_field(card: Card, name: str, value: str) -> Edit | None:
    """Add the string ``value`` to the list in a top-level field, or add the field if it is missing."""
    entry = card.entry(name)
    return append(card, entry, value) if entry is not None else insert_field(card, name, f"[{to_yaml(value)}]")


def insert_first(source: Source, mapping: Mapping, name: str, value: str) -> Edit | None:
    """Add a field, ``value`` being its YAML, before the others of ``mapping``; None if it is empty."""
    if not mapping.entries:
        return None
    at = mapping.entries[0].key.start
    column = source.position(at).column
    behind = ", " if mapping.flow else source.line_end + " " * (column - 1)
    return Edit(Span(at, at), f"{name}: {value}{behind}")


def delete_property(source: Source, span: Span) -> Edit:
    """Delete the anchor or tag at ``span`` with the spaces between it and its value, or the colon before it."""
    text, (start, end) = source.text, span
    while text.startswith(" ", end):
        end += 1
    if text[end : end + 1] in ("", "\n", "\r"):  # nothing of the value is on this line
        start = len(text[:start].rstrip(" "))
    return Edit(Span(start, end), "")


def value_span(source: Source, node: Node) -> Span:
    """Return the span of a value without its anchor and tag."""
    properties = _PROPERTIES.match(source.text, node.start, node.end)
    return Span(properties.end(), node.end) if properties is not None else node.span


def _is_complete(card: Card) -> bool:
    """Return whether the Hub finds the front matter and no error cuts it off."""
    complete = card.front_matter is not None and card.front_matter.complete
    return complete and card.block is not None and card.block.found


def _delete_lines(source: Source, span: Span) -> Edit | None:
    """Delete the lines of ``span``, provided that nothing but a comment shares them."""
    first = source.line_span(span.start)
    last = source.line_span(max(span.end - 1, span.start))
    before = source.text[first.start : span.start]
    behind = source.text[span.end : last.end].strip()
    if before.strip() or (behind and not behind.startswith("#")):
        return None
    return Edit(Span(first.start, last.end), "")


def _delete_between(near: list[Span], span: Span, whole: Mapping | Sequence) -> Edit:
    """Delete one part of a flow collection with one comma; ``near`` is that part and its neighbors."""
    if len(near) == 1:
        return Edit(Span(whole.start + 1, whole.end - 1), "")
    at = near.index(span)
    return Edit(Span(near[at - 1].end, span.end) if at else Span(span.start, near[1].start), "")
