"""Explanations of broken YAML: the place, the message and the fix, for each error that cards cause."""

import marked
import pytest

from cardlint.card.card import Card
from cardlint.card.front_matter import reader
from cardlint.card.front_matter.reader import ProblemKind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.source import Source, Span
from cardlint.lint import fix
from cardlint.lint.linter import lint
from cardlint.rule_kit import yaml_errors
from cardlint.rules import in_group

TABLE: list[tuple[str, str, str | None]] = [
    (
        "title: «foo: bar»",
        "the value `foo: bar` contains a colon, so YAML reads a field; quote the value",
        'title: "foo: bar"',
    ),
    (
        "license: mit\npretty_name: «Foo: a dataset»\ntags:\n- x",
        "the value `Foo: a dataset` contains a colon, so YAML reads a field; quote the value",
        'license: mit\npretty_name: "Foo: a dataset"\ntags:\n- x',
    ),
    ("title: «@foo»", "a value cannot begin with `@`; quote the value", 'title: "@foo"'),
    ("title: «`x`»", "a value cannot begin with a backtick; quote the value", 'title: "`x`"'),
    ("title: «%x»", "a value cannot begin with `%`; quote the value", 'title: "%x"'),
    ("title: «*»", "a value cannot begin with `*`; quote the value", 'title: "*"'),
    ("tags:\n- «@a»\n- b", "a value cannot begin with `@`; quote the value", 'tags:\n- "@a"\n- b'),
    ("tags: [«*»]", "a value cannot begin with `*`; quote the value", 'tags: ["*"]'),
    ("tags: [«@x»]", "a value cannot begin with `@`; quote the value", 'tags: ["@x"]'),
    (
        "tags:\n  - a\n«- b»",
        "this item is indented by 0 spaces, the items above by 2; indent it by 2",
        "tags:\n  - a\n  - b",
    ),
    (
        "license: mit\n «tags»: x",
        "`tags` is indented by 1 space below a field with a value; remove the indentation",
        "license: mit\ntags: x",
    ),
    ("a:\n  b: 1\n «c»: 2", "`c` is indented by 1 space, unlike any field above it; indent it by 0 or 2", None),
    (
        "a:\n   b: 1\n  «c»: 2\nd: 1",
        "`c` is indented by 2 spaces, unlike any field above it; indent it by 0 or 3",
        None,
    ),
    ('title: «"foo»\nlicense: mit\n', 'the quote `"` is not closed; close it', 'title: "foo"\nlicense: mit\n'),
    ("title: «'foo»\nlicense: mit\n", "the quote `'` is not closed; close it", "title: 'foo'\nlicense: mit\n"),
    (
        "title: «'it's'»\nlicense: mit",
        "text follows the closing quote `'`; quote the entire value with the other kind",
        'title: "it\'s"\nlicense: mit',
    ),
    (
        'title: «"a" b»\nx: 1',
        'text follows the closing quote `"`; quote the entire value with the other kind',
        "title: '\"a\" b'\nx: 1",
    ),
    (
        'title: "a«\\q»b"\nx: 1',
        "`\\q` is not an escape sequence in double quotes; use single quotes",
        "title: 'a\\qb'\nx: 1",
    ),
    (
        'title: "C:«\\m»odels"\nx: 1',
        "`\\m` is not an escape sequence in double quotes; use single quotes",
        "title: 'C:\\models'\nx: 1",
    ),
    ("tags: «[a, b»\nlicense: mit\n", "the bracket `[` is not closed; insert `]`", "tags: [a, b]\nlicense: mit\n"),
    ("license: «[»", "the bracket `[` is not closed; insert `]`", "license: []"),
    ("tags: «{a: 1»\nlicense: mit", "the bracket `{` is not closed; insert `}`", "tags: {a: 1}\nlicense: mit"),
    (
        "tags: [a, b]«]»\nlicense: mit",
        "the bracket `]` has no opening bracket; remove it",
        "tags: [a, b]\nlicense: mit",
    ),
    (
        "tags: «[a, [b]»\nlicense: mit\n",
        "the bracket `[` is not closed; insert `]`",
        "tags: [a, [b]]\nlicense: mit\n",
    ),
    ("«license mit»\ntags: x", "a colon is missing after `license`; insert it", "license: mit\ntags: x"),
    (
        "license: mit\n«Some text»\ntags: x",
        "this line is not a field; write `name: value`, or put `---` above it if it belongs to the text",
        None,
    ),
    (
        "license: mit\n«Some text»",
        "this line is not a field; write `name: value`, or put `---` above it if it belongs to the text",
        None,
    ),
    ("«license:mit»\ntags: x", "a space is missing after `license:`; insert it", "license: mit\ntags: x"),
    ("license: mit «tags:» x", "this line has two fields; put `tags:` on a line of its own", "license: mit\ntags: x"),
    (
        "language: en «license:» mit",
        "this line has two fields; put `license:` on a line of its own",
        "language: en\nlicense: mit",
    ),
    (
        "license: mit\n# x\n«- a»",
        "this list item does not belong to a field; write a name such as `tags:` above the list",
        None,
    ),
    (
        "- a\n«license»: mit",
        "`license` is a field among list items; name the list, such as `tags:`, or write `-` before the field",
        None,
    ),
    (
        "license: mit\n«```»\ntags: x",
        "this line is not a field; write `name: value`, or put `---` above it if it belongs to the text",
        None,
    ),
    (
        "«**bold**: x»",
        "this line is not a field; write `name: value`, or put `---` above it if it belongs to the text",
        None,
    ),
    ("license: mit\n«*» a", "a list item in YAML does not begin with `*`; use `-`", None),
    (
        "license: mit\n«<!-- c -->»",
        "`<!-- c -->` is a comment in HTML, but not in YAML; begin it with `#`",
        "license: mit\n# c",
    ),
    (
        "license: mit\n«<!-- c -->»\ntags: x",
        "`<!-- c -->` is a comment in HTML, but not in YAML; begin it with `#`",
        "license: mit\n# c\ntags: x",
    ),
    (
        "license: mit\n«> x»",
        "this line is not a field; write `name: value`, or put `---` above it if it belongs to the text",
        None,
    ),
    (
        "a: «| x»\n  b",
        "text must not follow `|` on its line; quote the value, or begin it on the next line",
        "a: |\n  x\n  b",
    ),
    (
        "a: «>1M»\nb: 1",
        "text must not follow `>` on its line; quote the value, or begin it on the next line",
        'a: ">1M"\nb: 1',
    ),
    (
        "a: «b: c\n  d»\ne: f",
        "the value `b: c d` contains a colon, so YAML reads a field; quote the value",
        'a: "b: c\n  d"\ne: f',
    ),
    ('a: «"b\n  c»\nd: e', 'the quote `"` is not closed; close it', 'a: "b\n  c"\nd: e'),
    ("- text: «@a\n    b»", "a value cannot begin with `@`; quote the value", '- text: "@a\n    b"'),
    (
        "tags:\n- b\n- «a: b: c»",
        "the value `a: b: c` contains a colon, so YAML reads a field; quote the value",
        'tags:\n- b\n- "a: b: c"',
    ),
    (
        "a:\n- metrics:\n  - type: «b: c»",
        "the value `b: c` contains a colon, so YAML reads a field; quote the value",
        'a:\n- metrics:\n  - type: "b: c"',
    ),
    (
        "widget:\n- text: «b: c»",
        "the value `b: c` contains a colon, so YAML reads a field; quote the value",
        'widget:\n- text: "b: c"',
    ),
    (
        "extra_gated_fields:\n  Name: text\n  «I agree: to this»: checkbox",
        "the label `I agree: to this` contains a colon, so YAML ends it there; quote the label",
        'extra_gated_fields:\n  Name: text\n  "I agree: to this": checkbox',
    ),
    (
        "extra_gated_fields:\n  Use: «one of: a, b»",
        "the value `one of: a, b` contains a colon, so YAML reads a field; quote the value",
        'extra_gated_fields:\n  Use: "one of: a, b"',
    ),
    ("a: «&»", "a value cannot begin with `&`; quote the value", 'a: "&"'),
    ("a: «& x»", "a value cannot begin with `&`; quote the value", 'a: "& x"'),
    ("a: 1\n«...»\nb: 2", "`...` ends the YAML, but more fields follow; remove this line", None),
    (
        "«%YAML 1.2»",
        "this line is not a field; write `name: value`, or put `---` above it if it belongs to the text",
        None,
    ),
    ("«%foo»", "this line is not a field; write `name: value`, or put `---` above it if it belongs to the text", None),
    (
        "a: 1\n«%foo»",
        "this line is not a field; write `name: value`, or put `---` above it if it belongs to the text",
        None,
    ),
    ("«{»", "the bracket `{` is not closed; insert `}`", "{}"),
    ("«}»", "a value cannot begin with `}`; quote the value", '"}"'),
    ("«]»", "a value cannot begin with `]`; quote the value", '"]"'),
    ("«:» x", "the field name is missing before the colon; write it", None),
    ("a: «b: c: d»", "the value `b: c: d` contains a colon, so YAML reads a field; quote the value", 'a: "b: c: d"'),
    ("a: «{{x}} y»", "`{{x}} y` is an unfilled placeholder; write the value", None),
    ("a: «{x} y»", "text follows the closing bracket; quote the value", 'a: "{x} y"'),
    ("a: «[x] y»", "text follows the closing bracket; quote the value", 'a: "[x] y"'),
    (
        "a: «<your: x>»",
        "the value `<your: x>` contains a colon, so YAML reads a field; quote the value",
        'a: "<your: x>"',
    ),
    ("a: «it's: x»", "the value `it's: x` contains a colon, so YAML reads a field; quote the value", 'a: "it\'s: x"'),
    (
        "a: «http://x.org: y»",
        "the value `http://x.org: y` contains a colon, so YAML reads a field; quote the value",
        'a: "http://x.org: y"',
    ),
    (
        'title: «"foo": bar»',
        'the value `"foo": bar` contains a colon, so YAML reads a field; quote the value',
        "title: '\"foo\": bar'",
    ),
    (
        "emoji: «:rocket:»",
        "the value `:rocket:` contains a colon, so YAML reads a field; quote the value",
        'emoji: ":rocket:"',
    ),
    ("a: «-»", "a single dash is an empty list item; write a value, or quote the dash", None),
    (
        "a: «- b»",
        "a list must begin on the line below its field; move the item there, or quote the value",
        "a:\n- b",
    ),
    ("a: «?»", "a value cannot begin with `?`; quote the value", 'a: "?"'),
    ("a: «? b»", "a value cannot begin with `?`; quote the value", 'a: "? b"'),
    ("a: «,x»", "a value cannot begin with `,`; quote the value", 'a: ",x"'),
    ("tags: [«,»a]", "an item is missing before this comma; remove the comma", "tags: [a]"),
    ("tags: [a, «,» b]", "an item is missing before this comma; remove the comma", "tags: [a, b]"),
    ("tags: [«,» a]", "an item is missing before this comma; remove the comma", "tags: [a]"),
    ('tags: ["a" «b», c]', "a comma is missing before `b`; insert it", 'tags: ["a", b, c]'),
    (
        "tags: [a, «b: c: d», e]",
        "the value `b: c: d` contains a colon, so YAML reads a field; quote the value",
        'tags: [a, "b: c: d", e]',
    ),
    ("a: {b: 3 «c: x»}", "a comma is missing before `c: x`; insert it", "a: {b: 3, c: x}"),
    ("tags: [a,«,»b]", "an item is missing before this comma; remove the comma", "tags: [a,b]"),
    ('a: «"x»\n\n---', 'the quote `"` is not closed; close it', 'a: "x"\n\n---'),
    ("a:\n- b: 1\n «c»: 2", "`c` is indented by 1 space, unlike any field above it; indent it by 0 or 2", None),
    (
        "a:\n- b: 1\n   «c»: 2",
        "`c` is indented by 3 spaces below a field with a value; indent it by 2",
        "a:\n- b: 1\n  c: 2",
    ),
    ("a: x\n  «b»: y", "`b` is indented by 2 spaces below a field with a value; remove the indentation", "a: x\nb: y"),
    ('a: "«\\u»12"', "`\\u` is not an escape sequence in double quotes; use single quotes", "a: '\\u12'"),
    (
        "a: b\n  «c»: d\n",
        "`c` is indented by 2 spaces below a field with a value; remove the indentation",
        "a: b\nc: d\n",
    ),
    ("license: «mit:»", "the value `mit:` contains a colon, so YAML reads a field; quote the value", 'license: "mit:"'),
    ("tags:\n«-a»\n-b", "a space is missing after the dash; insert it", "tags:\n- a\n- b"),
    ("tags:\n«-a»\n-b\nlicense: mit", "a space is missing after the dash; insert it", "tags:\n- a\n- b\nlicense: mit"),
    (
        'widget:\n- text: «"foo "bar" baz"»\nx: y',
        'text follows the closing quote `"`; quote the entire value with the other kind',
        "widget:\n- text: 'foo \"bar\" baz'\nx: y",
    ),
]
"""Broken YAML with its marked fault, the message, and the text after the fix."""


