"""The published schemas are valid, documented, complete, and agree with the Hub. jsonschema is the reference."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator, ValidationError

from cardlint.card.schema import SCHEMAS, bundle, load, resolve
from cardlint.cli.commands.schema import schema as command
from cardlint.system.errors import CardlintError
from cardlint.system.resources import folder

SHARED = Path(__file__).parents[2] / "shared"
BUNDLES = {name: bundle(name) for name in SCHEMAS}
Schema = dict[str, Any]

ONE = ("items", "additionalProperties", "propertyNames", "not", "if", "then", "else")
LISTS = ("anyOf", "allOf")
NAMED = ("properties", "patternProperties", "$defs")
TEXT_ASSERTIONS = {"minLength", "maxLength", "pattern"}
NUMBER_ASSERTIONS = {"minimum", "maximum", "exclusiveMinimum"}
ARRAY_ASSERTIONS = {"minItems", "maxItems", "uniqueItems"}
OBJECT_ASSERTIONS = {"required", "dependentRequired", "minProperties", "maxProperties"}
ASSERTIONS = (
    {"$ref", "type", "enum", "const"} | TEXT_ASSERTIONS | NUMBER_ASSERTIONS | ARRAY_ASSERTIONS | OBJECT_ASSERTIONS
)
ANNOTATIONS = {"$schema", "$id", "title", "description", "default", "deprecated", "examples"}
OWN_ANNOTATIONS = {"x-hub", "x-rule", "x-source", "x-status", "x-instead", "x-raises", "x-ignores-empty"}


def parts(schema: Schema) -> Iterator[Schema]:
    """Yield every subschema of ``schema``, including itself."""
    yield schema
    for keyword in ONE:
        if isinstance(schema.get(keyword), dict):
            yield from parts(schema[keyword])
    for keyword in LISTS:
        for branch in schema.get(keyword, []):
            yield from parts(branch)
    for keyword in NAMED:
        for part in schema.get(keyword, {}).values():
            yield from parts(part)


def properties() -> Iterator[tuple[str, str, Schema]]:
    """Yield the schema, name and subschema of every property and definition, merged with the target of its ``$ref``."""
    for name in SCHEMAS:
        for part in parts(load(name)):
            for keyword in NAMED:
                for key, found in part.get(keyword, {}).items():
                    if set(found) == {"const"}:  # a condition in an ``if``
                        continue
                    yield name, key, {**resolve(found["$ref"]), **found} if "$ref" in found else found


def verdict(name: str, error: ValidationError) -> str | None:
    """Return how the Hub reacts to ``error``: the nearest ``x-hub`` on the path to the keyword."""
    node: Any = BUNDLES[name]
    hub: str | None = node.get("x-hub")
    for step in error.absolute_schema_path:
        while isinstance(node, dict) and step not in node:
            node = BUNDLES[name]["$defs"][node["$ref"].rpartition("/")[2]]
            hub = node.get("x-hub", hub)
        node = node[step]
        if isinstance(node, dict) and isinstance(node.get("x-hub"), str):
            hub = node["x-hub"]
    return hub


def faults(name: str, card: object) -> dict[str, str | None]:
    """Return where ``card`` violates the schema, with the Hub's reaction. Of several alternatives, the one with the right type counts."""

    def leaves(error: ValidationError) -> Iterator[ValidationError]:
        branches: dict[Any, list[ValidationError]] = {}
        for inner in error.context or ():
            branches.setdefault(inner.schema_path[0], []).append(inner)
        fitting = [found for found in branches.values() if all(e.validator != "type" or e.path for e in found)]
        for chosen in fitting[:1]:
            for inner in chosen:
                yield from leaves(inner)
        if not fitting:
            yield error

    errors = Draft202012Validator(BUNDLES[name]).iter_errors(card)
    found = [leaf for error in errors for leaf in leaves(error)]
    found.sort(key=lambda error: error.validator == "type")  # a wrong type is last, so that it takes precedence
    return {".".join(map(str, error.absolute_path)): verdict(name, error) for error in found}


# Form


