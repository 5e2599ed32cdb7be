"""Detecting harm: edits may change only what they touch, and nothing else in the front matter."""

import re

import pytest

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Edit
from cardlint.findings.source import Source, Span
from cardlint.lint.fix.edited import Edited
from cardlint.lint.fix.harm import is_harmless, is_harmless_in_file

_EDIT = re.compile(r"⟦(?P<old>[^|⟧]*)\|(?P<new>[^⟧]*)⟧")


def edited(marked: str) -> tuple[Source, Edited]:
    """Return the text and its edits, which are written as ``⟦old|new⟧`` in ``marked``."""
    text = ""
    edits = []
    at = 0
    for each in _EDIT.finditer(marked):
        text += marked[at : each.start()]
        edits.append(Edit(Span(len(text), len(text) + len(each["old"])), each["new"]))
        text += each["old"]
        at = each.end()
    text += marked[at:]
    return Source(text), Edited(text, edits)


def does_harm(marked: str) -> bool:
    source, change = edited(marked)
    return not is_harmless(Card(source), Card(Source(change.text)), change)


def does_harm_within(fields: str) -> bool:
    return does_harm(f"---\n{fields}\n---\n# T\n\nText.\n")


@pytest.mark.parametrize(
    "fields",
    [
        "a: ⟦1|2⟧\nb: x",
        "a: ⟦x|'x'⟧\nb: x",
        "a: ⟦x|[x, y]⟧\nb: x",
        "⟦a|c⟧: 1\nb: x",
        "⟦a: 1\n|⟧b: x",
        "a: 1\n⟦|c: 2\n⟧b: x",
        "a: 1⟦\nb: x|⟧",
        "a:\n- x\n⟦- y\n|⟧- z",
        "a: [x⟦, y|⟧, z]",
        "a:\n⟦    |  ⟧- x\nb: x",
        "a:\n- x: 1\n⟦   |  ⟧y: 2\nb: x",
        "⟦a: 1\nb: 2|b: 2\na: 1⟧",
        "- a\n- ⟦b|c⟧",
        "a: &t [x]\nb: ⟦*t|[x]⟧\nc: 1",
        "a: ⟦&t |⟧[x]\nb: ⟦*t|[x]⟧\nc: 1",
        "a: 1⟦ # it is|⟧\nb: x",
        "a: [1, .nan, true, null]\nb: ⟦x|y⟧",
    ],
)
def test_edits_may_change_what_they_touch(fields: str) -> None:
    assert not does_harm_within(fields)


@pytest.mark.parametrize(
    "fields",
    [
        "a: 1⟦|\n---⟧\nb: x",
        "a: 1⟦|\nb: 2⟧\nb: x",
        "a: ⟦1|'1⟧\nb: x",
        "a: ⟦1|@1⟧\nb: x",
        "a: ⟦1|*c⟧\nb: x",
        "a: 1⟦\n| ⟧b: x",
        "a: [x⟦]|⟧\nb: [x]",
        "a:\n- x⟦|:⟧\n- y",
        "a:\n- x\n⟦-|⟧ y",
        "a:\n  x: 1\n⟦  |⟧y: 2\nb: x",
        "a: &t [x]\nb: *t\nc: ⟦1|&t 2⟧\nd: *t",
        "a: &t x\nb: *t\nc: [⟦1|2⟧]\nd: &t y⟦|\ne: *t⟧\nf: *t⟦|x⟧",
        "a: [⟦|[⟧ 1, 2 ⟦|]⟧, 3]",
        "⟦a: 1\nb: 2|b: 2\na: 3⟧",
        "⟦a: 1\nb: 2|⟧",
        "⟦a: 1|- a⟧\nb: 2",
        "b: x # ⟦c|d\nc: 1⟧: y\nd: 2⟦ |\nb: ⟧3",
    ],
)
def test_what_they_do_not_touch_must_stay(fields: str) -> None:
    assert does_harm_within(fields)


