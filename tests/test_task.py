"""The task resolver, with data from real repositories."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from cardlint.task import Broken, Conflict, Facts, Resolution, Retired, answer, as_data, resolve
from cardlint.task.facts import CARD

TRANSFORMERS = {"library_name": "transformers"}


def config(*architectures: object, **more: object) -> dict[str, Any]:
    return {"architectures": list(architectures), **more}


@pytest.mark.parametrize(
    ("fields", "document", "task", "source"),
    [
        pytest.param({"pipeline_tag": "fill-mask"}, None, "fill-mask", "pipeline_tag", id="stated"),
        pytest.param(
            {"pipeline_tag": "text-ranking", "tags": ["feature-extraction"], **TRANSFORMERS},
            config("BertForSequenceClassification"),
            "text-ranking",
            "pipeline_tag",
            id="stated, above everything else",
        ),
        pytest.param({"pipeline_tag": "video-to-3d", "tags": ["fill-mask"]}, None, None, "pipeline_tag", id="unknown"),
        pytest.param({"pipeline_tag": "Fill-Mask"}, None, None, "pipeline_tag", id="ids are lower case"),
        pytest.param({"pipeline_tag": ["None"], "tags": ["fill-mask"]}, None, None, "pipeline_tag", id="a list"),
        pytest.param(
            {"pipeline_tag": False, "tags": ["PyTorch"], **TRANSFORMERS},
            config("BertForTokenClassification"),
            "token-classification",
            "config",
            id="false counts as none",
        ),
        pytest.param({"tags": ["bert", "fill-mask"]}, None, "fill-mask", "tags", id="tag"),
        pytest.param({"tags": "fill-mask"}, None, "fill-mask", "tags", id="tags as a string are one tag"),
        pytest.param({"tags": ["Fill-Mask", "fill mask", "ner"]}, None, None, "none", id="tags are exact"),
        pytest.param(
            {"tags": ["translation", "summarization"]}, None, "translation", "tags", id="tags in the Hub's order"
        ),
        pytest.param(
            {"tags": ["summarization", "translation"]}, None, "translation", "tags", id="not in the card's order"
        ),
        pytest.param(TRANSFORMERS, config("BertForMaskedLM"), "fill-mask", "config", id="config.json"),
        pytest.param({"tags": ["transformers"]}, config("BertForMaskedLM"), "fill-mask", "config", id="by a tag"),
        pytest.param({}, config("BertForMaskedLM"), None, "none", id="library not declared"),
        pytest.param({"library_name": "mlx"}, config("LlamaForCausalLM"), None, "none", id="another library"),
        pytest.param(
            {"library_name": "vllm", "tags": ["transformers"]},
            config("LlamaForCausalLM"),
            "text-generation",
            "config",
            id="another library and the tag",
        ),
        pytest.param(TRANSFORMERS, config("ExaoneForCausalLM"), "text-generation", "config", id="by its ending"),
        pytest.param(TRANSFORMERS, config("MyForImageClassification"), None, "none", id="an ending the Hub ignores"),
        pytest.param(TRANSFORMERS, config("BertForMaskedLM", "GPT2Model"), "fill-mask", "config", id="the first class"),
        pytest.param(TRANSFORMERS, {"model_type": "bert"}, None, "none", id="model_type alone says nothing"),
        pytest.param(TRANSFORMERS, config("T5ForConditionalGeneration"), None, "none", id="T5 has no task"),
        pytest.param(TRANSFORMERS, config("CLIPModel"), "zero-shot-image-classification", "config", id="CLIP"),
        pytest.param(TRANSFORMERS, config("WhisperForConditionalGeneration"), "automatic-speech-recognition", "config"),
        pytest.param(TRANSFORMERS, config("XLMWithLMHeadModel"), "fill-mask", "config", id="masked LM after causal LM"),
        pytest.param(None, None, None, "none", id="no card, no files"),
    ],
)
def test_task_comes_from_the_first_source_that_counts(
    fields: dict[str, Any] | None, document: object, task: str | None, source: str
) -> None:
    found = resolve(Facts(fields, config=document))
    assert (found.task, found.source) == (task, source)


def test_repositories_from_before_august_2024_need_no_library() -> None:
    facts = Facts({}, config=config("BertForMaskedLM"), legacy=True)
    assert resolve(facts).task == "fill-mask"
    assert resolve(facts._replace(fields={"library_name": "mlx"})).task is None


@pytest.mark.parametrize(
    ("pipeline", "task"),
    [
        ("StableDiffusionPipeline", "text-to-image"),
        ("StableDiffusionInpaintPipeline", "image-to-image"),
        ("Flux2KleinPipeline", "text-to-image"),
        ("DDPMPipeline", None),
    ],
)
def test_pipelines_of_diffusers_decide_last(pipeline: str, task: str | None) -> None:
    facts = Facts({"library_name": "diffusers"}, model_index={"_class_name": pipeline})
    assert resolve(facts).task == task
    assert resolve(facts._replace(fields={"tags": ["image-to-video"]})).task == "image-to-video"


def test_hub_puts_tags_and_config_into_one_set() -> None:
    found = resolve(Facts({"tags": ["sentence-similarity", "transformers"]}, config=config("BertModel")))
    assert (found.task, found.hub_task) == ("sentence-similarity", "feature-extraction")
    between = ("sentence-similarity", "feature-extraction")
    assert found.conflicts == (Conflict(("tags", "config"), between, "feature-extraction"),)


def test_hub_shows_the_tag_where_its_order_has_that_first() -> None:
    found = resolve(Facts({"tags": ["zero-shot-classification"], **TRANSFORMERS}, config=config("GPT2LMHeadModel")))
    assert found.hub_task == found.task == "zero-shot-classification"


def test_tag_that_agrees_with_config_is_not_a_conflict() -> None:
    found = resolve(Facts({"tags": ["fill-mask"], **TRANSFORMERS}, config=config("BertForMaskedLM")))
    assert found.conflicts == ()


def test_several_task_tags_are_a_conflict() -> None:
    found = resolve(Facts({"tags": ["summarization", "translation", "summarization"]}))
    assert found.conflicts == (Conflict(("tags",), ("translation", "summarization"), "translation"),)


def test_pipeline_tag_against_the_architecture_is_a_conflict_that_it_wins() -> None:
    fields = {"pipeline_tag": "text-generation", **TRANSFORMERS}
    found = resolve(Facts(fields, config=config("BertForMaskedLM")))
    assert found.conflicts == (
        Conflict(("pipeline_tag", "config"), ("text-generation", "fill-mask"), "text-generation"),
    )


@pytest.mark.parametrize("stated", ["video-to-3d", "fill-mask"], ids=["no task", "the same"])
def test_pipeline_tag_that_says_no_other_task_is_not_a_conflict(stated: str) -> None:
    found = resolve(Facts({"pipeline_tag": stated, **TRANSFORMERS}, config=config("BertForMaskedLM")))
    assert found.conflicts == ()


@pytest.mark.parametrize(
    ("fields", "document", "retired"),
    [
        ({"pipeline_tag": "conversational"}, None, Retired("conversational", "pipeline_tag", "text-generation")),
        ({"tags": ["text2text-generation"]}, None, Retired("text2text-generation", "tags", "text-generation")),
        (TRANSFORMERS, config("OwnForConditionalGeneration"), Retired("text2text-generation", "config", "translation")),
        (TRANSFORMERS, config("MarianMTModel"), Retired("text2text-generation", "config", "translation")),
        ({}, config("MarianMTModel"), None),
    ],
)
def test_words_that_are_no_longer_tasks_are_named(
    fields: dict[str, Any], document: object, retired: Retired | None
) -> None:
    found = resolve(Facts(fields, config=document))
    assert found.retired == retired


@pytest.mark.parametrize(
    ("fields", "document", "tasks"),
    [
        pytest.param(
            TRANSFORMERS,
            config("T5ForConditionalGeneration"),
            ["translation", "summarization", "text-generation"],
            id="T5",
        ),
        pytest.param(
            TRANSFORMERS,
            config("T5ForConditionalGeneration", task_specific_params={"summarization": {"max_length": 200}}),
            ["summarization", "translation", "text-generation"],
            id="T5 tuned to summarize",
        ),
        pytest.param(TRANSFORMERS, config("MarianMTModel"), ["translation"], id="Marian only translates"),
        pytest.param(TRANSFORMERS, config("SegformerForSemanticSegmentation"), ["image-segmentation"], id="unread"),
        pytest.param({}, config("BertForMaskedLM"), ["fill-mask"], id="library not declared"),
        pytest.param({"pipeline_tag": "sentiment-analysis"}, None, ["text-classification"], id="another name"),
        pytest.param({"tags": ["ner"]}, None, ["token-classification"], id="another name as a tag"),
        pytest.param({"pipeline_tag": "fill-mask"}, None, [], id="nothing to propose"),
    ],
)
def test_tasks_are_proposed_where_there_is_none(fields: dict[str, Any], document: object, tasks: list[str]) -> None:
    found = resolve(Facts(fields, config=document))
    assert [proposal.task for proposal in found.proposals] == tasks


def test_config_that_is_ignored_for_want_of_a_library_is_reported() -> None:
    facts = Facts({}, ("config.json", "model.safetensors"), config("BertForMaskedLM"))
    found = resolve(facts)
    assert (found.config_ignored, found.library.detected) == (True, "transformers")
    assert not resolve(facts._replace(fields=TRANSFORMERS)).config_ignored
    assert not resolve(facts._replace(fields={"library_name": "mlx"})).config_ignored


@pytest.mark.parametrize(
    ("files", "document", "library"),
    [
        (("modules.json", "1_Pooling/config.json", "config.json"), config("BertModel"), "sentence-transformers"),
        (("modules.json", "1_Dense/config.json"), None, "PyLate"),
        (("adapter_config.json",), None, "peft"),
        (("model_index.json",), None, "diffusers"),
        (("parakeet.nemo",), None, "nemo"),
        (("config.json",), {"architecture": "vit_base", "pretrained_cfg": {}}, "timm"),
        (("README.md",), None, None),
        ((), None, None),
    ],
)
def test_files_tell_the_library(files: tuple[str, ...], document: object, library: str | None) -> None:
    assert resolve(Facts({}, files, document)).library.detected == library


def verdicts(found: Resolution) -> list[str]:
    return [f"{item.source} {item.verdict}: {item.reason}" for item in found.evidence]


def test_evidence_says_of_every_source_why_it_won_or_lost() -> None:
    fields = {"tags": ["exbert", "fill-mask"], **TRANSFORMERS}
    assert verdicts(resolve(Facts(fields, ("config.json",), config("BertForMaskedLM")))) == [
        "pipeline_tag absent: the card has no `pipeline_tag`",
        "tags won: `fill-mask` is a task",
        "config lost: `BertForMaskedLM` is for `fill-mask` too; `tags` come first",
        "model_index absent: no such file",
    ]


def test_evidence_carries_file_and_line() -> None:
    def line_of(file: str, path: tuple[str | int, ...]) -> int | None:
        return {(CARD, ("tags", 1)): 4, ("config.json", ("architectures", 0)): 3}.get((file, path))

    facts = Facts({"tags": ["a", "fill-mask", "fill-mask"]}, config=config("BertForMaskedLM"), line_of=line_of)
    assert [(item.file, item.line) for item in resolve(facts).evidence] == [
        ("README.md", None),
        ("README.md", 4),
        ("config.json", 3),
        ("model_index.json", None),
    ]


@pytest.mark.parametrize(
    ("document", "verdict", "reason"),
    [
        (Broken("it is not JSON on line 3"), "broken", "it is not JSON on line 3"),
        ([1], "broken", "it contains a list, not an object"),
        (7, "broken", "it contains a number, not an object"),
        ({"architectures": "BertModel"}, "broken", "`architectures` is a string, not a list"),
        ({"architectures": [5]}, "broken", "`architectures` contains a number, not a class name"),
        ({"architectures": ["B" * 300]}, "broken", f"`architectures` contains `{'B' * 29}…`, not a class name"),
        ({"architectures": []}, "ignored", "it has no `architectures`"),
        ({"architectures": None}, "ignored", "it has no `architectures`"),
        ({}, "ignored", "it has no `architectures`"),
        (config("Fancy"), "ignored", "the Hub does not know `Fancy`"),
        (config("\x1b[31mRed"), "ignored", "the Hub does not know `�[31mRed`"),
        (None, "absent", "no such file"),
    ],
)
def test_broken_config_is_a_finding(document: object, verdict: str, reason: str) -> None:
    evidence = resolve(Facts(TRANSFORMERS, config=document)).evidence[2]
    assert (evidence.verdict, evidence.reason) == (verdict, reason)


KEYS = ["pipeline_tag", "tags", "library_name", "widget", "inference", "architectures", "_class_name", "text"]
TASKS = ["fill-mask", "translation", "conversational", "transformers", "BertModel", "T5ForConditionalGeneration"]
WORDS = some.sampled_from([*KEYS, *TASKS])
JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=5) | WORDS,
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(WORDS | some.text(max_size=3), inner, max_size=5),
    max_leaves=15,
)


@settings(max_examples=300, deadline=None)
@given(JSON, JSON, JSON, JSON, some.booleans())
def test_nothing_in_a_repository_makes_it_crash(
    fields: Any, files: Any, document: object, model_index: object, legacy: bool
) -> None:
    facts = Facts(fields, files, document, model_index, legacy)
    found = answer(facts, "a/b")
    assert as_data(found) == as_data(answer(facts, "a/b"))
    assert (found.resolution.task is None) or (found.resolution.hub_task is not None)
    assert len(found.resolution.evidence) == 4
