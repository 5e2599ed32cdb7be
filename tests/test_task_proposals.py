"""Which task is proposed to a model without one: the library first, then the class, the results, the code and the tags."""

from typing import Any

import pytest

from cardlint.card.card import Card
from cardlint.findings.source import Source
from cardlint.system.resources import load_json
from cardlint.task import Facts, facts_of, facts_of_line, resolve
from cardlint.vocabulary import vocabulary

TASKS = frozenset(vocabulary("tasks").ids)
MPNET = {"architectures": ["MPNetModel"]}
BERT_RANKER = {"architectures": ["BertForSequenceClassification"]}


def proposed(fields: dict[str, Any], config: object = None, **more: Any) -> list[str]:
    documents = more.pop("documents", {})
    facts = Facts(fields, config=config, document_of=documents.get, **more)
    return [proposal.task for proposal in resolve(facts).proposals]


@pytest.mark.parametrize(
    ("fields", "config", "task"),
    [
        ({"library_name": "setfit"}, MPNET, "text-classification"),
        ({"tags": ["setfit"]}, MPNET, "text-classification"),
        ({"library_name": "sentence-transformers"}, MPNET, "sentence-similarity"),
        ({"library_name": "sentence-transformers"}, {"architectures": ["RobertaForMaskedLM"]}, "sentence-similarity"),
        ({"library_name": "sentence-transformers"}, BERT_RANKER, "text-ranking"),
        ({"library_name": "sentence-transformers", "tags": ["cross-encoder"]}, None, "text-ranking"),
        (
            {"library_name": "sentence-transformers"},
            {**BERT_RANKER, "id2label": {"0": "contradiction", "1": "entailment", "2": "neutral"}},
            "text-classification",
        ),
        ({"library_name": "sentence-transformers"}, {**BERT_RANKER, "id2label": {"0": "LABEL_0"}}, "text-ranking"),
        ({"library_name": "sentence-transformers", "tags": ["sparse-encoder"]}, None, "feature-extraction"),
        ({"library_name": "timm"}, None, "image-classification"),
        ({"library_name": "timm"}, {"architecture": "vit", "num_classes": 0}, "image-feature-extraction"),
        ({"library_name": "timm"}, {"architecture": "vit", "num_classes": 1000}, "image-classification"),
        ({"library_name": "timm"}, {"architecture": "vit", "num_classes": False}, "image-classification"),
        ({"library_name": "ultralytics"}, None, "object-detection"),
        ({"library_name": "ultralytics", "tags": ["pose-estimation"]}, None, "keypoint-detection"),
        ({"library_name": "stable-baselines3"}, None, "reinforcement-learning"),
        ({"library_name": "mlx"}, {"architectures": ["LlamaForCausalLM"]}, "text-generation"),
    ],
)
def test_declared_library_decides_before_the_class(fields: dict[str, Any], config: object, task: str) -> None:
    assert proposed(fields, config) == [task]


@pytest.mark.parametrize(
    ("files", "config", "task"),
    [
        (("config_setfit.json", "config.json"), MPNET, "text-classification"),
        (("modules.json", "1_Pooling/config.json", "config.json"), MPNET, "sentence-similarity"),
        (("yolo11n-seg.pt",), None, "image-segmentation"),
        (("yolo11n-pose.pt",), None, "keypoint-detection"),
        (("yolo11n-cls.pt",), None, "image-classification"),
        (("yolo11n.pt",), None, "object-detection"),
        (("config.json",), {"architecture": "resnet50", "pretrained_cfg": {}}, "image-classification"),
        (("config.json",), MPNET, "feature-extraction"),
    ],
)
def test_library_that_the_files_show_decides_before_the_class(
    files: tuple[str, ...], config: object, task: str
) -> None:
    assert proposed({}, config, files=files) == [task]
    assert proposed({"library_name": "pytorch"}, config, files=files) == [task]


