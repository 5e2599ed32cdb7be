"""Reading the YAML: the data that js-yaml reads, all positions, and what is kept after an error."""

import json
from pathlib import Path
from typing import Any

import pytest

from cardlint.card.front_matter.node import Mapping, Scalar, walk
from cardlint.card.front_matter.reader import MAX_ALIASED, FrontMatter, ProblemKind, parse
from cardlint.card.front_matter.scalars import Timestamp
from cardlint.findings.source import Span

CASES = json.loads((Path(__file__).parent / "data" / "yaml_cases.json").read_text(encoding="utf-8"))["cases"]


def as_js_yaml(value: Any, expected: Any) -> Any:
    """Return ``value`` in the form of the recorded answers of js-yaml."""
    if isinstance(value, dict) and isinstance(expected, dict):
        return {key: as_js_yaml(each, expected.get(key)) for key, each in value.items()}
    if isinstance(value, list) and isinstance(expected, list) and len(value) == len(expected):
        return [as_js_yaml(each, other) for each, other in zip(value, expected, strict=True)]
    if isinstance(value, Timestamp):
        return expected if isinstance(expected, str) and expected.startswith(value.text[:10]) else value
    if isinstance(value, bytes):
        return expected
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53:
        return expected if float(value) == float(expected) else value  # JavaScript reads it as a double
    if isinstance(value, float) and expected in ("Infinity", "NaN"):
        return {"inf": "Infinity", "nan": "NaN"}[str(value)]
    return value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_reads_what_js_yaml_reads(case: dict[str, Any]) -> None:
    result = parse(case["yaml"])
    if "error" in case:
        assert result.problems
        return
    assert not result.problems
    data = result.root.data if result.root is not None else None
    assert as_js_yaml(data, case["data"]) == case["data"]


def kinds(result: FrontMatter) -> list[ProblemKind]:
    return [problem.kind for problem in result.problems]


@pytest.mark.parametrize(
    ("text", "kind", "start", "data"),
    [
        ("license: mit\ntitle: a: b\ntags: [x]", ProblemKind.SYNTAX, 21, {"license": "mit", "title": None}),
        ("license: mit\ntags: [[a] b]", ProblemKind.SYNTAX, 24, {"license": "mit", "tags": [None]}),
        ("tags: [a] b", ProblemKind.SYNTAX, 10, {"tags": None}),
        ("tags: [a]  ]", ProblemKind.SYNTAX, 11, {"tags": None}),
        ("tags: [a]\n]", ProblemKind.SYNTAX, 10, {"tags": ["a"]}),
        ("tags: [a]\r\n]", ProblemKind.SYNTAX, 11, {"tags": ["a"]}),
        ("a: {b: [c] d}", ProblemKind.SYNTAX, 11, {"a": {"b": None}}),
        ("license: mit\ntags: [a, b", ProblemKind.SYNTAX, 24, {"license": "mit", "tags": ["a", "b"]}),
        ("license: mit\n\ttags: x", ProblemKind.TAB_INDENTATION, 13, {}),
        ("license: mit\nmodel-index:\n- name: x\n  a: @", ProblemKind.SYNTAX, 41, None),
        ("license: mit\ntitle: a\x07b\n", ProblemKind.CONTROL_CHARACTER, 21, {"license": "mit"}),
        ("a: 1\n--- b", ProblemKind.MANY_DOCUMENTS, 5, {"a": 1}),
        ("a: *b\nc: 1", ProblemKind.UNDEFINED_ALIAS, 3, {"a": None, "c": 1}),
        ("a: &b [*b]\nc: 1", ProblemKind.RECURSIVE_ALIAS, 7, {"a": [None], "c": 1}),
        ("a: !x 1\nc: 1", ProblemKind.UNKNOWN_TAG, 3, {"a": "1", "c": 1}),
        ("a: 1\na: 2", ProblemKind.DUPLICATE_KEY, 5, {"a": 2}),
        ("<<: 1\na: 2", ProblemKind.BAD_MERGE, 0, {"<<": 1, "a": 2}),
    ],
    ids=lambda value: value.name.lower() if isinstance(value, ProblemKind) else None,
)
def test_problem_has_its_place_and_keeps_what_stands_before(
    text: str, kind: ProblemKind, start: int, data: dict[str, Any] | None
) -> None:
    result = parse(text)
    assert [(problem.kind, problem.span.start) for problem in result.problems] == [(kind, start)]
    if data is not None:
        assert (result.root.data if result.root is not None else {}) == data


