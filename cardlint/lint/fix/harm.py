"""Whether edits did harm: what they do not touch must still be there, read as before and at the same path of the data."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from cardlint.card.card import Card
from cardlint.card.front_matter import reader
from cardlint.card.front_matter.node import Entry, Mapping, Node, Scalar, is_same_data, walk
from cardlint.card.front_matter.reader import FrontMatter
from cardlint.findings.source import Source, Span
from cardlint.lint.doubt import is_in_doubt, takes_away
from cardlint.lint.fix.edited import Edited, meets

_INDENTING = " \t-\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""What stands before the first word of a line: dashes, and what looks like a space, though YAML may not read it as one."""


def is_harmless(old: Card, new: Card, change: Edited) -> bool:
    """Return whether ``new``, which is ``old`` with ``change``, is the same except for what the edits touch, and not worse.

    If a YAML error cut off the front matter, only what was certainly read before it is compared: all but the last field.
    """
    if old.source.fault is not None:
        return True  # the edits only decode the bytes
    before, after = old.front_matter, new.front_matter
    if before is None or after is None:
        return before is after or _begins_with_it(new, change)
    if old.block is not None and old.block.found and (new.block is None or not new.block.found):
        return False
    if before.complete:
        return _ends_there(old, new, change) and _is_as_good(old.source, before, after, change)
    end = _surely_read(before)
    return _reads_further(before, after, change) and _says_the_same(old.source, before, after, change, end)


def is_harmless_in_file(file: Source, change: Edited) -> bool:
    """Return whether a YAML file next to the card is the same after ``change`` except for what the edits touch."""
    if not file.path.endswith((".yaml", ".yml")):
        return True
    before, after = reader.parse(file.text), reader.parse(change.text)
    if before.problems and is_in_doubt(before) and any(takes_away(file.text, edit) for edit in change.edits):
        return False
    return before.complete and _is_as_good(file, before, after, change)


def _is_as_good(source: Source, before: FrontMatter, after: FrontMatter, change: Edited) -> bool:
    """Return whether YAML that was read to its end still is, has no additional errors, and has the same values."""
    worse = Counter(each.kind for each in after.problems) - Counter(each.kind for each in before.problems)
    return after.complete and not worse and _says_the_same(source, before, after, change, len(source.text))


def _begins_with_it(new: Card, change: Edited) -> bool:
    """Return whether one edit wrote the entire front matter, and it has no errors."""
    block, front_matter = new.block, new.front_matter
    return (
        (block is not None and block.found and block.closing is not None and front_matter is not None)
        and not front_matter.problems
        and any(span.start <= block.opening.start and block.closing.end <= span.end for span in change.written)
    )


def _ends_there(old: Card, new: Card, change: Edited) -> bool:
    """Return whether the front matter that the Hub finds still ends at the same place, unless an edit changes that."""
    if old.block is None or new.block is None or not old.block.found or old.block.closing is None:
        return True
    closing = old.block.closing
    return new.block.closing == change.moved(closing) or meets(change.replaced, closing)


def _reads_further(before: FrontMatter, after: FrontMatter, change: Edited) -> bool:
    return after.complete or after.problems[-1].span.start >= change.moved(before.problems[-1].span).start


def _surely_read(front_matter: FrontMatter) -> int:
    root = front_matter.root
    return root.entries[-1].key.start if isinstance(root, Mapping) and root.entries else 0


