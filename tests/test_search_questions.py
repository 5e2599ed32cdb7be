"""Thirty realistic questions about the 7,116 real cards. The answers were checked by hand and with grep.

If grep counts more, the word is in a URL or in YAML that is not about the card; if it counts fewer, the front matter is broken
and we read what its author meant.
"""

from collections.abc import Iterator

import pytest
from search_cards import CORPUS, corpus_entries

from cardlint.search.answers.question import Question, request_of
from cardlint.search.backends.protocol import Backend, FacetCount
from cardlint.search.documents.document import document_of
from cardlint.search.fields import shipped_table
from cardlint.search.store.generations import building, open_backend

TABLE = shipped_table()

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real cards is not here")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    folder = str(tmp_path_factory.mktemp("corpus") / "index")
    with building(folder, TABLE) as writer:
        writer.add(document_of(each, TABLE) for each in corpus_entries())
    backend = open_backend(folder, TABLE)
    yield backend
    backend.close()


def chosen(**values: str) -> dict[str, tuple[str, ...]]:
    return {name: (value,) for name, value in values.items()}


@pytest.mark.parametrize(
    ("text", "filters", "total", "first"),
    [
        ("", chosen(task="image-classification"), 100, "espejelomar/fastai-pet-breeds-classification"),
        ("", chosen(task="asr", language="French"), 5, "Ilyes/wav2vec2-large-xlsr-53-french_punctuation"),
        ("", chosen(license="llama2"), 133, "fs__llava-next-video"),
        ("", chosen(license="Llama-2", kind="model"), 133, "fs__llava-next-video"),
        ("", chosen(base_model="mistralai/Mistral-7B-v0.1"), 14, "leliuga/CollectiveCognition-v1-Mistral-7B"),
        ("", chosen(datasets="squad_v2"), 42, "deepset/roberta-base-squad2"),
        (
            "",
            chosen(kind="dataset", task_categories="translation", size_categories="1M<n<10M"),
            15,
            "albertvillanova/sat",
        ),
        ("", chosen(kind="dataset", language="Swahili"), 36, "GEM/TaTA"),
        ("", chosen(kind="dataset", license_family="non-commercial"), 159, "Axel578/mydt"),
        ("", chosen(kind="model", missing="license"), 1758, "siebert/sentiment-roberta-large-english"),
        ("", chosen(kind="space", sdk="gradio"), 122, "Aatika/Hindi-News-TTS"),
        ("", chosen(kind="space", sdk="docker"), 85, "Aditya501gupta/dhaal-api"),
        ("", chosen(co2=">1000"), 4, "Maltehb/aelaectra-danish-electra-small-cased"),
        ("", chosen(tags="sentence-similarity", metrics="none"), 167, "sentence-transformers/LaBSE"),
        ("", chosen(library="stable-baselines3"), 4, "ThomasSimonini/ppo-LunarLander-v2"),
        ("french speech recognition", {}, 35, "Nhut/wav2vec2-large-xlsr-french"),
        ("whisper", {}, 30, "ggerganov/whisper.cpp-coreml"),
        ("gpt-2 kind:model rap", {}, 2, "Narrativa/spanish-gpt2-finetuned-rap-lyrics"),
        ('"mixture of experts"', {}, 11, "deepseek-ai/DeepSeek-V2-Chat"),
        ("moe", {}, 42, "leliuga/Lumosia-MoE-4x10.7"),
        ("mixtral gguf", {}, 12, "leliuga/laser-dolphin-mixtral-2x7b-dpo"),
        ("named entity recognition", chosen(language="de", kind="model"), 16, "dbmdz/flair-historic-ner-onb"),
        ("medical question answering", chosen(kind="dataset"), 14, "alespalla/dlgs_81_08_qa"),
        ("toxic comment classification", {}, 8, "unitary/multilingual-toxic-xlm-roberta"),
        ("sentiment analysis twitter", chosen(kind="model"), 17, "cardiffnlp/twitter-xlm-roberta-base-sentiment"),
        ("hate speech", chosen(kind="dataset", language="ar"), 1, "Paul/hatecheck-arabic"),
        ("text to speech", chosen(library="espnet"), 22, "julien-c/kan-bayashi-jsut_tts_train_tacotron2"),
        ("翻译", {}, 9, "fs__whisper-large-v3-npu-guide"),
        ("protein language model", {}, 9, "Rostlab/prot_t5_xl_bfd"),
        ("id:google/*", {}, 23, "Palak/google_electra-base-discriminator_squad"),
    ],
)
def test_question_is_answered(
    corpus: Backend, text: str, filters: dict[str, tuple[str, ...]], total: int, first: str
) -> None:
    results = corpus.search(request_of(Question(text, filters, limit=1), TABLE))
    assert (results.total, results.hits[0].id) == (total, first)


def test_licences_of_image_classifiers(corpus: Backend) -> None:
    question = Question(chosen=chosen(task="image-classification"), facets=("license",), limit=0)
    assert corpus.search(request_of(question, TABLE)).facets["license"] == [
        FacetCount("apache-2.0", 27),
        FacetCount("mit", 4),
        FacetCount("cc0-1.0", 1),
        FacetCount(None, 68),
    ]


def test_nothing_that_is_asked_for_is_denied(corpus: Backend) -> None:
    with_word, without = (
        corpus.search(request_of(Question(text, limit=0), TABLE)).total for text in ("bert", "NOT bert")
    )
    assert with_word + without == 7116
