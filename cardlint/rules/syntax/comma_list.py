"""``language: en, fr`` is a single value in YAML, not a list, so the Hub rejects it or keeps it as one odd word.

Write a list: ``[en, fr]``, or one item per line, each after a dash. A list in quotes, ``"['en', 'fr']"``, is also a
single value, and so are several values between spaces, semicolons or slashes. YAML joins an item with the one above if its dash is
indented further, or is missing.

Source: js-yaml and PyYAML read one string, measured; 8 of 7,116 real cards; huggingface/hub-docs#1134.
"""

from collections.abc import Iterator
from functools import cache, partial

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Path, Scalar, Sequence
from cardlint.card.kind import Kind
from cardlint.card.schema import fields
from cardlint.findings.diagnostic import Edit, Fix, Severity, Verdict
from cardlint.findings.quoting import quote, shorten
from cardlint.rule_kit import edits
from cardlint.rule_kit.accepted import accepts
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.syntax._joined_items import joined_items
from cardlint.rules.syntax._one_text import between_commas, between_other_separators, in_quotes, is_in_brackets
from cardlint.system.lazy_pattern import pattern

_NOT_WORDS = frozenset(("language_details", "preload_from_hub"))  # text, and items that hold commas
_PHRASES = frozenset(("tags", "metrics"))  # whose items may contain spaces
_OF_OTHER_RULES = frozenset(("language", "license"))  # which know names, too
_SEVERAL = pattern(r"[\s,;|/&+\[({]")
_SEVERAL_PHRASES = pattern(r"[,\[({]| - ")
_UNKNOWN_WORD = "not-a-known-word"


def check(card: Card) -> Iterator[Found]:
    if card.block is None:
        return
    lists = _lists(card.kind.value)
    for name, value in card.fields.items():
        hub = lists.get(name)
        if hub is None:
            continue
        text = value if isinstance(value, str) else "".join(filter(_is_text, value)) if isinstance(value, list) else ""
        if not (_SEVERAL_PHRASES if name in _PHRASES else _SEVERAL).search(text):
            continue
        for path, node in card.values(name):
            if not isinstance(node, Scalar) or not isinstance(node.data, str) or not _SEVERAL.search(node.data):
                continue
            takes = None if name in _PHRASES else partial(_fits, card, name)
            if (joined := joined_items(card, path, node, takes)) is not None:
                yield joined._replace(hub=hub, severity=hub.severity)
                continue
            text, words = node.data, _read(card, path, node.data)
            if not words or words == [text]:
                continue
            yield Found(
                node.span, _message(name, text, words), _fix(card, path, node, words), hub=hub, severity=hub.severity
            )


def _fits(card: Card, name: str, word: str) -> bool:
    """Return whether ``word`` can be an item of the field ``name``."""
    return not any(character.isspace() for character in word) and accepts(card, (name,), [word])


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _read(card: Card, path: Path, text: str) -> list[str] | None:
    """Return the words of the list that ``text`` was meant to be, or None."""
    name, is_item = str(path[0]), len(path) > 1

    @cache
    def fits(word: str) -> bool:
        return accepts(card, (name,), [word])

    if is_in_brackets(text.strip()):
        words = in_quotes(text)
        if words != [text.strip()[1:-1].strip()]:
            return words
        return words if not is_item and not fits(text) and fits(words[0]) else None  # one word in brackets
    words = between_commas(text)
    if words is not None:
        may_be_phrases = name in _PHRASES or not (is_item or name == "license")
        return words if may_be_phrases or not any(" " in word for word in words) else None
    if "," in text or name in _PHRASES or name in _OF_OTHER_RULES:
        return None
    return between_other_separators(text, fits, is_open=fits(_UNKNOWN_WORD))


def _message(name: str, text: str, words: list[str]) -> str:
    written = ", ".join(words)
    if len(words) == 1 and not is_in_brackets(text.strip()):
        return f"`{name}: {shorten(text)}` has a stray comma; write {quote(written)}"
    return f"`{name}: {shorten(text)}` is one value, not a list; write {quote(f'[{written}]')}"


@cache
def _lists(kind: str) -> dict[str, Verdict]:
    """Return the fields that take a list of words, and how the Hub reacts to an invalid one."""
    return {
        name: Verdict(fields.known(kind)[name].get("x-hub", "unknown"))
        for name in fields.lists_of_words(kind) - _NOT_WORDS
    }


