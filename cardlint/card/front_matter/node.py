"""The tree of a card's front matter: every value with its position in the text.

A node's ``data`` is the value as the Hub reads it. Containers share the data of their children, so ``root.data`` is the plain
mapping that JSON Schema sees, and the node at the same path has its position.
"""

from collections.abc import Iterable, Iterator
from math import isfinite
from typing import Any, TypeAlias

from cardlint.findings.source import Span
from cardlint.system.named_tuple import new

Path: TypeAlias = tuple[str | int, ...]
"""The path of a value in the data: keys and indexes from the root. Printed as ``model-index[0].name``."""


class Scalar:
    """A single value. ``text`` is its content; ``plain``: neither quotes nor a block style make it a string."""

    __slots__ = ("data", "end", "plain", "start", "text")

    def __init__(self, start: int, end: int, data: Any, text: str, plain: bool) -> None:
        self.start = start
        self.end = end
        self.data = data
        self.text = text
        self.plain = plain

    @property
    def span(self) -> Span:
        """The value as written, including its quotes; an empty span after the colon if nothing is written."""
        return new(Span, (self.start, self.end))


class Sequence:
    """A list. ``flow``: it is written in brackets."""

    __slots__ = ("data", "end", "flow", "items", "start")

    def __init__(self, start: int, flow: bool) -> None:
        self.start = start
        self.end = start
        self.flow = flow
        self.items: list[Node] = []
        self.data: list[Any] = []

    @property
    def span(self) -> Span:
        """From the first item's dash, or the bracket, to the end of the last item."""
        return Span(self.start, self.end)


class Entry:
    """One key of a mapping and its value."""

    __slots__ = ("key", "value")

    def __init__(self, key: "Node", value: "Node") -> None:
        self.key = key
        self.value = value

    @property
    def span(self) -> Span:
        """From the key to the end of the value."""
        return Span(self.key.start, max(self.key.end, self.value.end))


class Mapping:
    """A mapping. ``entries`` keep the order and the duplicate keys that ``data`` cannot hold.

    ``index`` has the entry that gives each name its value: the last of duplicates, and those merged in by ``<<``.
    """

    __slots__ = ("data", "end", "entries", "flow", "index", "start")

    def __init__(self, start: int, flow: bool) -> None:
        self.start = start
        self.end = start
        self.flow = flow
        self.entries: list[Entry] = []
        self.index: dict[str | int, Entry] = {}
        self.data: dict[str, Any] = {}

    @property
    def span(self) -> Span:
        """From the first key, or the brace, to the end of the last value."""
        return Span(self.start, self.end)


Node: TypeAlias = Scalar | Sequence | Mapping


def key_text(key: Node) -> str:
    """Return the name that a mapping key gets in JavaScript, where every key is a string."""
    if not isinstance(key, Scalar):
        return "[object Object]" if isinstance(key, Mapping) else ",".join(key_text(item) for item in key.items)
    data = key.data
    if isinstance(data, str):
        return data
    if data is None or isinstance(data, bool):
        return {None: "null", True: "true", False: "false"}[data]
    if isinstance(data, int):
        return str(data)
    if not isinstance(data, float):
        return key.text
    return (
        repr(data).removesuffix(".0") if isfinite(data) else repr(data).replace("inf", "Infinity").replace("nan", "NaN")
    )


def descend(node: Node, path: Path) -> Node | None:
    """Return the node at ``path`` below ``node``, or None if the path does not exist."""
    for step in path:
        if isinstance(node, Mapping):
            entry = node.index.get(step)
            if entry is None:
                return None
            node = entry.value
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def is_same_data(one: Node, other: Node) -> bool:
    """Return whether two trees have the same values of the same types; the order of the top-level keys does not matter."""
    return _comparable(one) == _comparable(other)


def _comparable(node: Node) -> object:
    if isinstance(node, Mapping):
        return sorted((name, repr(value)) for name, value in node.data.items())
    return repr(node.data)


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield every node below and including ``node`` with its path, in the order of the text; aliases are not followed."""
    stack: list[tuple[Path, Node]] = [(path, node)]
    seen: set[int] = set()
    while stack:
        path, node = stack.pop()
        yield path, node
        if isinstance(node, Scalar) or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Mapping):
            stack.extend(((*path, key_text(entry.key)), entry.value) for entry in reversed(node.entries))
        else:
            stack.extend(((*path, index), item) for index, item in reversed(list(enumerate(node.items))))


def is_unread(node: Node | None) -> bool:
    """Return whether ``node`` is null without being written so: an alias of nothing, or cut off by an error. Both are reported."""
    return isinstance(node, Scalar) and node.data is None and not node.plain


def show(path: Iterable[str | int]) -> str:
    """Return ``path`` as people write it: ``model-index[0].results[1].task``."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text