def test_schemas_are_the_files() -> None:
    stem = ".schema.json"
    assert sorted(SCHEMAS) == sorted(path.name.removesuffix(stem) for path in Path(folder("schemas")).glob(f"*{stem}"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_valid(name: str) -> None:
    Draft202012Validator.check_schema(load(name))
    assert load(name)["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert load(name)["$id"] == f"urn:cardlint:{name}"
    assert load(name)["title"]
    assert load(name)["description"].endswith(".")


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_uses_known_keywords(name: str) -> None:
    known = {*ONE, *LISTS, *NAMED} | ASSERTIONS | ANNOTATIONS | OWN_ANNOTATIONS
    for part in parts(load(name)):
        assert not set(part) - known, part
        assert part.get("x-hub", "unknown") in {"refuses", "warns", "accepts", "unknown"}
        assert part.get("x-status", "documented") in {"documented", "undocumented", "legacy", "wild"}
        assert part.get("x-raises") in {None, "load_dataset", "ModelCard.load"}
        assert part.get("x-ignores-empty", True) is True
        assert re.fullmatch(r"[a-z]+(-[a-z]+)+", part.get("x-rule", "wrong-type"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_alternatives_differ_in_type(name: str) -> None:
    for part in parts(load(name)):
        types = [branch.get("type") for branch in part.get("anyOf", [])]
        assert None not in types
        assert len(types) == len(set(types))


@pytest.mark.parametrize("name", SCHEMAS)
def test_patterns_mean_the_same_elsewhere(name: str) -> None:
    """No pattern uses syntax that only Python has; each is anchored at the start, so that search and match agree."""
    for part in parts(load(name)):
        if "pattern" in part:
            assert part["pattern"].startswith("^")
            assert not re.search(r"\(\?[^:=!]|\\[AZz]", part["pattern"])


def test_every_property_is_explained() -> None:
    for name, key, found in properties():
        where = f"{name}: {key}"
        assert found.get("description", "").endswith("."), where
        assert found.get("x-source"), where
        assert "examples" in found, where
        assert found["examples"] or found.get("not") == {}, where
        assert "x-hub" in found or name in ("report", "config") or key == "repository_id", where


def test_wild_fields_accept_anything() -> None:
    for _, key, found in properties():
        if found.get("x-status") == "wild":
            assert not set(found) - ANNOTATIONS - OWN_ANNOTATIONS - {"$ref"}, key
            assert found["x-hub"] == "accepts", key


@pytest.mark.parametrize("name", SCHEMAS)
def test_examples_are_valid(name: str) -> None:
    whole = BUNDLES[name]
    for part in parts(whole):
        judge = Draft202012Validator({**part, "$defs": whole.get("$defs", {})})
        for example in part.get("examples", []):
            judge.validate(example)


# References and bundles


def test_every_reference_resolves() -> None:
    for name in SCHEMAS:
        for part in parts(load(name)):
            if "$ref" in part:
                assert part["$ref"].startswith("urn:cardlint:")
                assert resolve(part["$ref"])


def test_vocabulary_is_an_enum() -> None:
    assert "apache-2.0" in resolve("urn:cardlint:vocab:licenses")["enum"]
    assert resolve("urn:cardlint:vocab:spaces#/colors")["enum"][0] == "red"
    assert "require-corp" in resolve("urn:cardlint:vocab:spaces#/custom_headers/cross-origin-embedder-policy")["enum"]


@pytest.mark.parametrize(
    "reference",
    [
        "urn:cardlint:nothing",
        "urn:cardlint:common#/$defs/nothing",
        "urn:cardlint:vocab:nothing",
        "urn:cardlint:vocab:spaces#/x",
    ],
)
def test_dead_reference(reference: str) -> None:
    with pytest.raises(CardlintError):
        resolve(reference)


@pytest.mark.parametrize("name", SCHEMAS)
def test_bundle_stands_alone(name: str) -> None:
    whole = BUNDLES[name]
    Draft202012Validator.check_schema(whole)
    assert bundle(name) == whole
    assert json.dumps(bundle(name)) == json.dumps(whole)
    named = {f"#/$defs/{key}" for key in whole.get("$defs", {})}
    assert {part["$ref"] for part in parts(whole) if "$ref" in part} == named
    assert not any("$id" in part for part in whole.get("$defs", {}).values())


def test_bundle_leaves_the_files_alone() -> None:
    before = json.dumps(load("model"))
    bundle("model")["properties"].clear()
    assert json.dumps(load("model")) == before


# What the Hub says


def test_every_known_field_is_covered() -> None:
    if not SHARED.is_dir():
        pytest.skip("the table of fields is not here")
    rows = next(v for v in json.loads((SHARED / "hub/card_fields.json").read_text()).values() if isinstance(v, list))
    for row in rows:
        schema = load(row["kind"])
        patterns = schema.get("patternProperties", {})
        for name in re.split(r" / |, ", row["name"]):
            if name == "...":
                continue
            if name.endswith("*"):
                known = [*schema["properties"], *(pattern.removeprefix("^") for pattern in patterns)]
                assert any(key.startswith(name[:-1]) for key in known), f"{row['kind']}: {name}"
            else:
                assert name in schema["properties"], f"{row['kind']}: {name}"


def test_real_spaces_are_valid() -> None:
    """The Hub runs these Spaces, so they must not have errors."""
    answers = sorted((SHARED / "corpus/space").glob("*/hub_info.json"))
    if not answers:
        pytest.skip("the corpus is not here")
    cards = [json.loads(path.read_text(encoding="utf-8"))["cardData"] for path in answers]
    cards = [card for card in cards if card]
    assert len(cards) > 50
    for card in cards:
        assert not faults("space", card), card


def test_real_ids_are_ids() -> None:
    facts = SHARED / "corpus/hub-facts-2026.jsonl"
    if not facts.is_file():
        pytest.skip("the corpus is not here")
    pattern = re.compile(resolve("urn:cardlint:common#/$defs/repository_id")["pattern"])
    for line in facts.read_text(encoding="utf-8").splitlines():
        fact = json.loads(line)
        assert pattern.search(fact["id"])
        for tag in fact["tags"]:
            if tag.startswith("dataset:"):
                assert pattern.search(tag.removeprefix("dataset:")), tag


def scored(result: str) -> str:
    """Front matter with one result in its model-index."""
    return f"model-index: [{{name: m, results: [{{{result}}}]}}]"


def dataset(more: str) -> str:
    """One result, with ``more`` about its dataset."""
    return f"task: {{type: t}}, metrics: [], dataset: {{type: d, name: D, {more}}}"


SCORE = "task: {type: t}, dataset: {type: d, name: D}"
RESULT = "model-index.0.results.0"
FAULTS = [  # kind, front matter, where the problem is, how the Hub reacts
    # the causes of the Hub's own messages
    ("model", "[license]", "", "refuses"),
    ("model", "license: MIT", "license", "refuses"),
    ("dataset", "license: [mit, Apache License 2.0]", "license.1", "refuses"),
    ("space", "{sdk: static, license: gpl-2.0-or-later}", "license", "refuses"),
    ("model", "language: [en, pt_pt]", "language.1", "refuses"),
    ("dataset", "language: python", "language", "refuses"),
    ("model", "language:", "language", "refuses"),
    ("model", "base_model: Kokoro 82M", "base_model", "refuses"),
    ("model", "base_model: [a/b, /workspace/model]", "base_model.1", "refuses"),
    ("model", "datasets: [accented french (openslr56)]", "datasets.0", "refuses"),
    ("model", "datasets:", "datasets", "refuses"),
    ("model", "datasets: [null]", "datasets.0", "refuses"),
    ("model", "widget: {text: x}", "widget", "refuses"),
    ("model", "widget: '[]'", "widget", "refuses"),
    ("model", "tags: [1]", "tags.0", "refuses"),
    ("space", "{sdk: static, tags: [2024-01-31]}", "tags.0", "refuses"),
    ("dataset", "task_categories: [null]", "task_categories.0", "refuses"),
    ("model", "model-index: not correct", "model-index", "refuses"),
    ("model", "model-index: [{name: m}]", "model-index.0", "refuses"),
    ("model", "model-index: [{results: []}]", "model-index.0", "refuses"),
    ("model", scored(f"{SCORE}, metrics: {{type: wer}}"), f"{RESULT}.metrics", "refuses"),
    (
        "model",
        scored(f"{SCORE}, metrics: [{{type: wer, value: 1, config: 7}}]"),
        f"{RESULT}.metrics.0.config",
        "refuses",
    ),
    ("model", scored(f"{SCORE}, metrics: [{{type: wer}}]"), f"{RESULT}.metrics.0", "refuses"),
    ("model", scored(dataset("config: 2020")), f"{RESULT}.dataset.config", "refuses"),
    ("model", scored(dataset("revision: 12")), f"{RESULT}.dataset.revision", "refuses"),
    ("model", scored(f"{SCORE}, metrics: [], source: {{name: s}}"), f"{RESULT}.source", "refuses"),
    ("model", scored("task: {name: t}, metrics: [], dataset: {type: d, name: D}"), f"{RESULT}.task", "refuses"),
    ("model", "pipeline_tag: video-to-text", "pipeline_tag", "warns"),
    ("model", "base_model_relation: distilled", "base_model_relation", "refuses"),
    ("dataset", "task_categories: [foo]", "task_categories.0", "warns"),
    ("dataset", "task_ids: [Scientific Reranking]", "task_ids.0", "warns"),
    ("dataset", "languages: [en]", "languages", "refuses"),
    ("dataset", "size_categories: [50]", "size_categories.0", "refuses"),
    ("space", "{sdk: static, short_description: " + 61 * "x" + "}", "short_description", "refuses"),
    ("space", "{sdk: static, colorFrom: orange}", "colorFrom", "refuses"),
    ("space", "{sdk: static, colorTo: '#ff0000'}", "colorTo", "refuses"),
    ("space", "{sdk: docker, app_port: 80}", "app_port", "refuses"),
    ("space", "sdk: fastapi", "sdk", "refuses"),
    ("space", "title: no sdk", "", "accepts"),
    # accepted by the Hub, but broken or lost later
    ("model", scored("task: {type: t}, metrics: []"), RESULT, "accepts"),
    ("model", "inference: {parameters: {top_p: 2}}", "inference.parameters.top_p", "accepts"),
    ("dataset", "size_categories: [10k]", "size_categories.0", "accepts"),
    ("dataset", "source_datasets: ['https://example.org']", "source_datasets.0", "accepts"),
    ("dataset", "configs: [{config_name: a/b}]", "configs.0.config_name", "accepts"),
    (
        "dataset",
        "configs: [{config_name: a, data_files: [{split: a-b, path: x}]}]",
        "configs.0.data_files.0.split",
        "accepts",
    ),
    ("space", "{sdk: gradio, python_version: 3.10}", "python_version", "accepts"),
    # no answer on record
    ("dataset", "configs: [{config_name: a, data_files: {train: x}}]", "configs.0.data_files", "unknown"),
    ("dataset", "configs: [{config_name: a, data_files: [{split: x}]}]", "configs.0.data_files.0", "unknown"),
    ("dataset", "configs: [a]", "configs.0", "unknown"),
    ("dataset", "multilinguality: monolingual", "multilinguality", "unknown"),
    ("model", "tags: autonlp", "tags", "unknown"),
    ("model", "co2_eq_emissions: {source: x}", "co2_eq_emissions", "unknown"),
    ("model", "co2_eq_emissions: 12 g", "co2_eq_emissions", "unknown"),
    ("model", "extra_gated_fields: {Name: number}", "extra_gated_fields.Name", "unknown"),
    ("model", "extra_gated_fields: {Use: {type: select}}", "extra_gated_fields.Use", "unknown"),
    ("model", "new_version: ./checkpoint-500", "new_version", "unknown"),
    ("model", "buckets: [name]", "buckets.0", "unknown"),
    ("space", "{sdk: docker, app_port: '7860'}", "app_port", "unknown"),
    ("space", "{sdk: docker, base_path: docs}", "base_path", "unknown"),
    ("space", "{sdk: static, emoji: ab}", "emoji", "unknown"),
    ("space", "{sdk: static, custom_headers: {x-frame-options: deny}}", "custom_headers", "unknown"),
    ("space", "{sdk: static, hf_oauth_scopes: [all]}", "hf_oauth_scopes.0", "unknown"),
    ("space", "{sdk: docker, preload_from_hub: [a/b c d]}", "preload_from_hub.0", "unknown"),
    ("space", "{sdk: docker, startup_duration_timeout: soon}", "startup_duration_timeout", "unknown"),
    ("space", "{sdk: docker, suggested_hardware: h100}", "suggested_hardware", "unknown"),
    ("space", "{sdk: docker, models: ['https://huggingface.co/gpt2']}", "models.0", "unknown"),
]
GOOD = [
    ("model", "{}"),
    ("model", "{language: [jw, swh, code, multilingual], license: [mit, other], base_model: []}"),
    ("model", "{base_model: outputs/merged, datasets: squad, thumbnail: null, anything: {at: [all]}}"),
    ("model", "{license: other, license_name: My Licence 2, library_name: Model Optimizer, metrics: [my own]}"),
    ("model", scored(dataset("args: {num_few_shot: 25}"))),
    ("model", scored(f"{SCORE}, extra: 1, metrics: [{{type: wer, value: 20.0 ± 1.2}}, {{type: x, value: null}}]")),
    ("model", "{inference: {parameters: {max_length: 1024, no_repeat_ngram_size: 2}}, licence: 5, model_index: null}"),
    ("model", "extra_gated_fields: {Job: {type: select, options: [a, {label: b, value: c}]}}"),
    ("dataset", "{language: [], size_categories: [unknown], source_datasets: ['extended|other-My Corpus', original]}"),
    ("dataset", "configs: [{config_name: a b, data_files: [x, y], sep: ;, data_dir: d, default: true}]"),
    ("dataset", "{dataset_info: {splits: [{name: train, num_bytes: 1.5}]}, paperswithcode_id: null, YAML tags: null}"),
    ("space", "{sdk: gradio, python_version: 3.12, sdk_version: '6.0', short_description: " + 60 * "x" + "}"),
    ("space", f"{{sdk: docker, preload_from_hub: ['a/b c.txt,d.bin {40 * '0'}'], startup_duration_timeout: 1h}}"),
    *(("space", f"{{sdk: static, emoji: {emoji}}}") for emoji in ("🚀", "🎙️", "1️⃣", "👩‍🚀", "🇳🇴", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "☕", "㊙️")),
]


@pytest.mark.parametrize(("kind", "text", "path", "hub"), FAULTS)
def test_fault(kind: str, text: str, path: str, hub: str) -> None:
    assert faults(kind, yaml.safe_load(text)) == {path: hub}


@pytest.mark.parametrize(("kind", "text"), GOOD)
def test_no_fault(kind: str, text: str) -> None:
    assert faults(kind, yaml.safe_load(text)) == {}


@pytest.mark.parametrize(
    "text",
    ["./checkpoint-500", "/workspace/model", "C:\\model", "a b", "https://hf.co/a/b", "a/b/c", "a/", "", "WHAM!"],
)
def test_no_repository_id(text: str) -> None:
    assert faults("model", {"base_model": text}) == {"base_model": "refuses"}


def test_report() -> None:
    judge = Draft202012Validator(BUNDLES["report"])
    report = load("report")["examples"][0]
    assert judge.is_valid(report)
    assert judge.is_valid({**report, "diagnostics": [{**report["diagnostics"][0], "fix": None}]})
    place = {"message": "first here", "line": 2, "column": 1, "end_line": 2, "end_column": 8}
    assert judge.is_valid({**report, "diagnostics": [{**report["diagnostics"][0], "related": [place]}]})
    assert not judge.is_valid(
        {**report, "diagnostics": [{**report["diagnostics"][0], "related": [{**place, "line": 0}]}]}
    )
    assert not judge.is_valid({**report, "version": 2})
    assert not judge.is_valid({**report, "more": 1})
    assert not judge.is_valid({**report, "diagnostics": [{**report["diagnostics"][0], "line": 0}]})
    assert not judge.is_valid({**report, "diagnostics": [{**report["diagnostics"][0], "fix": {"title": "x"}}]})


# Command


def test_command_prints_the_bundle() -> None:
    outcome = CliRunner().invoke(command, ["space"])
    assert outcome.exit_code == 0
    assert json.loads(outcome.stdout) == BUNDLES["space"]


def test_command_lists_the_schemas() -> None:
    outcome = CliRunner().invoke(command)
    assert [line.split()[0] for line in outcome.stdout.splitlines()] == list(SCHEMAS)
    assert "Model card" in outcome.stdout


def test_patterns_take_linear_time() -> None:
    for name in SCHEMAS:
        for part in parts(BUNDLES[name]):
            for hostile in (
                "a" * 50_000 + "!",
                "a." * 25_000 + "!",
                "a/b c" + ",c" * 25_000 + " !",
                "🚀" * 50_000 + "!",
            ):
                if "pattern" in part:
                    re.search(part["pattern"], hostile)


def test_command_does_not_know_the_name() -> None:
    outcome = CliRunner().invoke(command, ["modle"])
    assert outcome.exit_code == 2
    assert "did you mean `model`?" in outcome.stderr
    assert "Traceback" not in outcome.stderr
