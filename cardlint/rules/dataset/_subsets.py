"""The subsets of a dataset as its card states them, read leniently: anything in the wrong shape is skipped.

``configs`` says which files make up a subset; ``dataset_info`` says what is in it.
"""

from collections.abc import Iterator
from math import inf

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry, Mapping, Node, Scalar, Sequence
from cardlint.findings.source import Span
from cardlint.system.named_tuple import NamedTuple
from cardlint.vocabulary import vocabulary

NAMELESS = "default"
"""The subset that a ``dataset_info`` without ``config_name`` belongs to."""


class Subset(NamedTuple):
    """An item of ``configs`` or ``dataset_info``. ``label`` is its ``config_name``, None if that is missing."""

    name: str
    label: Scalar | None
    node: Mapping


class Split(NamedTuple):
    """A split of a subset and the paths of its files. ``label`` is its name, None if it is implicit; ``listed`` is the list of paths."""

    name: str
    label: Scalar | None
    paths: tuple[Scalar, ...]
    listed: Sequence | None


def configs_of(card: Card) -> list[Subset]:
    """Return the items of ``configs`` that have a name."""
    entry = card.entry("configs")
    items = entry.value.items if entry is not None and isinstance(entry.value, Sequence) else []
    return [subset for item in items if (subset := _subset(item)) is not None and subset.label is not None]


def infos_of(card: Card) -> list[Subset]:
    """Return the items of ``dataset_info``, or the only one if it is a mapping."""
    entry = card.entry("dataset_info")
    if entry is None:
        return []
    items = entry.value.items if isinstance(entry.value, Sequence) else [entry.value]
    return [subset for item in items if (subset := _subset(item)) is not None]


def _subset(node: Node) -> Subset | None:
    if not isinstance(node, Mapping):
        return None
    entry = node.index.get("config_name")
    if entry is None:
        return Subset(NAMELESS, None, node)
    label = entry.value
    return Subset(label.data, label, node) if isinstance(label, Scalar) and isinstance(label.data, str) else None


def splits_of_files(config: Mapping) -> list[Split] | None:
    """Return the splits that ``data_files`` names; paths without a split are ``train``. None without ``data_files``."""
    entry = config.index.get("data_files")
    if entry is None or entry.value.data is None:
        return None
    value = entry.value
    items = value.items if isinstance(value, Sequence) else [value]
    named = [item for item in items if isinstance(item, Mapping)]
    if not named:
        return [_split(vocabulary("datasets/splits").ids[0], None, value)]
    splits = []
    for item in named:
        label, path = item.index.get("split"), item.index.get("path")
        if (
            label is not None
            and isinstance(label.value, Scalar)
            and isinstance(label.value.data, str)
            and path is not None
        ):
            splits.append(_split(label.value.data, label.value, path.value))
    return splits


def _split(name: str, label: Scalar | None, node: Node) -> Split:
    listed = node if isinstance(node, Sequence) else None
    items = [node] if listed is None else listed.items
    paths = tuple(item for item in items if isinstance(item, Scalar) and isinstance(item.data, str))
    return Split(name, label, paths, listed)


def splits_of_info(info: Mapping) -> list[Mapping]:
    """Return the items of ``splits`` in one ``dataset_info``."""
    entry = info.index.get("splits")
    items = entry.value.items if entry is not None and isinstance(entry.value, Sequence) else []
    return [item for item in items if isinstance(item, Mapping)]


def split_names(splits: list[Mapping]) -> Iterator[Scalar]:
    """Yield the names of the ``splits`` of a ``dataset_info``, as they are written."""
    for split in splits:
        name = split.index.get("name")
        if name is not None and isinstance(name.value, Scalar) and isinstance(name.value.data, str):
            yield name.value


def place(entry: Entry) -> Span:
    """Return where to report a field: its value, or its key if the value is empty."""
    return entry.value.span if entry.value.start < entry.value.end else entry.key.span


def amount(entry: Entry | None) -> int | float | None:
    """Return the value of a field that counts bytes or rows, or None if it is not such a number."""
    value = entry.value.data if entry is not None else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if 0 <= value < inf else None


def first_key(mapping: Mapping) -> Span:
    """Return where to report a problem with a mapping as such: its first key."""
    return mapping.entries[0].key.span if mapping.entries else mapping.span
