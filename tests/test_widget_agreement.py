"""``cardlint task`` and ``cardlint check`` agree on whether an example fits the widget."""

import json
from pathlib import Path
from typing import Any

import pytest

from cardlint.card.card import Card
from cardlint.card.repository import Repository
from cardlint.findings.source import Source
from cardlint.lint.linter import lint
from cardlint.task import answer, facts_of

BRACKETS = {"tokenizer_config.json": '{"mask_token": "[MASK]"}'}
CASES: list[tuple[str, object, dict[str, str], bool]] = [
    ("fill-mask", {"text": "a [MASK] b"}, {}, True),
    ("fill-mask", {"text": "a [mask] b"}, {}, True),
    ("fill-mask", {"text": "a [mask] b"}, BRACKETS, False),
    ("fill-mask", {"text": "a [MASK] b"}, BRACKETS, True),
    ("fill-mask", {"text": "a <mask> b"}, BRACKETS, True),
    ("fill-mask", {"text": "a [MASK] b"}, {"tokenizer_config.json": '{"mask_token": {"content": "<mask>"}}'}, False),
    ("fill-mask", {"text": "a <extra> b"}, {"tokenizer_config.json": '{"mask_token": "<extra>"}'}, True),
    ("fill-mask", {"text": "a [MASK] b"}, {"tokenizer_config.json": "{"}, True),
    ("fill-mask", {"text": "a [MASK] b [MASK]"}, {}, False),
    ("fill-mask", {"text": "a {mask} b"}, {}, False),
    ("fill-mask", {"text": "a <mask] b"}, {}, False),
    ("fill-mask", {"text": "a ____ b"}, {}, False),
    ("fill-mask", {"text": ""}, {}, False),
    ("fill-mask", {"text": 5}, {}, False),
    ("fill-mask", {"text": None}, {}, False),
    ("question-answering", {"text": "a", "context": "b"}, {}, True),
    ("question-answering", {"text": "a"}, {}, False),
    ("question-answering", {"text": "a", "context": " "}, {}, False),
    ("text-generation", {"messages": [{"role": "user", "content": "a"}]}, {}, True),
    ("text-generation", {"messages": []}, {}, False),
    ("text-generation", {"messages": [{"role": "human", "content": "a"}]}, {}, False),
    ("text-generation", {"messages": [{"role": "user"}]}, {}, False),
    ("text-generation", {"example_title": "a"}, {}, False),
    ("text-classification", {"text": "a", "example_title": 5}, {}, False),
    ("text-classification", {"text": ["a"]}, {}, False),
    ("text-classification", "a", {}, False),
    ("automatic-speech-recognition", {"src": "https://example.org/a.flac"}, {}, True),
    ("automatic-speech-recognition", {"src": "https://example.org/a.png?x=1"}, {}, False),
    ("automatic-speech-recognition", {"src": "https://example.org/a.png#x"}, {}, False),
    ("automatic-speech-recognition", {"src": "https://example.org/a.mp3#a.png"}, {}, True),
    ("image-classification", {"src": "https://example.mp3/tiger"}, {}, True),
    ("image-classification", {"src": ""}, {}, False),
    ("sentence-similarity", {"source_sentence": "a", "sentences": ["b"]}, {}, True),
    ("sentence-similarity", {"source_sentence": "a", "sentences": []}, {}, False),
    ("sentence-similarity", {"source_sentence": "a", "sentences": ["b", 1]}, {}, False),
    ("zero-shot-classification", {"text": "a", "candidate_labels": "b, c", "multi_class": True}, {}, True),
    ("zero-shot-classification", {"text": "a", "candidate_labels": "b, c", "multi_class": "yes"}, {}, False),
    ("table-question-answering", {"text": "a", "table": {"b": ["1", "2"], "c": ["1"]}}, {}, False),
    ("tabular-classification", {"structured_data": {"b": [1], "c": [2]}}, {}, True),
    ("tabular-classification", {"structured_data": {"b": 1}}, {}, False),
]


@pytest.mark.parametrize(("task", "example", "files", "fits"), CASES)
def test_task_and_check_agree(task: str, example: Any, files: dict[str, str], fits: bool, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    written = (
        f"---\nlicense: mit\nlibrary_name: transformers\npipeline_tag: {task}\nwidget:\n- {json.dumps(example)}\n---\n"
    )
    card = Card(Source(written, str(tmp_path / "README.md")), None, Repository(tmp_path))
    assert [each.problem is None for each in answer(facts_of(card)).widget.examples] == [fits]
    assert [each.message for each in lint(card) if each.start.line == 6][1:] == []
    assert (not [each for each in lint(card) if each.start.line == 6]) is fits
