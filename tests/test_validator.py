"""The compiled schemas give the same verdict as jsonschema on every document."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from cardlint.card import schema
from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping
from cardlint.card.kind import Kind
from cardlint.card.schema import fields
from cardlint.card.schema.validator import Breach, compile_schema
from cardlint.card.schema.violation import violations
from cardlint.findings.diagnostic import Verdict
from cardlint.findings.source import Source

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
KINDS = ("model", "dataset", "space")


def breaches(schema_part: Any, value: Any) -> list[tuple[tuple[str | int, ...], str]]:
    return [(breach.path, breach.keyword) for breach in compile_schema(schema_part)(value)]


@pytest.mark.parametrize(
    ("part", "value", "found"),
    [
        ({"type": "string"}, "x", []),
        ({"type": "string"}, 1, [((), "type")]),
        ({"type": "integer"}, 3.0, []),
        ({"type": "integer"}, True, [((), "type")]),
        ({"type": "number"}, False, [((), "type")]),
        ({"type": ["string", "null"]}, None, []),
        ({"enum": ["a", 1]}, True, [((), "enum")]),
        ({"const": 1}, 1.0, []),
        ({"pattern": "^a$"}, "a\n", [((), "pattern")]),
        ({"maxLength": 2}, "🚀🚀", []),
        ({"minimum": 1}, 0, [((), "minimum")]),
        ({"exclusiveMinimum": 1}, 1, [((), "exclusiveMinimum")]),
        ({"uniqueItems": True}, [1, True, 1.0, "1"], [((2,), "uniqueItems")]),
        ({"items": {"type": "string"}}, ["a", 1, 2], [((1,), "type"), ((2,), "type")]),
        ({"required": ["a", "b"]}, {"a": 1}, [((), "required")]),
        (
            {"additionalProperties": False, "properties": {"a": True}},
            {"a": 1, "b": 2},
            [(("b",), "additionalProperties")],
        ),
        ({"patternProperties": {"^x": {"type": "string"}}}, {"xy": 1, "y": 1}, [(("xy",), "type")]),
        ({"additionalProperties": {"type": "string"}}, {"a": 1}, [(("a",), "type")]),
        ({"propertyNames": {"maxLength": 1}}, {"ab": 1}, [(("ab",), "propertyNames")]),
        ({"dependentRequired": {"a": ["b"]}}, {"a": 1}, [((), "required")]),
        ({"not": {"type": "string"}}, "x", [((), "not")]),
        ({"if": {"type": "string"}, "then": {"minLength": 1}, "else": False}, "", [((), "minLength")]),
        ({"allOf": [{"type": "string"}, {"minLength": 2}]}, "a", [((), "minLength")]),
        (False, 1, [((), "not")]),
    ],
)
def test_keyword_finds_the_place(part: Any, value: Any, found: list[tuple[tuple[str | int, ...], str]]) -> None:
    assert breaches(part, value) == found


def test_any_of_names_the_place_inside_the_branch_whose_type_fits() -> None:
    part = {"anyOf": [{"type": "string", "enum": ["en"]}, {"type": "array", "items": {"enum": ["en"]}}]}
    assert breaches(part, ["en", "xx"]) == [((1,), "enum")]
    assert compile_schema(part)(5) == [Breach((), "type", ["string", "array"], 5, None, Verdict.UNKNOWN)]


def test_any_of_names_the_first_of_the_branches_that_hold_as_far() -> None:
    far, near = {"items": {"enum": ["en"]}}, {"minItems": 2}
    assert breaches({"anyOf": [near, far]}, ["xx"]) == [((0,), "enum")]
    assert breaches({"anyOf": [far, near]}, ["xx"]) == [((0,), "enum")]
    assert breaches({"anyOf": [near, {"maxItems": 0}]}, ["xx"]) == [((), "minItems")]


@pytest.mark.parametrize(
    ("field", "marked"),
    [
        ("tags:", "tags"),
        ("license: nonsense", "nonsense"),
        ("license: [mit, nonsense]", "nonsense"),
        ("model-index: [{name: x, results: [{task: }]}]", "task"),
    ],
)
def test_violation_is_at_the_value_or_at_the_key_where_none_is_written(field: str, marked: str) -> None:
    card = Card(Source(f"---\n{field}\n---\n"), Kind.MODEL)
    assert isinstance(card.root, Mapping)
    assert card.source.slice(violations("model", card.root)[0].span) == marked


def test_rule_and_verdict_are_inherited() -> None:
    part = {"x-hub": "refuses", "x-rule": "outer", "items": {"x-rule": "inner", "type": "string"}}
    (breach,) = compile_schema(part)([1])
    assert (breach.rule, breach.hub) == ("inner", Verdict.REFUSES)


def judged(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema.bundle(kind))


JUDGES = {kind: judged(kind) for kind in KINDS}
COMPILED = {kind: compile_schema(schema.load(kind)) for kind in KINDS}
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8)
)
WORDS = st.sampled_from(
    ["en", "mit", "text-generation", "gradio", "blue", "n<1K", "owner/name", "https://x.org", "30m"]
)
VALUES = st.recursive(
    SCALARS | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | WORDS, inner, max_size=3),
)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_verdict_is_that_of_jsonschema_on_generated_cards(kind: str, data: st.DataObject) -> None:
    names = st.sampled_from(sorted(fields.known(kind)))
    card = data.draw(st.dictionaries(names, VALUES, min_size=1, max_size=4))
    assert (COMPILED[kind](card) == []) is JUDGES[kind].is_valid(card)


def real_cards() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for line in (CORPUS / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["tier"] == "core":
            content = (CORPUS / row["path"]).read_bytes()
            yield row["path"], row["kind"], dict(Card(Source.decode(content, row["path"])).fields)


def test_verdict_is_that_of_jsonschema_on_real_cards() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real cards is not here")
    differing = [
        path for path, kind, card in real_cards() if (COMPILED[kind](card) == []) is not JUDGES[kind].is_valid(card)
    ]
    assert differing == []
