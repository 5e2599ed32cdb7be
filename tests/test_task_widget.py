"""The widget of a model, the card's examples for it, and the request of a client."""

from typing import Any

import pytest

from cardlint.task import Facts, answer

TRANSFORMERS = {"library_name": "transformers"}


def widget(fields: dict[str, Any], config: object = None) -> Any:
    return answer(Facts(fields, config=config)).widget


@pytest.mark.parametrize(
    ("fields", "config", "state", "reason"),
    [
        ({}, None, "none", "no-task"),
        ({"pipeline_tag": "fill-mask", **TRANSFORMERS}, None, "possible", "providers-decide"),
        ({"pipeline_tag": "fill-mask", "inference": False, **TRANSFORMERS}, None, "none", "opted-out"),
        (
            {"pipeline_tag": "fill-mask", "inference": {"parameters": {}}, **TRANSFORMERS},
            None,
            "possible",
            "providers-decide",
        ),
        (
            {"pipeline_tag": "reinforcement-learning", "library_name": "stable-baselines3"},
            None,
            "none",
            "unserved-task",
        ),
        ({"pipeline_tag": "fill-mask"}, None, "none", "undeclared-library"),
        ({"pipeline_tag": "token-classification", "tags": ["flair"]}, None, "possible", "providers-decide"),
        ({"pipeline_tag": "text-to-video"}, None, "possible", "providers-decide"),
        ({"pipeline_tag": "fill-mask", **TRANSFORMERS}, {"auto_map": {"AutoModel": "m.M"}}, "none", "custom-code"),
        ({"pipeline_tag": "text-generation", "tags": ["custom_code"]}, None, "possible", "providers-decide"),
    ],
)
def test_widget_is_none_for_a_reason_or_possible(
    fields: dict[str, Any], config: object, state: str, reason: str
) -> None:
    found = widget(fields, config)
    assert (found.state, found.reason) == (state, reason)


@pytest.mark.parametrize(
    ("task", "example", "problem"),
    [
        ("fill-mask", {"text": "Paris is the [MASK] of France."}, None),
        ("fill-mask", {"text": "Paris is the <mask> of France."}, None),
        ("fill-mask", {"text": "Paris is a city."}, "`text` has no mask token such as `[MASK]`"),
        ("fill-mask", {"text": 5}, "`text` is a number, not a string"),
        ("fill-mask", {"text": "  "}, "`text` is empty"),
        ("fill-mask", {"src": "a.png"}, "the example lacks `text`; `fill-mask` takes `text`"),
        ("fill-mask", "Paris", "an example is a string, not a mapping"),
        ("question-answering", {"text": "Where?", "context": "Here."}, None),
        (
            "question-answering",
            {"text": "Where?"},
            "the example lacks `context`; `question-answering` takes `text` and `context`",
        ),
        ("text-generation", {"messages": [{"role": "user", "content": "Hello"}]}, None),
        ("text-generation", {"text": "Once"}, None),
        ("text-generation", {"messages": []}, "`messages` is empty"),
        (
            "text-generation",
            {"messages": [{"role": "human", "content": "Hello"}]},
            "`messages` has the role `human`; use `system`, `user` or `assistant`",
        ),
        ("text-generation", {"messages": [{"role": "user"}]}, "`messages` has a message without `content`"),
        ("automatic-speech-recognition", {"src": "https://cdn/1.flac"}, None),
        (
            "automatic-speech-recognition",
            {"src": "https://cdn/1.jpg?raw=1"},
            "`src` must be audio, not image (`https://cdn/1.jpg?raw=1`)",
        ),
        ("image-classification", {"src": "https://cdn/tiger", "example_title": "Tiger"}, None),
        ("sentence-similarity", {"source_sentence": "a", "sentences": ["b", "c"]}, None),
        (
            "sentence-similarity",
            {"source_sentence": "a", "sentences": "b"},
            "`sentences` is a string, not a list of strings",
        ),
        (
            "sentence-similarity",
            {"source_sentence": "a", "sentences": ["b", 1]},
            "`sentences` contains a number, not only strings",
        ),
        ("table-question-answering", {"text": "How many?", "table": {"a": [1, 2], "b": [3, 4]}}, None),
        (
            "table-question-answering",
            {"text": "How many?", "table": {"a": [1, 2], "b": [3]}},
            "`table` has columns of different lengths",
        ),
        ("tabular-classification", {"structured_data": {"a": 1}}, "`structured_data` has a column that is not a list"),
        (
            "tabular-classification",
            {"structured_data": "a"},
            "`structured_data` is a string, not a mapping from column to list",
        ),
    ],
)
def test_example_fits_the_inputs_of_the_task(task: str, example: object, problem: str | None) -> None:
    found = widget({"pipeline_tag": task, "widget": [example]})
    assert [(each.place, each.problem) for each in found.examples] == [(0, problem)]


