"""A value of the wrong type is refused by the Hub or read as nothing: a list for a text, a number without quotes.

Write what the message says: text, a list, a mapping, a number, or true or false.

Source: the types of the Hub's own API, @huggingface/hub 2.17.5; its validator answers '"widget" must be an array'.
"""

from collections.abc import Iterator

from cardlint import edits
from cardlint.card import Card
from cardlint.diagnostic import Applicability, Edit, Fix, Severity, Verdict
from cardlint.front_matter.node import Mapping, Path, Scalar, Sequence, show
from cardlint.front_matter.scalars import Timestamp
from cardlint.kind import Kind
from cardlint.rule import Example, Found, Rule
from cardlint.schema.violation import Violation
from cardlint.shown import shown

_WORDS = {
    "string": "text",
    "array": "a list",
    "object": "a mapping",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
}
_TRUTH = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}


_BY_SUBSET = frozenset(  # written by subset they are the business of the dataset rules
    ("task_categories", "task_ids", "size_categories", "multilinguality", "annotations_creators", "language_creators")
)


def check(card: Card) -> Iterator[Found]:
    """Report one finding for each value, and one for all items of a list that need the same rewriting."""
    before: Path = ()
    for violation in card.violations("wrong-type"):
        if _is_reported_elsewhere(violation):
            continue
        fix = _fix(card, violation)
        parent = violation.path[:-1] if isinstance(violation.path[-1], int) else ()
        if fix is None and parent and parent == before:
            continue
        before = parent if fix is None else ()
        yield Found(
            violation.span,
            _message(violation),
            fix,
            hub=violation.hub,
            severity=Severity.ERROR if violation.hub is Verdict.REFUSES else Severity.WARNING,
        )


def _is_reported_elsewhere(violation: Violation) -> bool:
    """Return whether a rule of the syntax says it better: date, version, list in a list, ``a, b``, ``{license}``."""
    found, node = violation.found, violation.node
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return (
        (isinstance(found, Timestamp) and "string" in violation.expected)
        or (is_number and str(violation.path[-1]).endswith("version"))
        or (isinstance(found, list) and isinstance(violation.path[-1], int))
        or (isinstance(found, str) and "," in found and len(violation.path) == 1 and _wants_list(violation))
        or (isinstance(node, Mapping) and node.flow and bool(node.data) and set(node.data.values()) == {None})
        or (isinstance(found, dict) and violation.path[0] in _BY_SUBSET and bool(found) and _holds_lists(found))
    )


def _holds_lists(found: dict[str, object]) -> bool:
    return all(isinstance(words, list) for words in found.values())


def _wants_list(violation: Violation) -> bool:
    return "array" in violation.expected and "string" not in violation.expected


def _message(violation: Violation) -> str:
    words = list(dict.fromkeys(_WORDS[name] for name in violation.expected if name in _WORDS))
    expected = " or ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} or {words[-1]}"
    return f"{shown(show(violation.path))} must be {expected}, not {_named(violation.found)}"


def _named(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {shown(value)}"
    if isinstance(value, Timestamp):
        return f"the date {shown(value)}"
    return f"the text {shown(value)}" if isinstance(value, str) else shown(value)


def _fix(card: Card, violation: Violation) -> Fix | None:
    node, expected = violation.node, violation.expected
    if isinstance(node, Scalar):
        if "string" in expected:
            if not node.plain or not node.text or isinstance(node.data, bool):
                return None  # true in quotes is seldom what was meant
            return Fix("put it in quotes", (edits.quote(card.source, node),))
        if isinstance(node.data, str):
            return _unquoted(node, expected) or _listed(card, violation, node)
        return _listed(card, violation, node)
    if isinstance(node, Sequence) and "string" in expected and "array" not in expected:
        return _only_item(card, node)
    if isinstance(node, Mapping) and node.flow and "array" in expected:
        return _wrapped(card, node)
    return None


def _unquoted(node: Scalar, expected: list[str]) -> Fix | None:
    """Return the fix for ``"true"`` and ``"8080"``, whose quotes make text of them."""
    word = node.text.strip().lower()
    if "boolean" in expected and word in _TRUTH:
        return Fix(f"write {_TRUTH[word]}", (Edit(node.span, _TRUTH[word]),))
    is_number = word.isascii() and word.replace(".", "", 1).isdecimal() and word[:1] != "0"
    if is_number and ("number" in expected or ("integer" in expected and "." not in word)):
        return Fix("take off the quotes", (Edit(node.span, word),))
    return None


def _listed(card: Card, violation: Violation, node: Scalar) -> Fix | None:
    """Return the fix that makes a list of one word; ``configs: en`` wants more than that."""
    if "array" not in violation.expected or len(violation.path) != 1 or violation.path[0] in ("configs", "widget"):
        return None
    if node.plain and not isinstance(node.data, str):
        return Fix("make it a list", (Edit(node.span, f"[{edits.quote(card.source, node).text}]"),))
    return _wrapped(card, node)


def _wrapped(card: Card, node: Scalar | Mapping) -> Fix | None:
    edit = edits.wrap(card.source, node)
    return Fix("make it a list", (edit,)) if edit is not None else None


def _only_item(card: Card, node: Sequence) -> Fix | None:
    """Return the fix that writes the only item of a list in its place."""
    if len(node.items) != 1 or not isinstance(node.data[0], str):
        return None
    item = card.source.slice(node.items[0].span)
    if "\n" in item or not node.start <= node.items[0].start < node.end:
        return None
    start = node.start
    if not node.flow:
        start = len(card.source.text[:start].rstrip())
        item = f" {item}"
    return Fix("write the item alone", (Edit(node.span._replace(start=start), item),), Applicability.SAFE)


RULE = Rule(
    name="wrong-type",
    code="CL052",
    category="fields",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    breach=True,
    examples=(
        Example(
            bad="tags: «legal»",
            good="tags: [legal]",
            fixed=True,
            message="tags must be a list, not the text legal",
        ),
        Example(
            bad="tags:\n- legal\n- «2024»",
            good='tags:\n- legal\n- "2024"',
            fixed=True,
            message="tags[1] must be text, not the number 2024",
        ),
        Example(
            bad="language: «false»",
            good="language: en",
            message="language must be text or a list, not false",
        ),
        Example(
            bad="pipeline_tag:\n«- fill-mask»",
            good="pipeline_tag: fill-mask",
            fixed=True,
            message="pipeline_tag must be text, not a list",
        ),
        Example(bad="library_name: «[peft]»", good="library_name: peft", fixed=True),
        Example(bad='sdk: static\npinned: «"yes"»', good="sdk: static\npinned: true", kind=Kind.SPACE, fixed=True),
        Example(
            bad="sdk: static\npinned: «flase»",
            good="sdk: static\npinned: false",
            kind=Kind.SPACE,
            message="pinned must be true or false, not the text flase",
        ),
        Example(bad='sdk: docker\napp_port: «"8080"»', good="sdk: docker\napp_port: 8080", kind=Kind.SPACE, fixed=True),
        Example(bad="widget:\n  «text: Hello»", good="widget:\n- text: Hello"),
        Example(bad="configs:\n- «en»\n- fr", good="configs:\n- config_name: en", kind=Kind.DATASET),
    ),
)
