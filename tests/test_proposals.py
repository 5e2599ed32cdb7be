"""Whatever a message proposes to write is right: written there, it gets no error or warning of its own."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import pytest

from cardlint import lint_text
from cardlint.card.kind import Kind
from cardlint.card.schema import fields
from cardlint.findings.diagnostic import Diagnostic, Severity
from cardlint.rules.language._codes import slips
from cardlint.vocabulary import Vocabulary, vocabulary

_VALUES = r"`[^`]+`(?:(?:, or |, | or )`[^`]+`)*"
PROPOSAL = re.compile(rf"(?:did you mean|as|use|write|write only|such as|one of|choose from) (?P<values>{_VALUES})")
CODE = re.compile(r"`([^`]+)`")
ONE_VALUE = re.compile(r"[^\s:,'{}…]+")
"""Matches one value, but not several, nor a field with its value."""

OTHER_FIELDS = ("license_name", "license_link")
WITH_ANOTHER_FIELD = {"other": "license_name"}
"""Values that need another field, which the message that proposes them must name."""


SENTENCES = (
    *("see LICENSE", "see LICENSE file", "See the license", "license.txt", "custom (see file)", "refer to license"),
    *(
        "check LICENSE.md",
        "license",
        "licence",
        "unlicensed",
        "none",
        "proprietary",
        "custom",
        "TBD",
        "all rights reserved",
    ),
)
"""What people write instead of the name of a license."""


class Place(NamedTuple):
    """A place in a card where only some words are right, the words that people write there, and a right one."""

    name: str
    kind: Kind
    template: str
    right: str
    words: tuple[str, ...]

    def card(self, word: str) -> str:
        return f"---\n{self.template.format(word)}---\n\n# A\n\nThe text of the card.\n"


def misspelled(words: Iterable[str]) -> Iterator[str]:
    """Yield each of ``words`` in other cases, with other separators, and with a letter less, more, or in another place."""
    for word in words:
        yield from (word.upper(), word.title(), word.replace("-", "_"), word.replace("-", " "), word.replace("-", ""))
        middle = len(word) // 2
        yield from (word[:middle] + word[middle + 1 :], word[: middle + 1] + word[middle:], word[1:], word[:-1])
        yield word[:middle] + word[middle : middle + 2][::-1] + word[middle + 2 :]


def written_for(known: Vocabulary, *tables: str) -> Iterator[str]:
    """Yield what people write instead of the identifiers of a vocabulary."""
    yield from misspelled(known.ids)
    yield from (str(known[each].get("name", each)) for each in known.ids)
    for table in ("aliases", "retired", "lookalikes", "formats", *tables):
        yield from known.data.get(table, ())


def place(name: str, kind: Kind, template: str, right: str, *words: Iterable[str]) -> Place:
    safe = (word for each in words for word in each if word and word.isprintable() and not set(word) & set("'\"\\"))
    return Place(name, kind, template, right, tuple(dict.fromkeys(safe)))


def places() -> Iterator[Place]:
    """Yield the places of a card where a vocabulary says which words are right."""
    model, dataset, space = Kind.MODEL, Kind.DATASET, Kind.SPACE
    licenses, tasks, subtasks, codes = (vocabulary(name) for name in ("licenses", "tasks", "subtasks", "languages"))
    versions = [
        f"{name}-{number}" for name in ("gpl", "lgpl", "apache", "mit", "cc-by", "llama") for number in (1, 4.0, 9)
    ]
    yield place("license", model, "license: '{}'\n", "mit", written_for(licenses), versions, SENTENCES)
    tables = ("withdrawn", "mistaken", "doubtful", "bibliographic", "two_letter_forms", "members")
    slipped = [slips(kind) for kind in ("undetermined", "countries", "programming", "regions", "mixed")]
    names = [str(codes[each]["name"]) for each in codes.ids]
    yield place(
        "language",
        model,
        "language: '{}'\n",
        "en",
        written_for(codes, *tables),
        islice(misspelled(names), 0, None, 3),
        *slipped,
    )
    yield place("task", model, "pipeline_tag: '{}'\n", "fill-mask", written_for(tasks), written_for(subtasks))
    library = "library_name: '{}'\nbase_model: a/b\n"
    yield place("library", model, library, "keras", written_for(vocabulary("libraries")))
    relation = "base_model: a/b\nbase_model_relation: '{}'\n"
    relations = misspelled(("adapter", "merge", "quantized", "finetune"))
    yield place("relation", model, relation, "merge", relations, ("lora", "GGUF", "mergekit", "sft"))
    result = "model-index:\n- name: a\n  results:\n  - task: {{type: fill-mask}}\n    dataset: {{type: a, name: b}}\n"
    metric = f"{result}    metrics: [{{{{type: '{{}}', value: 1}}}}]\n"
    yield place("metric", model, metric, "accuracy", written_for(vocabulary("metrics")))
    yield place("dataset's task", dataset, "task_categories: ['{}']\n", "fill-mask", written_for(tasks), subtasks.ids)
    task_id = "task_categories: [text-classification]\ntask_ids: ['{}']\n"
    yield place("task id", dataset, task_id, "topic-classification", written_for(subtasks), written_for(tasks))
    for name in ("annotations_creators", "language_creators", "multilinguality", "size_categories"):
        known = vocabulary(f"datasets/{name}")
        yield place(name, dataset, f"{name}: ['{{}}']\n", known.ids[0], written_for(known))
    column = "dataset_info:\n  features:\n  - name: a\n    dtype: '{}'\n"
    classes, data = vocabulary("datasets/features").ids, vocabulary("datasets").data
    types = (written_for(vocabulary("datasets/dtypes")), classes, data["dtype_choices"], data["dtype_forms"])
    yield place("type", dataset, column, "string", *types)
    for name, section in (
        ("sdk", "sdk"),
        ("suggested_hardware", "hardware"),
        ("colorFrom", "colors"),
        ("header", "headers"),
    ):
        known = vocabulary(f"spaces/{section}")
        front = "" if name == "sdk" else "sdk: gradio\nsdk_version: 6.0.0\n"
        yield place(name, space, f"{front}{name}: '{{}}'\n", known.ids[0], written_for(known))
    yield place(
        "emoji", space, "sdk: static\nemoji: '{}'\n", "🚀", islice(written_for(vocabulary("emoji")), 0, None, 9)
    )
    scopes = "sdk: static\nhf_oauth: true\nhf_oauth_scopes: ['{}']\n"
    yield place("scope", space, scopes, "email", written_for(vocabulary("spaces/oauth_scopes")))


PLACES = list(places())


def proposed(diagnostic: Diagnostic) -> list[str]:
    """Return the values that the message of a finding proposes."""
    found = [match["values"] for match in PROPOSAL.finditer(diagnostic.message)]
    words = [word for values in found for word in CODE.findall(values)]
    return [word for word in words if ONE_VALUE.fullmatch(word) and word not in OTHER_FIELDS]


def faults(text: str, kind: Kind) -> list[tuple[str, str]]:
    """Return the errors and warnings of a card."""
    found = lint_text(text, kind=kind.value)
    return [(each.name, each.message) for each in found if each.severity > Severity.INFO]


@pytest.mark.parametrize("at", PLACES, ids=lambda at: at.name)
def test_what_is_proposed_is_right_there(at: Place) -> None:
    usual = {name for name, _ in faults(at.card(at.right), at.kind)}
    wrong: dict[str, list[str]] = {}
    right: set[str] = set()
    for word in at.words:
        for found in lint_text(at.card(word), kind=at.kind.value):
            for value in set(proposed(found)) - right:
                if WITH_ANOTHER_FIELD.get(value, "\0") in found.message:
                    continue
                bad = [f"{name}: {message}" for name, message in faults(at.card(value), at.kind) if name not in usual]
                if bad:
                    wrong.setdefault(value, [found.message, *bad])
                else:
                    right.add(value)
    assert not wrong, "\n".join("\n    ".join(each) for each in wrong.values())
    assert right


@pytest.mark.parametrize("kind", [Kind.MODEL, Kind.DATASET, Kind.SPACE])
def test_proposed_field_is_one_of_the_kind(kind: Kind) -> None:
    known = fields.known(kind.value)
    current = {name for name, part in known.items() if part.get("x-status") != "legacy"}
    others = {name for each in ("model", "dataset", "space") for name in fields.wild(each)}
    for name in dict.fromkeys((*misspelled(known), *others)):
        for found in lint_text(f"---\n'{name}': x\n---\n\n# A\n", kind=kind.value):
            if found.name in ("misspelled-field", "field-case", "legacy-field", "unknown-field"):
                assert {*proposed(found)} <= current, found.message


EVERYDAY = {
    "text-classification": "nli sentiment sentiment-analysis spam-detection",
    "token-classification": "ner pos pos-tagging",
    "question-answering": "qa",
    "visual-question-answering": "vqa",
    "feature-extraction": "embedding embeddings text-embedding",
    "sentence-similarity": "sts semantic-search Semantic_Similarity",
    "text-generation": "llm chat chatbot instruct seq2seq text2text",
    "text-to-image": "t2i txt2img text2image",
    "text-to-video": "t2v",
    "image-to-image": "i2i img2img inpainting upscaling",
    "image-to-text": "ocr captioning",
    "image-text-to-text": "vlm",
    "automatic-speech-recognition": "asr stt speech-to-text transcription",
    "text-to-speech": "tts",
    "voice-activity-detection": "vad",
    "translation": "mt translate machine-translation",
    "summarization": "summarize summarizer summarisation",
    "fill-mask": "mlm fill_mask",
    "tabular-regression": "regression",
    "object-detection": "detection",
    "image-segmentation": "segmentation",
    "depth-estimation": "depth",
    "reinforcement-learning": "rl",
    "robotics": "robot vla",
    "time-series-forecasting": "timeseries-forecasting forecasting time-series",
    "text-ranking": "reranker reranking",
}
"""Tasks, and what people call them."""

NO_TASK = (
    "classification generation multimodal audio vision nlp reasoning agent code recommendation moderation retrieval"
)
"""Words that say too little, or something that is not a task of the Hub."""


@pytest.mark.parametrize(("task", "word"), [(task, word) for task, words in EVERYDAY.items() for word in words.split()])
def test_everyday_word_has_its_task_proposed(task: str, word: str) -> None:
    [found] = [
        each for each in lint_text(f"---\npipeline_tag: {word}\n---\n# A\n", kind="model") if "task" in each.name
    ]
    assert found.message.endswith(f"; did you mean `{task}`?")


@pytest.mark.parametrize("word", NO_TASK.split())
def test_word_that_is_no_task_has_none_proposed(word: str) -> None:
    [found] = [
        each for each in lint_text(f"---\npipeline_tag: {word}\n---\n# A\n", kind="model") if "task" in each.name
    ]
    assert "did you mean" not in found.message
