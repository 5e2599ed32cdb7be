"""What the fix of field-order moves, what it leaves in place, and when it is not offered."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from cardlint import lint_text
from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.schema import fields
from cardlint.config import Config
from cardlint.findings.source import Source
from cardlint.lint import fix
from cardlint.rules.fields.field_order import RULE
from cardlint.system.resources import load_json

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
CONFIG = Config(select=frozenset((RULE.name,)))
BLOCK = re.compile(r"^(?:\s*---[\r\n]+)([\S\s]*?)(?:[\r\n]+---(?:\r\n|\n|$))")  # as huggingface_hub finds it


def fixed(yaml_text: str, kind: Kind = Kind.MODEL, end: str = "\n") -> str:
    text = fix.fix_text(f"---{end}{yaml_text}---{end}", kind=kind, config=CONFIG)
    return text.removeprefix(f"---{end}").removesuffix(f"---{end}")


def is_declined(yaml_text: str, kind: Kind = Kind.MODEL) -> bool:
    found = lint_text(f"---\n{yaml_text}---\n", kind=kind, config=CONFIG)
    return [each.fix for each in found] == [None]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("license: mit # why\nlanguage: en # two\n", "language: en # two\nlicense: mit # why\n"),
        ("license: mit\n# one\n# two\nlanguage: en\n", "# one\n# two\nlanguage: en\nlicense: mit\n"),
        ("license: mit\n\n# of the language\nlanguage: en\n", "# of the language\nlanguage: en\n\nlicense: mit\n"),
        ("# all\n\nlicense: mit\nlanguage: en\n", "# all\n\nlanguage: en\nlicense: mit\n"),
        ("license: mit\n\n# results\n\nlanguage: en\n", "language: en\n\nlicense: mit\n\n# results\n"),
        ("license: mit\nlanguage: en\n\n# the end\n", "language: en\nlicense: mit\n\n# the end\n"),
        ("tags:\n- a\n# - b\nlicense: mit\n", "license: mit\ntags:\n- a\n# - b\n"),
        ("tags:\n  - a\n  # b\nlicense: mit\n", "license: mit\ntags:\n  - a\n  # b\n"),
        ("tags:\n- a\nlicense: mit\n# - b\n", "license: mit\n# - b\ntags:\n- a\n"),
    ],
)
def test_comments_go_with_their_field(before: str, after: str) -> None:
    assert fixed(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("license: mit\n\nlanguage: en\ntags: a\n", "language: en\n\nlicense: mit\ntags: a\n"),
        ("license: mit\nlanguage: en\n\n", "language: en\nlicense: mit\n\n"),
        ("\nlicense: mit\nlanguage: en\n", "\nlanguage: en\nlicense: mit\n"),
        ("license: mit\ntags: a\n\n\nlanguage: en\n", "language: en\nlicense: mit\n\n\ntags: a\n"),
    ],
)
def test_blank_lines_stay_where_they_are(before: str, after: str) -> None:
    assert fixed(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [a,\nb]\nlicense: mit\n", "license: mit\ntags: [a,\nb]\n"),
        ("license:\nlanguage: en\n", "language: en\nlicense:\n"),
        ('license: mit\nlanguage: "en"\n', 'language: "en"\nlicense: mit\n'),
        (
            "x: |\n  # text\n\n  more\n\nlicense: mit\ntext: >-\n  one\n\n  two\nlanguage: en\n",
            "x: |\n  # text\n\n  more\n\nlanguage: en\nlicense: mit\ntext: >-\n  one\n\n  two\n",
        ),
        (
            "x: 1\nlicense: mit\ny: 2\nlanguage: en\nz: 3\n",
            "x: 1\nlanguage: en\nz: 3\nlicense: mit\ny: 2\n",
        ),
        (
            "license: mit\ntext: |\n  more\ntags: [a]\nlanguage: en\n",
            "language: en\nlicense: mit\ntext: |\n  more\ntags: [a]\n",
        ),
    ],
)
def test_fields_move_whole(before: str, after: str) -> None:
    assert fixed(before) == after


def test_line_ends_are_kept() -> None:
    before = "license: mit\r\n\r\n# two\r\nlanguage:\r\n- en\r\n"
    assert fixed(before, end="\r\n") == "# two\r\nlanguage:\r\n- en\r\n\r\nlicense: mit\r\n"
    assert fixed("license: mit\r\nlanguage: en\n") == "language: en\nlicense: mit\r\n"


@pytest.mark.parametrize(
    "yaml_text",
    [
        "{license: mit, language: en}\n",
        "license: &a mit\nlanguage: en\nlicense_name: *a\n",
        "x: &x {a: b}\nlicense: mit\nlanguage: en\n<<: *x\n",
        "license: mit\nlanguage: en\nlicense: mit\n",
        "license: mit\nlanguage: en\nx: !unknown y\n",
        "1: x\nlicense: mit\nlanguage: en\n'1': y\n",
        "? license\n: mit\nlanguage: en\n",
        "  license: mit\n  language: en\n",
        "license: mit\nlanguage: en\n...\n",
        "# on the licence, or on all\nlicense: mit\nlanguage: en\n",
        "license: mit\nx: |+\n  a\n\nlanguage: en\n",
        "license: mit\nlanguage: |\n  en\n",
        "tags: a\nlicense: mit\ny: >\n  a\n",
    ],
)
def test_declines_where_moved_lines_could_say_something_else(yaml_text: str) -> None:
    assert is_declined(yaml_text)


@pytest.mark.parametrize(
    "text", ["licence of it: mit\n\nlanguage: en\n", "---\nlicense: mit\nlanguage: [en\n---\n", ""]
)
def test_is_silent_where_the_fields_are_not_known(text: str) -> None:
    assert lint_text(text, kind=Kind.MODEL, config=CONFIG) == []


def test_other_fixes_are_made_next_to_it() -> None:
    config = Config(select=frozenset((RULE.name, "misspelled-field", "unknown-license")))
    text = "---\ntags: [a]\nlicence: Apache-2\nlanguage: en\n---\n# A\n"
    assert fix.fix_text(text, kind=Kind.MODEL, config=config, unsafe=True) == (
        "---\nlanguage: en\nlicense: apache-2.0\ntags: [a]\n---\n# A\n"
    )


@pytest.mark.parametrize("kind", RULE.kinds)
def test_order_is_of_fields_that_the_kind_knows(kind: Kind) -> None:
    order = load_json("schemas/facts/field_order.json")["entries"][kind.value]
    assert len(set(order)) == len(order)
    assert set(order) <= fields.known(kind.value).keys()


def test_fix_keeps_data_and_lines_of_real_cards() -> None:
    paths = sorted(CORPUS.glob("*/*/README.md"))
    if not paths:
        pytest.skip("no corpus of real cards beside the checkout")
    count = 0
    for path in paths[::7]:
        card = Card(Source.decode(path.read_bytes(), str(path)), Kind(path.parts[-3]))
        result = fix.fix_card(card, CONFIG)
        assert result.dropped == []
        if not result.applied:
            continue
        count += 1
        before, after = card.source.text, result.card.source.text
        assert data(before) == data(after), path
        assert Counter(before.split("\n")) == Counter(after.split("\n")), path
        assert list(RULE.check(result.card)) == [], path
        if count == 300:
            return
    raise AssertionError(f"only {count} cards")


def data(text: str) -> object:
    found = BLOCK.search(text)
    assert found is not None
    return yaml.safe_load(found[1])
