"""Rewrites a value of the wrong type: adds or removes quotes, makes a list of it, or unwraps a list of one item."""

from cardlint.card.card import Card
from cardlint.card.front_matter import reader
from cardlint.card.front_matter.node import Mapping, Path, Scalar, Sequence
from cardlint.card.schema import fields
from cardlint.card.schema.violation import Violation
from cardlint.findings.diagnostic import Applicability, Edit, Fix
from cardlint.findings.source import Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.accepted import accepts
from cardlint.system.lazy_pattern import pattern

BY_SUBSET = frozenset(
    ("task_categories", "task_ids", "size_categories", "multilinguality", "annotations_creators", "language_creators")
)
"""Dataset fields that once had a list for each subset."""

_NONE = pattern(r"\bNone\b")
_TRUTH = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}
_LISTS_OF_MAPPINGS: tuple[Path, ...] = (("widget",), ("model-index",), ("configs",))


def retyping(card: Card, violation: Violation) -> Fix | None:
    """Return the fix that makes a value what the schema expects; None if that would be a guess."""
    node, expected = violation.node, violation.expected
    if isinstance(node, Scalar):
        if "string" in expected:
            if not node.plain or not node.text or (isinstance(node.data, bool) and not _may_be_a_name(violation.path)):
                return None
            return Fix("quote the value", (edits.quote(card.source, node),))
        if isinstance(node.data, str):
            return (
                _unquote(node, expected)
                or _data_in_quotes(card, violation, node)
                or _example(card, violation, node)
                or _make_list(card, violation, node)
            )
        return _make_list(card, violation, node)
    if isinstance(node, Sequence) and "string" in expected and "array" not in expected:
        return _only_item(card, node)
    if isinstance(node, Mapping) and violation.path[0] in fields.lists_of_words(card.kind.value):
        return _as_written(card, node) if violation.path[0] == "tags" else _union(card, violation, node)
    if isinstance(node, Mapping) and "array" in expected:
        return _wrap(card, node) if node.flow else _one_item(card, violation, node)
    return None


def _may_be_a_name(path: Path) -> bool:
    """Return whether ``true`` may be a name there, such as of a tag or a split; in most fields that is unlikely."""
    return path[0] == "tags" or len(path) > 2


def _unquote(node: Scalar, expected: list[str]) -> Fix | None:
    """Return the fix for ``"true"`` and ``"8080"``, which are text because of their quotes."""
    word = node.text.strip().lower()
    if "boolean" in expected and word in _TRUTH:
        return Fix(f"replace with `{_TRUTH[word]}`", (Edit(node.span, _TRUTH[word]),))
    is_number = word.isascii() and word.replace(".", "", 1).isdecimal() and word[:1] != "0"
    if is_number and ("number" in expected or ("integer" in expected and "." not in word)):
        return Fix("remove the quotes", (Edit(node.span, word),))
    return None


def _make_list(card: Card, violation: Violation, node: Scalar) -> Fix | None:
    """Return the fix that makes a list of a single word; ``configs: en`` and ``model-index: x`` need more than that."""
    if "array" not in violation.expected or len(violation.path) != 1 or violation.path in _LISTS_OF_MAPPINGS:
        return None
    if isinstance(node.data, str) and (_is_in_brackets(node.text) or _may_be_several(card, violation.path, node.data)):
        return None
    if node.plain and not isinstance(node.data, str):
        return Fix("make it a list", (Edit(node.span, f"[{edits.quote(card.source, node).text}]"),))
    return _wrap(card, node)


def _data_in_quotes(card: Card, violation: Violation, node: Scalar) -> Fix | None:
    """Return the fix for ``"[{'text': 'Hello'}]"``: data that is text because of its quotes."""
    written = " ".join(line.strip() for line in node.text.splitlines()).strip()
    if not _is_in_brackets(written) or _NONE.search(written):
        return None
    read = reader.parse(written)
    if read.problems or not read.complete or not isinstance(read.root, Mapping | Sequence):
        return None
    if not accepts(card, violation.path, read.root.data):
        return None
    if violation.path[0] in fields.lists_of_words(card.kind.value):
        return None  # comma-list reads them, and leaves alone what may be one word in brackets
    return Fix("remove the quotes", (Edit(node.span, written),))