@pytest.mark.parametrize(("text", "message", "fixed"), TABLE, ids=[text for text, _, _ in TABLE])
def test_explains_the_fault(text: str, message: str, fixed: str | None) -> None:
    text, [span] = marked.read(text)
    [problem] = [each for each in reader.parse(text).problems if each.kind is ProblemKind.SYNTAX]
    found = yaml_errors.explain(Source(text), Span(0, len(text)), problem)
    assert (found.span, found.message) == (span, message)
    assert (fix.apply(text, [found.fix]) if found.fix is not None else None) == fixed


def findings(text: str) -> list[tuple[str, str]]:
    """Return what is found in the front matter ``text``: the rule, and the marked text."""
    card = Card(Source(f"---\n{text}\n---\n# Model\n\nIt sorts letters by what they ask for.\n"))
    return [(each.name, card.source.slice(each.span)) for each in lint(card) if each.severity > Severity.INFO]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("license: mit\ntags:\n-", [("null-value", "-")]),
        ("license: 2024-01-01", [("unquoted-date", "2024-01-01")]),
        ("license: mit\ntags: a, b", [("comma-list", "a, b")]),
        ("license: mit\ntags: [[a]]", [("nested-list", "[a]")]),
        ("license: {license}", [("placeholder-value", "{license}")]),
        ("license: mit\ntags: yes", [("wrong-type", "yes")]),
        ("license: mit\nlicense: mit", [("duplicate-field", "license")]),
        ("license: mit\n\ttags: [a]", [("tab-indentation", "\t")]),
        ("licence: mit", [("misspelled-field", "licence")]),
        ("License: mit", [("field-case", "License")]),
        ("license: mit\nbase_model: *a b", [("invalid-yaml", "*a")]),
        ("license: Apache: 2.0", [("invalid-yaml", "Apache: 2.0")]),
        ("license: mit\ntags:\n- [a] b\n- c", [("invalid-yaml", "[a] b")]),
        ("license: mit\ntags:\n- a: b: c", [("invalid-yaml", "a: b: c")]),
        ('license: mit\ntags: {a: "b" c}', [("invalid-yaml", "c")]),
        ("language: no: x", [("invalid-yaml", "no: x")]),
        ("- a\nlicense: mit", [("front-matter-not-a-mapping", "- a")]),
        ("licence: mit\nbase_model: a: b", [("invalid-yaml", "a: b"), ("misspelled-field", "licence")]),
    ],
)
def test_one_fault_is_one_finding(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(findings(text)) == expected


def test_nothing_is_missing_behind_a_fault() -> None:
    assert findings("tags:\n- a\ntitle: b: c")[-1] == ("invalid-yaml", "b: c")


@pytest.mark.parametrize(
    "text",
    [
        "a: b" + " " * 200_000 + "c: d",
        "a" + " " * 200_000 + "b\nc: d",
        "tags:\n" + "-a\n" * 100_000,
        "a:" * 100_000 + " b: c",
        "[" * 80 + "a," * 100_000,
        "a: 1\n" * 100_000 + " b: 1\n",
        'a: "x\n' + "b: c\n" * 100_000 + 'c: "d" e',
        "".join(f"word{number}: a\n" for number in range(20_000)),
        "tags:\n" + "- no\n" * 50_000,
        "tags:\n" + "- 1\n" * 50_000,
        "tags:\n-\n" * 20_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text_ends_soon(text: str) -> None:
    card = Card(Source(f"---\n{text}\n---\n"))
    assert (
        sum(
            len(list(rule.check(card)))
            for rule in (*in_group("syntax"), *in_group("fields"))
            if card.kind in rule.kinds
        )
        > 0
    )
