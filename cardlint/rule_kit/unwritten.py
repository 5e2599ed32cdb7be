"""Comments in place of a value: ``title: #1 demo`` has no value, because YAML begins a comment at the ``#``.

The author meant a value, or wrote a note about a value to be added. In both cases, only the author can decide to delete the line.
"""

from collections.abc import Iterator

from cardlint.card.front_matter.node import Entry, Mapping, Node, Scalar, Sequence, walk
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern

_COMMENT = pattern(r"[ \t]*(?P<comment>#[^\r\n]*)")
_MEANT_AS_VALUE = pattern(r"#(?=\w)(?!TODO|FIXME|XXX|noqa)")
_COMMENT_BELOW = pattern(r"[ \t]*\r?\n(?P<indent>[ \t]*)#(?P<item>[ \t]*-)?")


def comment_of_field(text: str, entry: Entry) -> Span | None:
    """Return the comment in place of the value of a field, or None."""
    return _comment(text, text.find(":", entry.key.end) + 1) if _is_unwritten(entry.value) else None


def comment_of_item(text: str, item: Node) -> Span | None:
    """Return the comment in place of a list item, or None."""
    return _comment(text, item.end) if _is_unwritten(item) else None


def is_meant_as_value(comment: str) -> bool:
    """Return whether ``comment`` looks like a value: in real cards, comments have a space after the ``#`` or begin with TODO."""
    return _MEANT_AS_VALUE.match(comment) is not None


def holds_text(text: str, node: Entry | Node) -> bool:
    """Return whether ``node``, or a value in it, consists only of comments, which would be lost by deleting it."""
    if isinstance(node, Entry):
        return _is_said_in_comment(text, node) or holds_text(text, node.value)
    return any(
        _is_said_in_comment(text, part) if isinstance(part, Entry) else comment_of_item(text, part) is not None
        for part in _parts(node)
    )


def _parts(root: Node) -> Iterator[Entry | Node]:
    for _, node in walk(root):
        yield from node.entries if isinstance(node, Mapping) else node.items if isinstance(node, Sequence) else ()


def _is_said_in_comment(text: str, entry: Entry) -> bool:
    """Return whether a comment stands in place of the value, behind ``null``, or as a value below that is commented out."""
    value = entry.value
    if not _is_unwritten(value):
        return isinstance(value, Scalar) and value.data is None and _comment(text, value.end) is not None
    if comment_of_field(text, entry) is not None:
        return True
    below = _COMMENT_BELOW.match(text, text.find(":", entry.key.end) + 1)
    column = entry.key.start - (text.rfind("\n", 0, entry.key.start) + 1)
    return below is not None and (below["item"] is not None or len(below["indent"]) > column)


def _is_unwritten(node: Node) -> bool:
    return isinstance(node, Scalar) and node.data is None and node.start == node.end


def _comment(text: str, at: int) -> Span | None:
    match = _COMMENT.match(text, at)
    return Span(*match.span("comment")) if match is not None else None
