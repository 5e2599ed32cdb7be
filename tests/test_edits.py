"""Edits of front matter: what they write, and when they return None."""

import pytest

from cardlint.card.card import Card
from cardlint.card.front_matter import reader
from cardlint.card.front_matter.node import Mapping, Sequence
from cardlint.findings.diagnostic import Edit
from cardlint.findings.source import Source, Span
from cardlint.lint.fix.edited import Edited, meets
from cardlint.rule_kit import edits


def card_of(yaml: str) -> Card:
    return Card(Source(f"---\n{yaml}---\n"))


def after(card: Card, edit: Edit | None) -> str | None:
    return Edited(card.source.text, [edit]).text[4:-4] if edit is not None else None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("mit", "mit"),
        ("apache-2.0", "apache-2.0"),
        ("no", '"no"'),
        ("1.10", '"1.10"'),
        ("", '""'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("日本語", '"日本語"'),
        ("a\u2028b", '"a\\u2028b"'),
        ("a\x85\ufeff", '"a\\u0085\\ufeff"'),
        ("it's", '"it\'s"'),
        ('"x"', '"\\"x\\""'),
    ],
)
def test_written_is_read_as_it_was_meant(value: str, text: str) -> None:
    assert edits.to_yaml(value) == text
    root = reader.parse(f"a: [{text}]").root
    assert root is not None
    assert root.data == {"a": [value]}


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("a: x # why\n", "a: new # why\n"),
        ("a: 'x'\n", "a: 'new'\n"),
        ("a: 'it''s'\n", "a: 'new'\n"),
        ('a: "x"\r\n', 'a: "new"\r\n'),
        ("a: &b x\n", "a: &b new\n"),
        ("a: !!str 1\n", "a: !!str new\n"),
        ("a: |\n  x\n  y\nb: 1\n", "a: new\nb: 1\n"),
    ],
)
def test_replace_keeps_quotes_comments_and_anchors(yaml: str, expected: str) -> None:
    card = card_of(yaml)
    node = card.node("a")
    assert node is not None
    assert after(card, edits.replace(card.source, node, "new")) == expected


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [("a: no\n", 'a: "no"\n'), ("a: x\n  y\n", 'a: "x y"\n'), ("a: &b no\n", 'a: &b "no"\n')],
)
def test_quote_keeps_what_is_read(yaml: str, expected: str) -> None:
    card = card_of(yaml)
    node = card.node("a")
    assert node is not None
    assert after(card, edits.quote(card.source, node)) == expected


@pytest.mark.parametrize(
    ("yaml", "index", "expected"),
    [
        ("a:\n- x\n- y # why\n- z\n", 1, "a:\n- x\n- z\n"),
        ("a:\n- x\n- y\n", 1, "a:\n- x\n"),
        ("a:\n- x\n", 0, None),
        ("a: [x]\n", 0, "a: []\n"),
        ("a: [x, y]\n", 0, "a: [y]\n"),
        ("a: [x, y]\n", 1, "a: [x]\n"),
        ("a: [x,\n  y, # why\n  z]\n", 2, "a: [x,\n  y]\n"),
        ("a:\r\n- x\r\n- y\r\n", 0, "a:\r\n- y\r\n"),
        ("a:\n- - x\n  - y\n- z\n", 1, "a:\n- - x\n  - y\n"),
        ("a:\n- name: x\n  b: 1\n- name: y\n", 0, "a:\n- name: y\n"),
        ("a:\n-\n- y\n", 0, "a:\n- y\n"),
        ("a: [&b x, *b]\n", 1, None),
        ("a:\n- &b x\n- *b\n", 1, None),
    ],
)
def test_delete_item(yaml: str, index: int, expected: str | None) -> None:
    card = card_of(yaml)
    node = card.node("a")
    assert isinstance(node, Sequence)
    assert after(card, edits.delete_item(card.source, node, index)) == expected


@pytest.mark.parametrize(
    ("yaml", "path", "name", "expected"),
    [
        ("a: 1\nb: 2\n", (), "a", "b: 2\n"),
        ("a: 1\nb:\n- x\n\nc: 3\n", (), "b", "a: 1\n\nc: 3\n"),
        ("a: {b: 1, c: 2}\n", ("a",), "b", "a: {c: 2}\n"),
        ("a: {b: 1, c: 2}\n", ("a",), "c", "a: {b: 1}\n"),
        ("a:\n- b: 1\n  c: 2\n", ("a", 0), "b", None),
        ("a:\n- b: 1\n  c: 2\n", ("a", 0), "c", "a:\n- b: 1\n"),
        ("a: |\n  x\n\n  y\nb: 2\n", (), "a", "b: 2\n"),
        ("x: &d {b: 1}\na:\n  <<: *d\n", ("a",), "b", None),
    ],
)
def test_delete_entry(yaml: str, path: tuple[str | int, ...], name: str, expected: str | None) -> None:
    card = card_of(yaml)
    mapping = card.node(*path)
    assert isinstance(mapping, Mapping)
    assert after(card, edits.delete_entry(card.source, mapping, mapping.index[name])) == expected


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("a:\n- b:\n  c: 2\n", "a:\n- c: 2\n"),
        ("a:\n  -  b: 1\n     c: 2\n     d: 3\n", "a:\n  -  c: 2\n     d: 3\n"),
        ("a:\n- b: # x\n  c: 2\n", None),
        ("a:\n- b:\n", None),
        ("a:\n- {b: 1, c: 2}\n", None),
    ],
)
def test_delete_behind_dash(yaml: str, expected: str | None) -> None:
    card = card_of(yaml)
    item = card.node("a", 0)
    assert isinstance(item, Mapping)
    made = edits.delete_behind_dash(card.source, item)
    assert (Edited(card.source.text, made).text[4:-4] if made is not None else None) == expected


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("a:\nb: 1\n", "a: x\nb: 1\n"),
        ("a:  \r\nb: 1\n", "a: x\r\nb: 1\n"),
        ("a: # why\n", "a: x # why\n"),
        ("'a': ~  # why\n", "'a': x  # why\n"),
        ("{a: , b: 1}\n", "{a: x , b: 1}\n"),
    ],
)
def test_write(yaml: str, expected: str) -> None:
    card = card_of(yaml)
    entry = card.entry("a")
    assert entry is not None
    assert after(card, edits.write(card.source, entry, "x")) == expected