@pytest.mark.parametrize(
    ("kind", "tasks"),
    [
        ("CAUSAL_LM", ["text-generation"]),
        ("SEQ_CLS", ["text-classification"]),
        ("TOKEN_CLS", ["token-classification"]),
        ("QUESTION_ANS", ["question-answering"]),
        ("FEATURE_EXTRACTION", ["feature-extraction"]),
        ("SEQ_2_SEQ_LM", ["translation", "summarization", "text-generation"]),
        (None, []),
        ("NONSENSE", []),
        (["CAUSAL_LM"], []),
    ],
)
def test_adapter_is_for_its_task_type(kind: object, tasks: list[str]) -> None:
    documents = {"adapter_config.json": {"task_type": kind}}
    assert proposed({"library_name": "peft"}, documents=documents) == tasks
    assert proposed({}, files=("adapter_config.json",), documents=documents) == tasks


@pytest.mark.parametrize(
    ("kind", "task"),
    [
        ("SentenceTransformer", "sentence-similarity"),
        ("SparseEncoder", "feature-extraction"),
        ("CrossEncoder", "text-ranking"),
    ],
)
def test_sentence_transformers_says_what_kind_of_model_it_wrote(kind: str, task: str) -> None:
    documents = {"config_sentence_transformers.json": {"model_type": kind}}
    assert proposed({"library_name": "sentence-transformers"}, documents=documents) == [task]


@pytest.mark.parametrize(
    ("word", "of_tag", "of_value"),
    [
        ("pos", ["token-classification"], ["token-classification"]),
        ("Instruct", ["text-generation"], ["text-generation"]),
        ("nli", [], ["text-classification"]),
        ("Language Model", [], ["text-generation"]),
        ("information-retrieval", [], []),
    ],
)
def test_words_that_say_something_else_as_a_tag_are_read_only_as_the_task(
    word: str, of_tag: list[str], of_value: list[str]
) -> None:
    assert proposed({"tags": [word]}) == of_tag
    assert proposed({"pipeline_tag": word}) == of_value


def test_several_tasks_are_narrowed_down_by_what_else_is_known() -> None:
    t5 = {"architectures": ["T5ForConditionalGeneration"]}
    assert proposed({"library_name": "mlx"}, t5) == ["translation", "summarization", "text-generation"]
    index = [{"results": [{"task": {"type": "summarization"}}]}]
    assert proposed({"library_name": "mlx", "model-index": index}, t5) == ["summarization"]


@pytest.mark.parametrize(
    ("index", "tasks"),
    [
        ([{"results": [{"task": {"type": "automatic-speech-recognition"}}]}], ["automatic-speech-recognition"]),
        ([{"results": [{"task": {"type": "semantic-similarity"}}]}], ["sentence-similarity"]),
        (
            [{"results": [{"task": {"type": "translation"}}, {"task": {"type": "summarization"}}]}],
            ["translation", "summarization"],
        ),
        ([{"results": [{"task": {"type": "nonsense-of-mine"}}]}], []),
        ([{"results": [{"task": "translation"}, 3]}, None], []),
        ({"results": 3}, []),
        (None, []),
    ],
)
def test_results_are_for_a_task(index: object, tasks: list[str]) -> None:
    assert proposed({"model-index": index}) == tasks


@pytest.mark.parametrize(
    ("code", "tasks"),
    [
        ('pipe = pipeline("text-generation", model="o/m")', ["text-generation"]),
        ("pipe = pipeline('sentiment-analysis', 'o/m')", ["text-classification"]),
        ("pipe = pipeline(\n    task='translation_en_to_fr')", ["translation"]),
        ('transformers.pipeline("ner")', ["token-classification"]),
        ('pipeline("nonsense")', []),
        ('nlp.pipeline("ner")', []),
        ("pipeline(task, model)", []),
        ('pipeline("fill-mask")\npipeline("translation")', ["fill-mask", "translation"]),
        ('model = AutoModelForCausalLM.from_pretrained("o/m")', ["text-generation"]),
        ('model = TFAutoModelForMaskedLM.from_pretrained("o/m")', ["fill-mask"]),
        ("AutoModelForSeq2SeqLM", ["translation", "summarization", "text-generation"]),
        ("AutoModelForSeq2SeqLM\npipeline('summarization')", ["summarization"]),
        ("AutoModel.from_pretrained('o/m')", []),
        ("AutoModelForNothing", []),
    ],
)
def test_code_in_the_card_is_for_a_task(code: str, tasks: list[str]) -> None:
    card = Card(Source(f"---\nlicense: mit\n---\n\n# A\n\n```python\n{code}\n```\n"), None, None)
    assert [proposal.task for proposal in resolve(facts_of(card)).proposals] == tasks


