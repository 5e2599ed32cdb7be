"""``cardlint task`` as people and programs use it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cardlint.cli import cli

BERT = """\
---
language: en
tags:
- exbert
- bookcorpus
library_name: transformers
widget:
- text: "Paris is the [MASK] of France."
- text: "Paris is a city."
---
# BERT
"""
BERT_CONFIG = '{\n  "architectures": [\n    "BertForMaskedLM"\n  ],\n  "model_type": "bert"\n}\n'


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["task", *arguments], input=stdin)


def repository(folder: Path, card: str | None = None, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if card is not None:
        (folder / "README.md").write_text(card, encoding="utf-8")
    for name, text in files.items():
        (folder / name.replace("_json", ".json")).write_text(text, encoding="utf-8")
    return folder


def answers_for(*arguments: str, stdin: str | None = None) -> list[dict[str, Any]]:
    result = run(*arguments, "--format", "jsonl", stdin=stdin)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def evidence_of(answer: dict[str, Any], source: str) -> dict[str, Any]:
    return next(item for item in answer["evidence"] if item["source"] == source)


def test_text_shows_the_task_and_the_full_chain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository(tmp_path / "bert", BERT, config_json=BERT_CONFIG)
    monkeypatch.chdir(tmp_path)
    assert run("bert").stdout == (
        "bert: fill-mask  (config.json decides)\n"
        "  pipeline_tag      -              absent   the card has no `pipeline_tag`\n"
        "  tags              README.md:4    ignored  there is no task among `exbert`, `bookcorpus`\n"
        "  config.json       config.json:3  won      `BertForMaskedLM` is for `fill-mask`\n"
        "  model_index.json  -              absent   no such file\n"
        "  widget            possible: shown if an inference provider serves this model; it takes text\n"
        "  examples          1 of 2 fit\n"
        "                    widget[1]: `text` has no mask token such as `[MASK]`\n"
        "  request           POST /models/{model} {inputs: string, parameters}\n"
    )


def test_text_proposes_tasks_where_there_is_none(tmp_path: Path) -> None:
    card = "---\nlibrary_name: transformers\n---\n"
    folder = repository(tmp_path / "t5", card, config_json='{"architectures": ["T5ForConditionalGeneration"]}')
    text = run(str(folder)).stdout
    assert "t5: no task\n" in text
    assert "`T5ForConditionalGeneration` is for `text2text-generation`, which is not a task of the Hub" in text
    assert "pipeline_tag: translation, summarization or text-generation; the class is `T5" in text


def test_text_says_what_the_hub_shows_instead(tmp_path: Path) -> None:
    card = "---\ntags: [sentence-similarity, transformers]\n---\n"
    folder = repository(tmp_path / "st", card, config_json='{"architectures": ["BertModel"]}')
    text = run(str(folder)).stdout
    assert "st: sentence-similarity  (tags decide)\n" in text
    assert "`BertModel` is for `feature-extraction`; `tags` come first, but the Hub's order puts it before them" in text
    assert "shows feature-extraction, which precedes sentence-similarity in its own order of tasks" in text
    assert (
        "tags and config.json name sentence-similarity, feature-extraction; set pipeline_tag to the one you mean"
        in text
    )


def test_text_is_not_coloured_away_from_a_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in run(str(repository(tmp_path / "bert", BERT))).stdout


def test_control_characters_of_a_card_do_not_reach_the_terminal(tmp_path: Path) -> None:
    folder = repository(tmp_path / "evil", '---\npipeline_tag: "\\e[2J\\u202Etask"\n---\n')
    result = run(str(folder))
    assert result.exit_code == 0
    assert not {"\x1b", "\u202e"} & set(result.stdout)


def test_json_is_one_document(tmp_path: Path) -> None:
    repository(tmp_path / "a", "---\npipeline_tag: fill-mask\n---\n")
    repository(tmp_path / "b", "---\ntags: [translation]\n---\n")
    document = json.loads(run(str(tmp_path), "--format", "json").stdout)
    assert document["version"] == 1
    assert [(Path(model["id"]).name, model["task"]) for model in document["models"]] == [
        ("a", "fill-mask"),
        ("b", "translation"),
    ]


def test_json_of_no_lines_is_still_a_document() -> None:
    assert json.loads(run("-", "--format", "json", stdin="").stdout) == {"version": 1, "models": []}


def test_lines_of_json_are_answered_with_lines_of_json() -> None:
    lines = [
        {
            "id": "a/one",
            "card": {"tags": ["transformers"]},
            "files": [],
            "config": {"architectures": ["BertForMaskedLM"]},
        },
        {"id": "a/two", "card": None, "files": [], "config": {"architectures": ["BertForMaskedLM"]}, "legacy": True},
        {"id": "a/three", "card": {}, "model_index": {"_class_name": "StableDiffusionPipeline"}},
        {"id": "a/four", "card": "none"},
        {},
    ]
    result = run("-", stdin="\n".join(json.dumps(line) for line in lines) + "\n\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(answer["id"], answer["task"], answer["source"]) for answer in answers] == [
        ("a/one", "fill-mask", "config"),
        ("a/two", "fill-mask", "config"),
        ("a/three", "text-to-image", "model_index"),
        ("a/four", None, "none"),
        (None, None, "none"),
    ]
    assert result.exit_code == 0


def test_line_has_everything_that_is_known() -> None:
    (answer,) = answers_for("-", stdin='{"id": "a/b", "card": {"pipeline_tag": "fill-mask"}}')
    assert set(answer) == {
        *("id", "task", "source", "hub_task", "evidence", "library", "config_task", "retired", "conflicts"),
        *("proposals", "widget", "request"),
    }
    assert answer["request"]["path"] == "/models/a/b"


@pytest.mark.parametrize("line", ["{", "5", "[" * 100_000, '"\\ud800', "\x00"])
def test_line_that_is_not_an_object_fails_alone(line: str) -> None:
    result = run("-", stdin=line + '\n{"id": "a/b", "card": {"pipeline_tag": "fill-mask"}}\n')
    assert [json.loads(answer)["task"] for answer in result.stdout.splitlines()] == ["fill-mask"]
    assert "standard input, line 1: " in result.stderr
    assert result.exit_code == 2


def test_legacy_lets_config_count_without_a_library(tmp_path: Path) -> None:
    folder = str(repository(tmp_path / "old", "---\nlanguage: en\n---\n", config_json=BERT_CONFIG))
    assert [answer["task"] for answer in answers_for(folder)] == [None]
    assert [answer["task"] for answer in answers_for(folder, "--legacy")] == ["fill-mask"]


def test_folder_without_a_card_is_a_repository_too(tmp_path: Path) -> None:
    folder = repository(tmp_path / "bare", config_json=BERT_CONFIG)
    assert [answer["task"] for answer in answers_for(str(folder), "--legacy")] == ["fill-mask"]
    assert [answer["task"] for answer in answers_for(str(folder / "config.json"), "--legacy")] == ["fill-mask"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"architectures": [\n', "it is not JSON on line 2"),
        ("[1]", "it contains a list, not an object"),
        ("null", "it contains null, not an object"),
        ('{"architectures": "BertModel"}', "`architectures` is a string, not a list"),
        ('{"architectures": [{}]}', "`architectures` contains a mapping, not a class name"),
        ('{"a": ' + "[" * 100_000 + "}", "it is nested too deeply"),
        (" " * (8 * 1024 * 1024 + 1), "it is larger than 8 MiB"),
    ],
    ids=["syntax", "list", "null", "string", "mapping", "deep", "large"],
)
def test_broken_config_is_evidence_and_no_crash(tmp_path: Path, text: str, reason: str) -> None:
    folder = repository(tmp_path / "broken", "---\nlibrary_name: transformers\n---\n", config_json=text)
    (answer,) = answers_for(str(folder))
    assert answer["task"] is None
    assert (evidence_of(answer, "config")["verdict"], evidence_of(answer, "config")["reason"]) == ("broken", reason)


def test_config_behind_a_link_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "outside.json").write_text(BERT_CONFIG, encoding="utf-8")
    folder = repository(tmp_path / "link", "---\nlibrary_name: transformers\n---\n")
    os.symlink(tmp_path / "outside.json", folder / "config.json")
    (answer,) = answers_for(str(folder))
    assert answer["task"] is None
    assert evidence_of(answer, "config")["reason"] == "it is a link that leaves the repository"


def test_values_that_json_has_no_word_for_are_reported_all_the_same(tmp_path: Path) -> None:
    card = "---\npipeline_tag: text-generation\nwidget:\n- text: x\n  messages: [.nan, 2024-01-01]\n---\n"
    (answer,) = answers_for(str(repository(tmp_path / "odd", card)))
    assert answer["request"]["example"] == {"inputs": "x"}


def test_path_that_is_not_there_fails_and_the_others_are_answers_for(tmp_path: Path) -> None:
    folder = repository(tmp_path / "a", "---\npipeline_tag: fill-mask\n---\n")
    result = run(str(tmp_path / "nothing"), str(folder))
    assert "fill-mask  (pipeline_tag decides)" in result.stdout
    assert "no such file or folder" in result.stderr
    assert result.exit_code == 2


@pytest.mark.parametrize(("start", "path"), [("t5", "."), ("t5", "./"), ("t5/sub", ".."), ("t5", None)])
def test_current_folder_is_called_by_its_name(
    start: str, path: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(tmp_path / "t5" / "sub")
    repository(tmp_path / "t5", config_json="{}")
    monkeypatch.chdir(tmp_path / start)
    arguments = [path] if path is not None else []
    assert run(*arguments).stdout.startswith("t5: no task\n")
    assert answers_for(*arguments)[0]["id"] == "t5"


def test_library_to_declare_is_the_one_that_the_files_show(tmp_path: Path) -> None:
    folder = repository(tmp_path / "m", "---\nlicense: mit\n---\n", config_json='{"architectures": ["MPNetModel"]}')
    (folder / "config_setfit.json").write_text("{}", encoding="utf-8")
    text = run(str(folder)).stdout
    assert "library_name: setfit\n" in text
    assert "pipeline_tag: text-classification; the files are for `setfit`\n" in text
    assert "transformers, so that" not in text