@pytest.mark.parametrize(
    ("card", "is_harm"),
    [
        ("---\na: 1\n---\n# T⟦|itle⟧\n", False),
        ("# T⟦|itle⟧\n", False),
        ("⟦|---\na: 1\n---\n⟧# T\n", False),
        ("⟦|---\na: 1\n---⟧\n# T\n", False),
        ("⟦|---\na: 1\na: 2\n---\n⟧# T\n", True),
        ("⟦|---\n⟧a: 1\n---\n# T\n", True),
        ("⟦# T\n|⟧---\na: 1\n---\n", True),
        ("⟦---\na: 1\n---\n|⟧# T\n", True),
        ("⟦---|--⟧\na: 1\n---\n# T\n", True),
        ("---\na: 1\n⟦---|--⟧\n# T\n", True),
        ("---\na: 1\n⟦---|--- x⟧\n# T\n", True),
        ("---\na: 1\n⟦---\n|⟧\nb: c\n---\n", True),
        ("---\na: 1\n⟦---  |---⟧\n# T\n", False),
        ("---\na: 1⟦|\nb: 2⟧\n---\n\n---\n", False),
        ("---\na: 1\n--- ⟦ |⟧\n# T\n", False),
        ("---\na: 1⟦|0⟧\n", False),
    ],
    ids=[
        "text alone",
        "text without front matter",
        "front matter of one edit",
        "front matter up to its fence",
        "front matter with a fault",
        "front matter of an edit and text",
        "text becomes front matter",
        "front matter goes",
        "no opening fence",
        "no closing fence",
        "nearly a closing fence",
        "text becomes fields",
        "no blanks behind the closing fence",
        "the closing fence moves with the text",
        "blanks behind the closing fence",
        "front matter that is not closed",
    ],
)
def test_front_matter_ends_where_it_did(card: str, is_harm: bool) -> None:
    assert does_harm(card) == is_harm


@pytest.mark.parametrize(
    ("fields", "is_harm"),
    [
        ("a: 1\nb: ⟦@x|'@x'⟧\nc: 2", False),
        ("a: 1\nb: ⟦@x|'@x'⟧\nc: @y", False),
        ("a: 1\nb: ⟦@x|@@x⟧\nc: 2", False),
        ("a: ⟦1|2⟧\nb: @x\nc: 2", False),
        ("a: 1⟦|\nd: @⟧\nb: @x\nc: 2", True),
        ("a: 1⟦\n| ⟧b: 2\nc: @x", True),
        ("a: 1\nb: 2⟦\n| ⟧c: @x", True),
        ("a: [⟦|[⟧ 1, 2 ⟦|]⟧, 3]\nb: 2\nc: @x", True),
        ("a: 1\nb: 2\nc: ⟦@x|'@x'\na: 3⟧", False),
    ],
)
def test_of_yaml_that_is_cut_off_what_was_surely_read_must_stay(fields: str, is_harm: bool) -> None:
    assert does_harm_within(fields) == is_harm


def test_bytes_that_were_no_text_are_replaced_by_any() -> None:
    source = Source.decode("---\na: é\n---\n".encode("latin-1"), "README.md")
    at = source.text.index("a: ") + 3
    change = Edited(source.text, [Edit(Span(at, at + 1), "é\nb: 1")])
    assert is_harmless(Card(source), Card(Source(change.text)), change)


@pytest.mark.parametrize(
    ("path", "text", "is_harm"),
    [
        ("LICENSE", "a: ⟦1|'1⟧\n", False),
        (".eval_results/a.yaml", "a: ⟦1|2⟧\nb: 1\n", False),
        (".eval_results/a.yml", "a: ⟦1|'1⟧\nb: 1\n", True),
        (".eval_results/a.yaml", "a: ⟦1|2\nb: 3⟧\nb: 1\n", True),
        (".eval_results/a.yaml", "a: ⟦1|2⟧\nb: @x\n", True),
        (".eval_results/a.yaml", "a: 1\nb: x\n⟦a: 1\n|⟧", False),
        (".eval_results/a.yaml", "a:\n- x\nb:\n⟦a:\n- x\n|⟧", True),
        (".eval_results/a.yaml", "a: ⟦2|3⟧\nb: x\na: 1\n", False),
    ],
)
def test_files_next_to_the_card_are_compared_where_they_are_yaml(path: str, text: str, is_harm: bool) -> None:
    source, change = edited(text)
    assert is_harmless_in_file(Source(source.text, path), change) == (not is_harm)
