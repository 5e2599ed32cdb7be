"""Rules that a configuration defines: required fields and sections, declared rules, user schemas."""

import json
from pathlib import Path
from typing import Any

import pytest
from test_check import cardlint, write

CARD = (
    "---\nlicense: mit\nlicense_name: draft\nlanguage: [en]\npipeline_tag: fill-mask\n---\n# A model\n\n## Use\n\nIt.\n"
)


def report(settings: str, folder: Path, card: str = CARD) -> list[str]:
    """Return what the rules of ``settings`` report, as ``line:column message``."""
    write(folder, card)
    write(folder, settings, ".cardlint.toml")
    done = cardlint("check", "--format", "json", "README.md", cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    own = ("missing-required-field", "missing-required-section", "user-schema")
    return [
        f"{each['line']}:{each['column']} {each['message']}"
        for each in json.loads(done.stdout)["diagnostics"]
        if each["name"] in own or each["name"].startswith("acme")
    ]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (
            '[require.model]\nfields = ["license", "datasets"]',
            ["1:1 the project requires the field `datasets`; add it"],
        ),
        ('[require.dataset]\nfields = ["datasets"]', []),
        (
            '[require.model]\nfields = ["co2_eq_emissions.source"]',
            ["1:1 the project requires the field `co2_eq_emissions.source`; add it"],
        ),
        (
            '[require.model]\nsections = ["use", "Limitations"]',
            ["1:1 the project requires a section `Limitations`; add it"],
        ),
        ('[require.model]\nfields = ["datasets"]\n[per-kind-ignores]\nmodel = ["missing-required-field"]', []),
        (
            'select = ["text"]\n[require.model]\nfields = ["datasets"]',
            ["1:1 the project requires the field `datasets`; add it"],
        ),
    ],
)
def test_required(settings: str, expected: list[str], tmp_path: Path) -> None:
    assert report(settings, tmp_path) == expected


def test_required_field_may_not_be_empty(tmp_path: Path) -> None:
    card = CARD.replace("[en]", "[]")
    assert report('[require.model]\nfields = ["language"]', tmp_path, card) == [
        "4:11 the project requires the field `language`, which is empty; write a value"
    ]


def test_nothing_is_missing_where_the_yaml_breaks_off(tmp_path: Path) -> None:
    settings = '[require.model]\nfields = ["datasets"]\n[[rule]]\nname = "acme"\nkey = "x"\nrequired = true'
    assert report(settings, tmp_path, "---\nlicense: mit\nlanguage: [\n---\n") == []


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('key = "license_name"\npattern = "^acme-"', "3:15 `license_name` is `draft`, which does not match `^acme-`"),
        (
            'key = "license_name"\nnot-pattern = "(?i)DRAFT"',
            "3:15 `license_name` is `draft`, which must not match `(?i)DRAFT`",
        ),
        ('key = "language"\nvalues = ["de", "fr"]', "4:12 `language` must be one of `de`, `fr`, not `en`"),
        ('key = "datasets"\nrequired = true', "1:1 the project requires the field `datasets`; add it"),
        (
            'key = "license_name"\npattern = "^a"\nmessage = "write {key}, not {value}"',
            "3:15 write license_name, not draft",
        ),
        ('key = "license_name"\npattern = "draft"', None),
        ('key = "license_name"\npattern = "^acme-"\nkinds = ["space"]', None),
        ('key = "nowhere"\npattern = "^acme-"', None),
    ],
)
def test_declared_rule(rule: str, expected: str | None, tmp_path: Path) -> None:
    assert report(f'[[rule]]\nname = "acme-rule"\n{rule}', tmp_path) == ([] if expected is None else [expected])


def test_declared_rule_reads_every_item(tmp_path: Path) -> None:
    card = "---\nmodel-index:\n- name: m\n  results:\n  - task: {type: a}\n  - task: {type: b}\n---\n"
    rule = '[[rule]]\nname = "acme"\nkey = "model-index.results.task.type"\nvalues = ["a"]'
    assert report(rule, tmp_path, card) == ["6:18 `model-index.results.task.type` must be one of `a`, not `b`"]


