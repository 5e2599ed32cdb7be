"""``language: en, fr`` is a single value in YAML, not a list, so the Hub rejects it or keeps it as one odd word.

Write a list: ``[en, fr]``, or one item per line, each after a dash.

Source: js-yaml and PyYAML read one string, measured; 8 of 7,116 real cards.
"""

from collections.abc import Iterator
from functools import cache

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Node, Scalar, Sequence
from cardlint.card.schema import fields
from cardlint.findings.diagnostic import Edit, Fix, Severity, Verdict
from cardlint.findings.quoting import quote, shorten
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_NOT_WORDS = frozenset(("language_details", "preload_from_hub"))  # text, and items that hold commas
_PHRASES = frozenset(("tags", "metrics"))  # whose items may contain spaces
_NUMBER = pattern(r"\d,\d")


def check(card: Card) -> Iterator[Found]:
    if card.block is None or card.source.text.find(",", *card.block.content) < 0:
        return
    lists = _lists(card.kind.value)
    for name, value in card.fields.items():
        hub = lists.get(name)
        if hub is None or not isinstance(value, str | list):
            continue
        if not any("," in word for word in value if isinstance(word, str)):
            continue
        for path, node in card.values(name):
            text = node.data
            if not isinstance(text, str) or "," not in text or not isinstance(node, Scalar) or _NUMBER.search(text):
                continue
            words = [word for part in text.split(",") if (word := part.strip())]
            is_item = len(path) > 1
            if not words or (
                (is_item or name == "license") and name not in _PHRASES and any(" " in word for word in words)
            ):
                continue
            written = ", ".join(words)
            wanted = f"one value, not a list; write {quote(f'[{written}]')}"
            yield Found(
                node.span,
                f"`{name}: {shorten(text)}` {f'is {wanted}' if len(words) > 1 else f'has a stray comma; write {quote(written)}'}",
                _fix(card, card.node(name), node, words),
                hub=hub,
                severity=hub.severity,
            )


@cache
def _lists(kind: str) -> dict[str, Verdict]:
    """Return the fields that take a list of words, and how the Hub reacts to an invalid one."""
    return {
        name: Verdict(fields.known(kind)[name].get("x-hub", "unknown"))
        for name in fields.lists_of_words(kind) - _NOT_WORDS
    }


def _fix(card: Card, parent: Node | None, node: Scalar, words: list[str]) -> Fix | None:
    text = card.source.text
    if "\n" in card.source.slice(node.span):
        return None
    written = [edits.to_yaml(word) for word in words]
    if not isinstance(parent, Sequence):
        replacement = f"[{', '.join(written)}]" if len(written) > 1 else written[0]
    elif parent.flow:
        replacement = ", ".join(written)
    else:
        lead = text[text.rfind("\n", 0, node.start) + 1 : node.start]
        if lead.strip() != "-":
            return None
        replacement = f"{card.source.line_end}{lead}".join(written)
    return Fix("write a list" if len(words) > 1 else "remove the comma", (Edit(node.span, replacement),))


RULE = Rule(
    name="comma-list",
    code="CL035",
    category="syntax",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    examples=(
        Example(
            bad="language: «en, fr»",
            good="language: [en, fr]",
            fixed=True,
            message="`language: en, fr` is one value, not a list; write `[en, fr]`",
        ),
        Example(bad="tags:\n- «text, legal»\n- c", good="tags:\n- text\n- legal\n- c", fixed=True),
        Example(bad='tags: [«"a, b"»]', good="tags: [a, b]", fixed=True),
        Example(bad="language:\n- «en,»", good="language:\n- en", fixed=True),
        Example(bad='tags:\n- «"a,\n  b"»', good="tags: [a, b]"),
        Example(bad="tags:\n- «&t a,b»\n- c", good="tags: [a, b, c]"),
    ),
    silent=(
        Example(good="tags: ['1,000 hours']"),
        Example(good="tags: [',']"),
        Example(good="language: [en, 'old Norse, as written']"),
        Example(good="license: mit, see the file"),
        Example(good="license_name: a,b"),
        Example(good="tags: {a,b: c}"),
    ),
)
