"""Cards for the tests of search: written by hand, random ones from hypothesis, and real ones if the corpus is available."""

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path

from hypothesis import strategies as st

from cardlint.card.kind import Kind
from cardlint.search.documents.document import Document, document_of
from cardlint.search.documents.entry import CardEntry
from cardlint.search.fields import shipped_table

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"

_WORDS = [
    "bert",
    "base",
    "bert-base",
    "gpt-2",
    "gpt2",
    "french",
    "the",
    "model",
    "Llama-3.1",
    "翻译",
    "机器翻译",
    "été",
    "token",
    "tokenizer",
]
_TAGS = ["pytorch", "PyTorch", "nlp", "vision", "a b", 'quo"te', "x:y", "fr"]
_LICENSES = ["mit", "MIT", "apache-2.0", "cc-by-nc-4.0", "llama3", "home-made"]
_LANGUAGES = ["en", "fr", "fra", "zho", "cmn", "yue", "English"]
_TASKS = ["text-classification", "translation", "image-classification", "conversational", "nothing"]


def entry(text: str, name: str = "someone/model", **facts: object) -> CardEntry:
    """Return a card of the model ``name``."""
    return CardEntry(f"{name}/README.md", name, text, Kind.MODEL, facts)


@st.composite
def entries(draw: st.DrawFn, path: int) -> CardEntry:
    """Return a random card with a path that is derived from ``path``."""
    lines = ["---"]
    for key, values in (("license", _LICENSES), ("pipeline_tag", _TASKS)):
        if draw(st.booleans()):
            lines.append(f"{key}: {draw(st.sampled_from(values))}")
    for key, values in (("tags", _TAGS), ("language", _LANGUAGES), ("datasets", ["squad", "glue"])):
        chosen = draw(st.lists(st.sampled_from(values), max_size=4))
        if chosen:
            lines += [f"{key}:", *(f"- {value!r}" for value in chosen)]
    lines += [
        "---",
        f"# {draw(st.sampled_from(_WORDS))}",
        "",
        " ".join(draw(st.lists(st.sampled_from(_WORDS), max_size=8))),
    ]
    if draw(st.booleans()):
        lines += ["", "```", draw(st.sampled_from(_WORDS)), "```"]
    facts: dict[str, object] = {}
    if draw(st.booleans()):
        facts["downloads"] = draw(st.sampled_from([0, 1, 5, 5_000]))
    if draw(st.booleans()):
        facts["updated"] = draw(st.sampled_from(["2024-12-31", "2025-01-01T00:00:00Z", "2025-06-30"]))
    if draw(st.booleans()):
        facts["parameters"] = draw(st.sampled_from([1e8, 6.9e9, 7e9, 7.4e9, 7e10]))
    name = draw(st.sampled_from(["a/bert", "a/gpt2", "b/bert-base", "b/x"]))
    return CardEntry(f"place/{path}", name, "\n".join(lines), draw(st.sampled_from(list(Kind))), facts)


@st.composite
def collections(draw: st.DrawFn, most: int = 14) -> list[Document]:
    """Return random documents with different paths."""
    count = draw(st.integers(0, most))
    return [document_of(draw(entries(place)), shipped_table()) for place in range(count)]


def real_entries(count: int) -> list[CardEntry]:
    """Return ``count`` real cards, always the same ones; none if the corpus is not available."""
    paths = sorted(str(path) for path in CORPUS.glob("*/*/README.md")) if CORPUS.is_dir() else []
    random.Random(7).shuffle(paths)
    chosen = []
    for number, path in enumerate(paths[:count]):
        kind, folder, _ = path.split(os.sep)[-3:]
        text = Path(path).read_bytes().decode("utf-8", errors="replace")
        facts = {"downloads": (number * 7919) % 101, "updated": f"{2019 + number % 7}-0{1 + number % 9}-11"}
        chosen.append(CardEntry(path, folder.replace("__", "/"), text, Kind(kind), facts))
    return chosen


def corpus_entries() -> Iterator[CardEntry]:
    """Yield every card of the corpus, with the Hub's data about it."""
    with (CORPUS / "index.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            card = CORPUS / row["path"]
            text = card.read_bytes().decode("utf-8", errors="replace")
            facts: dict[str, object] = {}
            if (beside := card.parent / "hub_info.json").is_file():
                info = json.loads(beside.read_text(encoding="utf-8"))
                names = {
                    "downloads": "downloads",
                    "likes": "likes",
                    "updated": "lastModified",
                    "config": "config",
                    "files": "siblings",
                }
                facts = {name: info[key] for name, key in names.items() if info.get(key) is not None}
            yield CardEntry(row["path"], row["repo_id"] or row["path"].split("/")[1], text, Kind(row["kind"]), facts)