def test_text_is_no_code() -> None:
    card = Card(Source('---\nlicense: mit\n---\n\n# A\n\nDo not call pipeline("ner").\n'), None, None)
    assert resolve(facts_of(card)).proposals == ()


def test_code_is_read_only_if_nothing_better_is_known() -> None:
    def code_of() -> list[str]:
        raise AssertionError("the code was read")

    assert proposed({"library_name": "setfit"}, code_of=code_of) == ["text-classification"]


def test_other_names_in_the_tags_come_last() -> None:
    assert proposed({"tags": ["ocr"]}) == ["image-to-text"]
    assert proposed({"tags": ["ocr"], "library_name": "setfit"}) == ["text-classification"]


def test_field_says_transformers_whatever_the_files_show() -> None:
    found = resolve(Facts({"library_name": "transformers"}, ("config_setfit.json", "config.json"), MPNET))
    assert (found.hub_task, found.library_tasks) == ("feature-extraction", None)


def test_reason_names_the_library_and_how_it_is_known() -> None:
    reasons = [
        resolve(Facts(fields, files)).proposals[0].reason
        for fields, files in (
            ({"library_name": "setfit"}, ()),
            ({"tags": ["setfit"]}, ()),
            ({}, ("config_setfit.json",)),
        )
    ]
    assert reasons == ["the library is `setfit`", "the card has the tag `setfit`", "the files are for `setfit`"]


def test_line_of_json_can_have_the_adapter_config() -> None:
    facts = facts_of_line('{"card": {"library_name": "peft"}, "adapter_config": {"task_type": "SEQ_CLS"}}').facts
    assert [proposal.task for proposal in resolve(facts).proposals] == ["text-classification"]


def test_every_task_of_a_library_is_a_task_of_the_hub() -> None:
    rows = load_json("schemas/vocab/library_files.json")["tasks"]
    assert {task for each in rows.values() for row in each for task in row["tasks"]} <= TASKS
    assert all(
        set(row) <= {"tasks", "documents", "class", "several_labels", "tags", "files"}
        for each in rows.values()
        for row in each
    )


@pytest.mark.parametrize(
    ("word", "task"),
    [
        ("stt", "automatic-speech-recognition"),
        ("chat", "text-generation"),
        ("ocr", "image-to-text"),
        ("Semantic Similarity", "sentence-similarity"),
        ("timeseries-forecasting", "time-series-forecasting"),
        ("time-series-prediction", "time-series-forecasting"),
        ("Machine Translation", "translation"),
        ("text_summarization", "summarization"),
        ("speech recognition", "automatic-speech-recognition"),
    ],
)
def test_what_people_call_a_task_has_a_suggestion(word: str, task: str) -> None:
    assert vocabulary("tasks").suggest(word) == (task,)


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("StableDiffusionPipeline", "won"),
        (["my_pipeline", "MyPipeline"], "ignored"),
        (["my_pipeline", "MyPipeline", "x"], "broken"),
        ([], "broken"),
        ([None, "MyPipeline"], "broken"),
        (["my_pipeline", 3], "broken"),
    ],
)
def test_pipeline_may_be_a_class_in_a_module_of_the_repository(name: object, verdict: str) -> None:
    found = resolve(Facts({"library_name": "diffusers"}, model_index={"_class_name": name}))
    assert found.evidence[3].verdict == verdict