def test_places_count_from_the_beginning_of_the_file() -> None:
    text = "---\nlicense: mit # free\ntags:\n- 'a b'\n- |\n  long\n  text\n---\n"
    result = parse(text, 4, text.rindex("\n---"))
    assert isinstance(result.root, Mapping)
    places = {path: text[node.start : node.end] for path, node in walk(result.root) if isinstance(node, Scalar)}
    assert places == {("license",): "mit", ("tags", 0): "'a b'", ("tags", 1): "|\n  long\n  text"}
    assert [text[entry.key.start : entry.key.end] for entry in result.root.entries] == ["license", "tags"]


def test_text_at_the_end_keeps_its_line_end() -> None:
    result = parse("short_description: |\n  words")
    assert result.root is not None
    assert result.root.data == {"short_description": "words\n"}


@pytest.mark.parametrize("text", ["a: 1\n\t\nb: 2", "a:\n- \tb", "a:\n-\tb", "a:\t1"])
def test_tabs_that_js_yaml_reads_as_blanks_are_not_an_error(text: str) -> None:
    assert kinds(parse(text)) == []


def test_merged_keys_give_way_to_explicit_ones() -> None:
    result = parse("a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  k: 3")
    assert result.root is not None
    assert result.root.data["b"] == {"k": 3, "l": 2}
    assert not result.problems


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("brackets", "[" * 200_000, ProblemKind.TOO_DEEP),
        ("dashes", "- " * 200_000, ProblemKind.TOO_DEEP),
        (
            "billion laughs",
            "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
            + "".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30)),
            ProblemKind.TOO_MANY_ALIASES,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else None,
)
def test_hostile_text_ends_soon(name: str, text: str, kind: ProblemKind) -> None:
    result = parse(text)
    assert kind in kinds(result)
    assert result.root is None or sum(1 for _ in walk(result.root)) < MAX_ALIASED * 2


def test_empty_and_blank_text_hold_nothing() -> None:
    assert [parse(text).root for text in ("", " \n\n", "# comment")] == [None, None, None]


def test_span_of_a_missing_value_is_empty() -> None:
    result = parse("license:\ntags: [a]")
    assert isinstance(result.root, Mapping)
    value = result.root.index["license"].value
    assert value.span == Span(8, 8)
    assert value.data is None


TAGGED = {
    "an integer": ("!!int 5", 5, False),
    "an integer in quotes": ("!!int '0x1F'", 31, False),
    "a word as an integer": ("!!int x", "x", True),
    "no digit as an integer": ("!!int 0x_", "0x_", True),
    "truth as an integer": ("!!int true", "true", True),
    "an integer as a float": ("!!float 1", 1, False),
    "a word as a float": ("!!float x", "x", True),
    "a word as truth": ("!!bool yes", "yes", True),
    "a word as null": ("!!null x", "x", True),
    "a word as a date": ("!!timestamp x", "x", True),
    "base64": ("!!binary SGVsbG8=", b"SGVsbG8=", False),
    "no base64": ("!!binary nonsense*", "nonsense*", True),
    "a number as text": ("!!str 5", "5", False),
    "a word as a list": ("!!seq x", "x", True),
    "nothing as a list": ("!!seq", None, False),
    "a list as an integer": ("!!int [a]", ["a"], True),
    "a list as a mapping": ("!!map [a]", ["a"], True),
    "a list as a list": ("!!seq [a]", ["a"], False),
    "a merge": ("!!merge x", "x", True),
}
"""YAML with a tag, the value that is read, and whether the Hub rejects it."""


@pytest.mark.parametrize(("text", "value", "refused"), TAGGED.values(), ids=TAGGED.keys())
def test_a_tag_that_does_not_fit_leaves_text(text: str, value: Any, refused: bool) -> None:
    front_matter = parse(f"a: {text}\n")
    assert isinstance(front_matter.root, Mapping)
    assert front_matter.root.data == {"a": value}
    assert [each.kind for each in front_matter.problems] == [ProblemKind.UNKNOWN_TAG] * refused


def test_a_merge_is_not_text_that_python_cannot_read() -> None:
    front_matter = parse("a: &a {x: 1}\nb:\n  <<: *a\nc: <<\n")
    assert [each.span for each in front_matter.differing] == [Span(28, 30)]
