"""What PyYAML rejects although the Hub reads it: ``ModelCard.load`` and ``load_dataset`` then fail.

Found in the events and in the text. PyYAML itself, which takes a hundred times longer, is only run in the tests, to compare.
"""

from collections.abc import Iterable, Iterator
from enum import Enum

from cardlint.card.front_matter import scalars
from cardlint.card.front_matter.events import Token
from cardlint.card.front_matter.node import Mapping, Node, Scalar, is_unread
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple


class RejectionKind(Enum):
    """What it is that PyYAML rejects."""

    TAB = "tab"
    QUESTION_MARK = "question mark in brackets"
    VALUE = "value"  # of a scalar, such as a date that does not exist
    NAME = "name"  # a field name that is not text: Python cannot pass it as an argument
    KEY = "key"  # a list or a mapping as a key
    ANCHOR = "anchor"
    TAG = "tag"
    LINE_BREAK = "line break"


class Rejection(NamedTuple):
    """One of them. ``node``: the value or key, ``other``: the first of two anchors, or the value that a tab is in."""

    kind: RejectionKind
    span: Span
    node: Node | None = None
    other: Span | None = None
    fails: bool = True  # False: PyYAML reads another value


class Tabs(NamedTuple):
    """Tabs that a reader rejects, and the value that each is in, if it is in one."""

    rejected_by_python: list[tuple[Span, Span | None]]
    rejected_by_hub: list[Span]


_RUN = pattern(r"\t+")
_TAB_OR_COMMENT = pattern(r"\t+|#[^\n]*")
_NEXT_LINE = pattern(r"[ \t]*(?:#[^\n]*)?\r?\n")


def in_values(differing: Iterable[Scalar]) -> Iterator[Rejection]:
    """Yield the scalars among ``differing`` that PyYAML cannot read."""
    for scalar in differing:
        if scalars.read_by_python(scalar.text) is scalars.Unusable.REFUSED:
            yield Rejection(RejectionKind.VALUE, scalar.span, scalar)


def in_names(root: Node | None, differing: Iterable[Scalar]) -> Iterator[Rejection]:
    """Yield the names of the fields of ``root`` that Python does not read as text."""
    different = {id(scalar) for scalar in differing}
    for entry in root.index.values() if isinstance(root, Mapping) else ():
        key = entry.key
        if not isinstance(key, Scalar) or (isinstance(key.data, str) and id(key) not in different) or is_unread(key):
            continue
        read = scalars.read_by_python(key.text) if id(key) in different else key.data
        if not isinstance(read, str) and read is not scalars.Unusable.REFUSED:
            yield Rejection(RejectionKind.NAME, key.span, key)


def tabs(content: str, tokens: Iterable[Token]) -> Tabs:
    """Return the tabs in ``content`` that a reader rejects: those outside of quotes, block text and comments.

    js-yaml accepts them, but no list or mapping may begin behind one on its line.
    """
    by_python: list[tuple[Span, Span | None]] = []
    by_hub: list[Span] = []
    done = 0
    for token in tokens:
        by_python += [(tab, None) for tab in _between(content, done, token.start)]
        if token.is_block and (tab := content.find("\t", content.rfind("\n", 0, token.start) + 1, token.start)) >= 0:
            by_hub.append(Span(tab, tab + 1))
        if token.is_scalar and token.style in ("|", ">"):
            header = _NEXT_LINE.search(content, token.start, token.end)
            by_python += [(tab, None) for tab in _between(content, token.start, header.end() if header else token.end)]
        elif token.is_scalar and token.style is None:
            value = Span(token.start, token.end)
            by_python += [(Span(*run.span()), value) for run in _RUN.finditer(content, *value)]
        done = max(done, token.end)
    return Tabs(by_python, by_hub)


def _between(content: str, start: int, end: int) -> Iterator[Span]:
    """Yield the tabs from ``start`` to ``end``, where only white space, marks and comments are."""
    at = start
    while (found := _TAB_OR_COMMENT.search(content, at, end)) is not None:
        if found[0][0] == "\t":
            yield Span(*found.span())
        at = found.end()