def _says_the_same(source: Source, before: FrontMatter, after: FrontMatter, change: Edited, end: int) -> bool:
    """Return whether the values are equal, up to the offset ``end`` of the old text, ``source``."""
    old_root, new_root = before.root, after.root
    if old_root is None or new_root is None:
        return old_root is None
    if isinstance(old_root, Scalar):
        return isinstance(new_root, Mapping)  # what was read as plain text has fields now
    if any(span.start <= old_root.start and old_root.end <= span.end for span in change.replaced):
        return is_same_data(old_root, new_root)  # moved as one block, or with its fields reordered
    reindented = _reindented(source, change)
    old = _Side(old_root, end, change.replaced, [word.end for word in reindented])
    new = _Side(
        new_root, change.moved(Span(end, end)).start, change.written, [change.moved(each).end for each in reindented]
    )
    places = {change.moved(leaf.span): leaf for leaf in old.leaves if not change.changes(leaf.span)}
    for leaf in new.leaves:
        if (twin := places.get(leaf.span)) is not None:
            old.unchanged.add(id(twin))
            new.unchanged.add(id(leaf))
    if old.explains_the_rest() and new.explains_the_rest() and old.shape() == new.shape():
        return True
    # If aliases were replaced by their values, the data is the same.
    return _has_aliases_alone(before) and repr(old_root.data) == repr(new_root.data)


def _has_aliases_alone(front_matter: FrontMatter) -> bool:
    """Return whether its data is complete, except for what aliases repeat: no duplicate is hidden, nothing is cut off."""
    return bool(front_matter.aliases) and not front_matter.problems


def _reindented(source: Source, change: Edited) -> list[Span]:
    """Return the indentation and dashes before a word that edits change: its nesting may change."""
    changed = []
    for span, text in change.edits:
        start = source.line_span(span.end).start
        old = source.text[start : span.end]
        new = text.rpartition("\n")[2]
        if "\n" not in text:
            new = source.text[source.line_span(span.start).start : span.start] + new
        if old != new and not old.strip(_INDENTING) and not new.strip(_INDENTING):
            changed.append(Span(start, span.end))
    return changed


class _Side:
    """One of two trees: the leaves that are unchanged in the other, and where it is edited."""

    def __init__(self, root: Node, end: int, edits: list[Span], reindented: list[int]) -> None:
        self.root = root
        self.end = end
        self.edits = edits
        self.reindented = reindented
        self.leaves = [leaf for leaf in _leaves(root) if leaf.start < end]
        self.unchanged: set[int] = set()

    def explains_the_rest(self) -> bool:
        """Return whether every leaf that the other tree lacks comes from an edit."""
        return all(id(leaf) in self.unchanged or meets(self.edits, leaf.span) for leaf in self.leaves)

    def shape(self) -> list[Any]:
        """Return what is kept, nested as it is; flat in fields whose indentation is edited."""
        root = self.root
        if not isinstance(root, Mapping):
            shapes = [self._data_of(root)]
        else:
            shapes = [self._of_field(entry) for entry in root.entries if entry.key.start < self.end]
        return [shape for shape in shapes if shape is not None]

    def _of_field(self, entry: Entry) -> Any:
        at = bisect_left(self.reindented, entry.key.start)
        if at == len(self.reindented) or entry.span.end < self.reindented[at]:
            return self._pair(entry.key, entry.value)
        leaves = sorted((*_leaves(entry.key), *_leaves(entry.value)), key=attrgetter("start"))
        return [self._data_of(leaf) for leaf in leaves if id(leaf) in self.unchanged]

    def _data_of(self, node: Node) -> Any:
        """Return the kept part of a value as plain data that compares by type too; None if nothing is kept."""
        if isinstance(node, Scalar):
            return (type(node.data).__name__, repr(node.data)) if id(node) in self.unchanged else None
        if isinstance(node, Mapping):
            parts = [self._pair(entry.key, entry.value) for entry in node.entries]
        else:
            parts = [self._data_of(item) for item in node.items]
        parts = [part for part in parts if part is not None]
        return (type(node).__name__, parts) if parts or not meets(self.edits, node.span) else None

    def _pair(self, key: Node, value: Node) -> Any:
        pair = self._data_of(key), self._data_of(value)
        return None if pair == (None, None) else pair


def _leaves(root: Node) -> Iterator[Scalar]:
    """Yield every scalar, keys too; an aliased one once."""
    seen: set[int] = set()
    for _, node in walk(root):
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, Mapping):
            for entry in node.entries:
                yield from _leaves(entry.key)
