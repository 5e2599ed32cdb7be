"""What PyYAML rejects although the Hub reads it: ``ModelCard.load`` and ``load_dataset`` then fail.

Found in the events and in the text. PyYAML itself, which takes a hundred times longer, is only run in the tests, to compare.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import accumulate

from cardlint.card.front_matter import scalars
from cardlint.card.front_matter.events import Token
from cardlint.card.front_matter.node import Mapping, Node, Scalar, is_unread, walk
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple


class RejectionKind(Enum):
    """What it is that PyYAML rejects."""

    TAB = "tab"
    MARK_IN_BRACKETS = "question mark or colon in brackets"
    VALUE = "value"  # of a scalar, such as a date that does not exist
    NAME = "name"  # a field name that is not text: Python cannot pass it as an argument
    KEY = "key"  # a list or a mapping as a key
    LONG_NAME = "field name of more than 1,024 characters"
    ANCHOR = "anchor"
    ANCHOR_NAME = "name of an anchor or alias"
    TAG = "tag"
    LINE_BREAK = "line break"
    CHARACTER = "control character"


class Rejection(NamedTuple):
    """One of them. ``node``: the value or key, ``other``: the first of two anchors, or the value that a tab is in."""

    kind: RejectionKind
    span: Span
    node: Node | None = None
    other: Span | None = None
    fails: bool = True  # False: PyYAML reads another value


_LONGEST_NAME = 1_024
"""Characters from the beginning of a field name to its colon, unless a ``?`` is before it."""


class Tabs(NamedTuple):
    """Tabs that a reader rejects, and the value that each is in, if it is in one."""

    rejected_by_python: list[tuple[Span, Span | None]]
    rejected_by_hub: list[Span]


_RUN = pattern(r"\t+")
_TAB_OR_COMMENT = pattern(r"\t+|#[^\r\n]*")
_NEXT_LINE = pattern(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n)")


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


def long_names(root: Node | None, text: str) -> Iterator[Rejection]:
    """Yield the field names below ``root`` that are too long for PyYAML."""
    for _, node in walk(root) if root is not None else ():
        for key in (entry.key for entry in node.entries) if isinstance(node, Mapping) else ():
            colon = text.find(":", key.end)
            if colon - key.start > _LONGEST_NAME and text[: key.start].rstrip()[-1:] != "?":
                yield Rejection(RejectionKind.LONG_NAME, key.span, key)


def tabs(content: str, tokens: Iterable[Token]) -> Tabs:
    """Return the tabs in ``content`` that a reader rejects: those outside of quotes, block text and comments.

    js-yaml accepts them, but no list or mapping may begin behind one on its line.
    """
    by_python: list[tuple[Span, Span | None]] = []
    by_hub: list[Span] = []
    done = 0
    for token in tokens:
        by_python += [(tab, None) for tab in _between(content, done, token.start)]
        if token.is_block:
            tab = content.find("\t", content.rfind("\n", 0, token.start) + 1, token.start)
            if tab >= 0 and (not by_hub or by_hub[-1].start < tab):
                by_hub.append(Span(tab, tab + 1))
        if token.is_scalar and token.style in ("|", ">"):
            header = _NEXT_LINE.search(content, token.start, token.end)
            begin = header.end() if header else token.end
            by_python += [(tab, None) for tab in _between(content, token.start, begin)]
            ending = list(_ending_text(content, Span(begin, token.end)))
            by_hub += [run for run, goes_on in ending if goes_on]
            by_python += [(run, None) for run, goes_on in ending if not goes_on]
        elif token.is_scalar and token.style is None:
            value = Span(token.start, token.end)
            by_python += [(Span(*run.span()), value) for run in _RUN.finditer(content, *value)]
        done = max(done, token.end)
    return Tabs(by_python, by_hub)


def are_outside_of_text(content: str, places: list[int], tokens: Iterable[Token]) -> bool:
    """Return whether js-yaml accepts the control characters at ``places``: in comments, and in quotes those above U+001F."""
    left = deque(places)
    for token in tokens:
        while left and left[0] < token.end:
            at = left.popleft()
            if at >= token.start and not (token.style in ("'", '"') and content[at] > "\x1f"):
                return False
    return True


def _ending_text(content: str, text: Span) -> Iterator[tuple[Span, bool]]:
    """Yield the tabs before the indentation of the block ``text``, which end it, each with whether words follow."""
    lines = content[text.start : text.end].splitlines(keepends=True)
    starts = list(accumulate((len(line) for line in lines), initial=text.start))
    widths = [len(line) - len(line.lstrip(" ")) for line in lines]
    words = [number for number, line in enumerate(lines) if line.strip() and line[widths[number]] != "\t"]
    first = words[0] if words else len(lines)
    for number, line in enumerate(lines):
        width = widths[number]
        least = widths[first] if number > first else 1
        if line[width : width + 1] == "\t" and width < least:
            at = starts[number] + width
            yield Span(at, at + len(line[width:]) - len(line[width:].lstrip("\t"))), number < max(words, default=-1)


def _between(content: str, start: int, end: int) -> Iterator[Span]:
    """Yield the tabs from ``start`` to ``end``, where only white space, marks and comments are."""
    at = start
    while (found := _TAB_OR_COMMENT.search(content, at, end)) is not None:
        if found[0][0] == "\t":
            yield Span(*found.span())
        at = found.end()