def test_declared_rule_has_its_severity_and_code(tmp_path: Path) -> None:
    write(tmp_path, CARD)
    rule = '[[rule]]\nname = "acme-one"\nkey = "license_name"\npattern = "^acme"\n'
    write(tmp_path, f'{rule}severity = "error"\n{rule.replace("one", "two")}code = "ACME7"', ".cardlint.toml")
    done = cardlint("check", "--format", "concise", "-q", "--select", "acme-one,ACME7", cwd=tmp_path)
    assert [line.partition(" ")[2] for line in done.stdout.splitlines()] == [
        "error: `license_name` is `draft`, which does not match `^acme` [OWN001 acme-one]",
        "warning: `license_name` is `draft`, which does not match `^acme` [ACME7 acme-two]",
    ]


# Schemas of one's own

CASES = [
    ({"required": ["owner"]}, ["1:1 the schema requires the field `owner`; add it"]),
    ({"properties": {"license": {"const": "apache-2.0"}}}, ["2:10 `license` must be `apache-2.0`, not `mit`"]),
    ({"properties": {"license": {"type": ["array", "null"]}}}, ["2:10 `license` must be a list or null, not `mit`"]),
    (
        {"properties": {"language": {"items": {"enum": ["de", "fr"]}}}},
        ["4:12 `language[0]` must be one of `de`, `fr`, not `en`"],
    ),
    (
        {"properties": {"license_name": {"pattern": "^acme-"}}},
        ["3:15 `license_name` is `draft`, which does not match `^acme-`"],
    ),
    ({"properties": {"license_name": {"minLength": 9}}}, ["3:15 `license_name` is shorter than `9`"]),
    (
        {"properties": {"license": {}, "language": {}, "pipeline_tag": {}}, "additionalProperties": False},
        ["3:1 the schema does not allow the field `license_name`; remove it"],
    ),
    (
        {"properties": {"language": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"const": "de"}}]}}},
        ["4:12 `language[0]` must be `de`, not `en`"],
    ),
    ({"properties": {"license": {"const": "x", "x-message": "ask the lawyers"}}}, ["2:10 ask the lawyers"]),
    (
        {"properties": {"license": {"$ref": "part.json#/$defs/ours"}}},
        ["2:10 `license` must be `apache-2.0`, not `mit`"],
    ),
    (
        {"properties": {"license_name": {"$ref": "urn:cardlint:vocab:licenses"}}},
        ["3:15 `license_name` is `draft`, which is not one of"],
    ),
    ({"properties": {"license": {"$dynamicRef": "#x"}}, "$defs": {"a": {"$dynamicAnchor": "x", "const": 1}}}, None),
    (True, []),
    (False, ["1:1 the front matter is a mapping, which the schema does not allow"]),
]


@pytest.mark.parametrize(("schema", "expected"), CASES)
def test_schema_of_ones_own_has_exact_places(schema: Any, expected: list[str] | None, tmp_path: Path) -> None:
    write(tmp_path, json.dumps({"$defs": {"ours": {"const": "apache-2.0"}}}), "part.json")
    write(tmp_path, json.dumps(schema), "policy.schema.json")
    found = report('schemas = ["policy.schema.json"]', tmp_path)
    expected = ["2:10 `license` must be `1`, not `mit`"] if expected is None else expected
    assert [each[: len(want)] for each, want in zip(found, expected, strict=True)] == expected


def test_schema_of_ones_own_by_kind(tmp_path: Path) -> None:
    write(tmp_path, json.dumps({"required": ["owner"]}), "policy.schema.json")
    assert report('[schemas]\ndataset = ["policy.schema.json"]', tmp_path) == []
    assert report('[schemas]\nmodel = ["policy.schema.json"]', tmp_path) == [
        "1:1 the schema requires the field `owner`; add it"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON Schema"),
        ('{"type": "strnig"}', "not a JSON Schema: `type`"),
        ('{"$ref": "nowhere.json"}', "nowhere.json"),
        ('{"$ref": "https://example.org/x.json"}', "the reference `https://example.org/x.json` cannot be resolved"),
    ],
)
def test_broken_schema_exits_2(text: str, message: str, tmp_path: Path) -> None:
    write(tmp_path, CARD)
    write(tmp_path, text, "policy.schema.json")
    write(tmp_path, 'schemas = ["policy.schema.json"]', ".cardlint.toml")
    done = cardlint("check", "README.md", cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_hostile_card_does_not_break_schemas(tmp_path: Path) -> None:
    write(tmp_path, json.dumps({"properties": {"a": {"type": "string"}, "1": False}}), "policy.schema.json")
    card = "---\n1: {}\na: &a [[1, 2], {x: y}]\nb: *a\n? [c]\n: d\n---\n"
    assert "3:4 `a` must be text, not a list" in report('schemas = ["policy.schema.json"]', tmp_path, card)