def _is_in_brackets(text: str) -> bool:
    """Return whether ``text`` looks like a list or a mapping."""
    return text.strip().startswith(("[", "{"))


def _may_be_several(card: Card, path: Path, text: str) -> bool:
    """Return whether ``text`` has several words of which the field accepts one, but not all together."""
    words = text.replace(";", " ").split()
    return len(words) > 1 and not accepts(card, path, [text]) and any(accepts(card, path, [word]) for word in words)


def _one_item(card: Card, violation: Violation, node: Mapping) -> Fix | None:
    """Return the fix that makes a mapping the only item of a list, for fields that are lists of such mappings."""
    if violation.path not in _LISTS_OF_MAPPINGS and not accepts(card, violation.path, [node.data]):
        return None
    lines = edits.wrap_block(card.source, node)
    return Fix("make it a list", lines) if lines is not None else None


def _union(card: Card, violation: Violation, node: Mapping) -> Fix | None:
    """Return the fix that merges the lists of the subsets into one."""
    name, entry = violation.path[0], card.entry(str(violation.path[0]))
    words = [word for value in node.data.values() for word in (value if isinstance(value, list) else [value])]
    if not words or not all(isinstance(word, str) for word in words) or "#" in card.source.slice(node.span):
        return None
    if entry is None or (name != "language" and name not in BY_SUBSET):
        return None
    written = ", ".join(map(edits.to_yaml, dict.fromkeys(words)))
    if len(violation.path) == 1:
        edit = Edit(Span(entry.key.end, node.end), f": [{written}]")
    elif len(words) == 1 or _is_in_flow_list(card, violation):
        edit = Edit(node.span, written)
    else:
        return None
    return Fix("merge into one list", (edit,), Applicability.UNSAFE)


def _as_written(card: Card, node: Mapping) -> Fix | None:
    """Return the fix that quotes the tag ``- a: b``, which is a mapping because of its colon."""
    text = card.source.slice(node.span)
    if "\n" in text or text.startswith("{"):
        return None
    return Fix("quote the value", (Edit(node.span, edits.double_quote(text)),), Applicability.UNSAFE)


def _example(card: Card, violation: Violation, node: Scalar) -> Fix | None:
    """Return the fix that turns text into an example of the widget."""
    text = card.source.slice(node.span)
    if violation.path[0] != "widget" or len(violation.path) > 2 or not text or "\n" in text or text[0] in "&!":
        return None
    if _is_in_brackets(node.text):
        return None  # data in quotes that could not be read
    if len(violation.path) == 1:
        edit = Edit(node.span, f"[{{text: {edits.to_yaml(node.text)}}}]")
    elif _is_in_flow_list(card, violation):
        edit = Edit(node.span, f"{{text: {edits.to_yaml(node.text)}}}")
    else:
        edit = Edit(node.span, f"text: {text}")
    return Fix("make it a widget example", (edit,), Applicability.UNSAFE)


def _is_in_flow_list(card: Card, violation: Violation) -> bool:
    parent = card.node(*violation.path[:-1])
    return isinstance(parent, Sequence) and parent.flow


def _wrap(card: Card, node: Scalar | Mapping) -> Fix | None:
    edit = edits.wrap(card.source, node)
    return Fix("make it a list", (edit,)) if edit is not None else None


def _only_item(card: Card, node: Sequence) -> Fix | None:
    """Return the fix that replaces a list with its only item."""
    if len(node.items) != 1 or not isinstance(node.data[0], str):
        return None
    item = card.source.slice(node.items[0].span)
    if "\n" in item or not node.start <= node.items[0].start < node.end:
        return None
    start = node.start
    if not node.flow:
        start = len(card.source.text[:start].rstrip())
        item = f" {item}"
    return Fix("remove the list around the value", (Edit(node.span._replace(start=start), item),), Applicability.SAFE)