def _fix(card: Card, path: Path, node: Scalar, words: list[str]) -> Fix | None:
    parent = card.node(path[0])
    is_word = len(words) == 1 and not is_in_brackets(node.text.strip())
    if is_word and not isinstance(parent, Sequence):
        return Fix("remove the comma", (Edit(node.span, edits.to_yaml(words[0])),))
    edit = edits.divide(card.source, node, parent, words)
    return Fix("remove the comma" if is_word else "write a list", (edit,)) if edit is not None else None


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
        Example(
            bad="tags: «\"['lora', 'trl']\"»",
            good="tags: [lora, trl]",
            fixed=True,
            message="`tags: ['lora', 'trl']` is one value, not a list; write `[lora, trl]`",
        ),
        Example(
            bad="""language: «'["en", "no"]'»\ntags: «"['a']"»""", good='language: [en, "no"]\ntags: [a]', fixed=True
        ),
        Example(bad="""tags: [a, «"['b', 'c']"»]""", good="tags: [a, b, c]", fixed=True),
        Example(bad="tags:\n- «\"['b c', d]\"»\n", good="tags:\n- b c\n- d\n", fixed=True),
        Example(bad="tags: «|\n  ['lora', 'trl']»\nlicense: mit", good="tags: [lora, trl]\nlicense: mit", fixed=True),
        Example(bad="tags: «\"'lora', 'trl'\"»", good="tags: [lora, trl]", fixed=True),
        Example(bad="tags: «lora (rank 8, alpha 16), trl»", good='tags: ["lora (rank 8, alpha 16)", trl]', fixed=True),
        Example(
            bad="hf_oauth_scopes: «email read-repos»\nhf_oauth: true\nmodels: «a/b c/d»",
            good="hf_oauth_scopes: [email, read-repos]\nhf_oauth: true\nmodels: [a/b, c/d]",
            kind=Kind.SPACE,
            fixed=True,
            message="`hf_oauth_scopes: email read-repos` is one value, not a list; write `[email, read-repos]`",
        ),
        Example(bad="datasets: «a/b\n  c/d»\ntags: [a]", good="datasets: [a/b, c/d]\ntags: [a]", fixed=True),
        Example(
            bad="tags:\n- lora\n  «- trl»\n- text",
            good="tags:\n- lora\n- trl\n- text",
            fixed=True,
            message="`- trl` is indented too far, so YAML reads `lora - trl`; indent it like the item above",
        ),
        Example(
            bad="language:\n  - en\n    «fr»\nlicense: mit",
            good="language:\n  - en\n  - fr\nlicense: mit",
            fixed=True,
            message="a dash is missing before `fr`, so YAML reads `en fr`; insert it",
        ),
        Example(
            bad="datasets:\n- «a/b\n  c/d\n  squad»\n- e", good="datasets:\n- a/b\n- c/d\n- squad\n- e", fixed=True
        ),
        Example(bad="base_model: «a/b and c/d»", good="base_model: [a/b, c/d]", fixed=True),
        Example(bad="datasets:\n- «a/b; c/d»\n- e", good="datasets:\n- a/b\n- c/d\n- e", fixed=True),
        Example(
            bad="task_categories: «text-classification/fill-mask»",
            good="task_categories: [text-classification, fill-mask]",
            kind=Kind.DATASET,
            fixed=True,
        ),
    ),
    silent=(
        Example(good="tags: ['[WIP]', 'a and b', 'a/b c/d']"),
        Example(good="datasets: The Pile"),
        Example(good="tags:\n- a long tag that\n  continues here"),
        Example(good="tags:\n- a\n  - b\n  c"),
        Example(good="tags:\n- 'a\n  - b'"),
        Example(good="tags: [a\n  - b]"),
        Example(good="base_model: a/b foo c/d"),
        Example(good="base_model: a/b/c"),
        Example(good="license: mit and others"),
        Example(good='tags: "[lora, trl"'),
        Example(good="tags: '[[a], b]'"),
        Example(good="tags: \"{'a': 1, 'b': 2}\""),
        Example(good="tags: '[a, None]'"),
        Example(good="tags: 'lora (a, b'"),
        Example(good="language: en fr"),
        Example(good="tags: ['1,000 hours']"),
        Example(good="tags: [',']"),
        Example(good="language: [en, 'old Norse, as written']"),
        Example(good="license: mit, see the file"),
        Example(good="license_name: a,b"),
        Example(good="tags: {a,b: c}"),
    ),
)