@pytest.mark.parametrize(
    ("text", "after_field", "expected"),
    [
        ("---\na: 1\n---\n", None, "---\na: 1\nnew: x\n---\n"),
        ("---\na: 1\nb: 2\n---\n", "a", "---\na: 1\nnew: x\nb: 2\n---\n"),
        ("---\r\na: 1\r\n---\r\n", None, "---\r\na: 1\r\nnew: x\r\n---\r\n"),
        ("---\na: 1\n---", None, "---\na: 1\nnew: x\n---"),
        ("---\na: |\n  x\n---\n", None, "---\na: |\n  x\nnew: x\n---\n"),
        ("---\na: [x,\n  y]\n# end\n---\n", None, "---\na: [x,\n  y]\nnew: x\n# end\n---\n"),
        ("---\n{a: 1}\n---\n", None, None),
        ("---\n  a: 1\n---\n", None, None),
    ],
)
def test_insert_field(text: str, after_field: str | None, expected: str | None) -> None:
    edit = edits.insert_field(Card(Source(text)), "new", "x", after=after_field)
    assert (Edited(text, [edit]).text if edit is not None else None) == expected


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("a:\n- x\n- y # why\nb: 1\n", "a:\n- x\n- y # why\n- new\nb: 1\n"),
        ("a:\n  - x\n\nb: 1\n", "a:\n  - x\n  - new\n\nb: 1\n"),
        ("a:\n- |\n  x\n\nb: 1\n", "a:\n- |\n  x\n- new\n\nb: 1\n"),
        ("a: [x, y] # why\n", "a: [x, y, new] # why\n"),
        ("a: [x,\n  y, # why\n]\n", "a: [x,\n  y, new, # why\n]\n"),
        ("a: []\n", "a: [new]\n"),
        ("a: &b []\n", "a: &b [new]\n"),
        ("a: x # why\n", "a: [x, new] # why\n"),
        ("a: 'x'\n", "a: ['x', new]\n"),
        ("a: x\n  y\n", None),
        ("a: 1\n", None),
        ("a:\n", None),
        ("a: {x: y}\n", None),
        ("a:\n- - x\n  - y\n", "a:\n- - x\n  - y\n- new\n"),
        ("b: &b [x]\na: *b\n", None),
        ("a:\n- &b x\n- *b\n", None),
        ("b: &b x\na: [*b]\n", None),
        ("c: 1\n", "c: 1\na: [new]\n"),
        ("a: [x]\n- y\n", None),
    ],
)
def test_add_to_field(yaml: str, expected: str | None) -> None:
    card = card_of(yaml)
    assert after(card, edits.add_to_field(card, "a", "new")) == expected


def test_last_field_goes_as_another_comes_in_its_place() -> None:
    card = card_of("a: 1\nb: 2\n")
    gone, new = edits.delete_field(card, card.root.entries[1]), edits.insert_field(card, "c", "3")  # type: ignore[union-attr]
    assert gone is not None
    assert new is not None
    assert Edited(card.source.text, [new, gone]).text == "---\na: 1\nc: 3\n---\n"


def test_edited_knows_where_places_are() -> None:
    change = Edited("0123456789", [Edit(Span(2, 4), "abc"), Edit(Span(6, 6), "X"), Edit(Span(8, 10), "")])
    assert change.text == "01abc45X67"
    assert [change.text[slice(*change.moved(Span(at, at + 1)))] for at in (0, 1, 4, 5, 6, 7)] == list("014567")
    assert [change.changes(span) for span in (Span(0, 2), Span(3, 4), Span(4, 6), Span(5, 7), Span(6, 8))] == [
        False,
        True,
        False,
        True,
        False,
    ]
    assert meets(change.replaced, Span(0, 2))
    assert not meets(change.replaced, Span(0, 1))
    assert not meets([], Span(0, 1))


def test_deleting_from_long_lists_is_linear() -> None:
    card = card_of(f"a: [{', '.join(['x'] * 20_000)}]\n")
    node = card.node("a")
    assert isinstance(node, Sequence)
    found = [edits.delete_item(card.source, node, index) for index in range(1, 20_000)]
    assert after(card, found[-1]) is not None
    assert Edited(card.source.text, [edit for edit in found if edit is not None]).text == "---\na: [x]\n---\n"