def test_examples_of_a_task_without_documented_inputs_are_not_judged() -> None:
    assert widget({"pipeline_tag": "robotics", "widget": [{"text": "Lift"}]}).examples == ()


def test_widget_that_is_not_a_list_is_a_problem() -> None:
    found = widget({"pipeline_tag": "fill-mask", "widget": {"text": "[MASK]"}})
    assert [each.problem for each in found.examples] == ["`widget` is a mapping, not a list of examples"]


@pytest.mark.parametrize(
    ("fields", "path", "required", "example"),
    [
        pytest.param(
            {"pipeline_tag": "question-answering", "widget": [{"text": "Where?", "context": "Here."}]},
            "/models/a/b",
            ("inputs.question", "inputs.context"),
            {"inputs": {"question": "Where?", "context": "Here."}},
            id="a question and its context",
        ),
        pytest.param(
            {
                "pipeline_tag": "zero-shot-classification",
                "widget": [{"text": "Great", "candidate_labels": "good, bad", "multi_class": True}],
            },
            "/models/a/b",
            ("inputs", "parameters.candidate_labels"),
            {"inputs": "Great", "parameters": {"candidate_labels": ["good", "bad"], "multi_label": True}},
            id="labels become a list",
        ),
        pytest.param(
            {"pipeline_tag": "sentence-similarity", "widget": [{"source_sentence": "a", "sentences": ["b"]}]},
            "/models/a/b/pipeline/sentence-similarity",
            ("inputs.source_sentence", "inputs.sentences"),
            {"inputs": {"source_sentence": "a", "sentences": ["b"]}},
            id="a path of its own",
        ),
        pytest.param(
            {"pipeline_tag": "text-generation", "tags": ["conversational"], "widget": [{"text": "Hello"}]},
            "/v1/chat/completions",
            ("messages",),
            {"model": "a/b", "messages": [{"role": "user", "content": "Hello"}]},
            id="a conversation",
        ),
        pytest.param(
            {"pipeline_tag": "text-to-video", "widget": [{"text": "A cat"}]},
            None,
            ("inputs",),
            {"inputs": "A cat"},
            id="each provider has its own path",
        ),
        pytest.param({"pipeline_tag": "fill-mask"}, "/models/a/b", ("inputs",), None, id="no example"),
    ],
)
def test_request_follows_the_specification_of_the_task(
    fields: dict[str, Any], path: str | None, required: tuple[str, ...], example: object
) -> None:
    found = answer(Facts(fields), model="a/b").request
    assert found is not None
    assert (found.path, found.required, found.example) == (path, required, example)


def test_request_of_audio_may_be_the_bytes_themselves() -> None:
    found = answer(Facts({"pipeline_tag": "automatic-speech-recognition"})).request
    assert found is not None
    assert (found.binary, found.path) == (True, "/models/{model}")


def test_task_without_a_specification_has_no_request() -> None:
    assert answer(Facts({"pipeline_tag": "robotics"})).request is None
