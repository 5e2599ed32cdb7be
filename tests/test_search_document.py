"""Building the document of a card: its values, its words, and its missing fields."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_cards import entry

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.findings.source import Source
from cardlint.search.analysis import query_words, words
from cardlint.search.backends.embedded import bitset
from cardlint.search.documents import safetensors
from cardlint.search.documents.document import Document, document_of
from cardlint.search.documents.entry import CardEntry
from cardlint.search.documents.many import FEW, documents
from cardlint.search.documents.prose import split
from cardlint.search.documents.reading import CardReading
from cardlint.search.fields import shipped_table
from cardlint.search.quantities import date_text, moment, number_text

TABLE = shipped_table()


def document(text: str, kind: Kind | None = Kind.MODEL, **facts: object) -> Document:
    return document_of(CardEntry("place/README.md", "someone/thing", text, kind, facts), TABLE)


@pytest.mark.parametrize(
    ("front_matter", "field", "values"),
    [
        ("license: MIT", "license", ("mit",)),
        ("license: Apache License 2.0", "license", ("apache-2.0",)),
        ("license: cc-by-nc-4.0", "license_family", ("creative-commons", "non-commercial")),
        ("license: apache-2.0", "license_family", ("permissive",)),
        ("language: no", "language", ("no",)),
        ("language: [eng, English, en-US]", "language", ("en",)),
        ("language: [cmn, yue]", "language", ("zh", "yue")),
        ("language: klingonese", "language", ("klingonese",)),
        ("tags: pytorch", "tags", ("pytorch",)),
        ("tags: [a, a, null, {b: c}, 3]", "tags", ("a", "3")),
        ("pipeline_tag: translation", "task", ("translation",)),
        ("tags: [translation]", "task_source", ("tags",)),
        ("pipeline_tag: translation", "modality", ("Natural Language Processing",)),
        ("library_name: Transformers", "library", ("transformers",)),
        ("base_model: [a/b, c/d]", "relation", ("merge",)),
        ("base_model: a/b\ntags: [lora]", "relation", ("adapter",)),
        ("base_model: a/b", "relation", ("finetune",)),
        ("co2_eq_emissions: {emissions: 12.5}", "co2", (12.5,)),
        ("co2_eq_emissions: 3 kg", "co2", (3000.0,)),
        ("extra_gated_prompt: Sign here", "gated", (True,)),
        ("model-index: [{results: [{metrics: [{type: wer}]}]}]", "metrics", ("wer",)),
    ],
)
def test_front_matter_becomes_values(front_matter: str, field: str, values: tuple[object, ...]) -> None:
    assert document(f"---\n{front_matter}\n---\n").values.get(field) == values


def test_facts_of_the_source_become_values() -> None:
    found = document(
        "", downloads=12, likes=True, updated="2025-03-01T10:00:00.000Z", parameters=7e9, files=["a.gguf", "b.bin"]
    )
    assert found.values["downloads"] == (12.0,)
    assert "likes" not in found.values
    assert [date_text(value) for value in found.values["updated"]] == ["2025-03-01T10:00:00Z"]  # type: ignore[arg-type]
    assert found.values["parameters"] == (7e9,)
    assert set(found.values["file_format"]) == {"gguf", "pytorch"}


def test_missing_names_what_cards_of_its_kind_have() -> None:
    assert document("---\nlicense: mit\nsdk: gradio\n---\n# Title\n\nText.\n", Kind.SPACE).values["missing"] == (
        "tags",
        "datasets",
        "hardware",
    )


def test_words_are_weighed_by_field_and_kept_in_their_order() -> None:
    found = document("---\ntags: [bert]\n---\n# Bert\n\nA bert.\n\n```\nbert 0.5\n```\n")
    weight = {field.name: field.weight for field in TABLE.streams}
    assert found.bag["bert"] == sum(weight[name] for name in ("title", "headings", "body", "code", "tags"))
    assert "0.5" not in found.bag
    streams = dict(zip((field.name for field in TABLE.streams), found.streams, strict=True))
    assert streams["id"] == " someone thing "
    assert streams["code"] == " bert "


def test_names_of_values_are_found() -> None:
    assert document("---\nlanguage: fr\n---\n").bag["french"] > 0


def test_parts_of_a_body_are_distinguished() -> None:
    markdown = (
        "# One #\n\nText with [a link](https://x.example/y) and <b>tags</b>.\n\nTwo\n===\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n```py\n# no heading\n```\n<!-- hidden -->\n## Three\n"
    )
    assert split(Card(Source(markdown)).markdown) == (
        ["One", "Two", "Three"],
        ["Text with a link and  tags ."],
        ["a | b", "1 | 2", "# no heading"],
    )


@pytest.mark.parametrize(
    ("text", "ordered", "joined"),
    [
        ("Bert-Base_uncased", ["bert", "base", "uncased"], []),
        ("GPT-2", ["gpt", "2"], ["gpt2"]),
        ("Llama-3.1-8B", ["llama", "3.1", "8b"], ["llama3.1"]),
        ("wav2vec2", ["wav2vec2"], []),
        ("v1.2.3", ["v1", "2", "3"], []),
        ("Été à Zürich", ["ete", "a", "zurich"], []),
        ("机器翻译", ["机器", "器翻", "翻译", "译"], []),
        ("हिन्दी", ["हिन्दी"], []),
        ("ＡＢＣ", ["abc"], []),
        ("!?", [], []),
    ],
)
def test_text_becomes_words(text: str, ordered: list[str], joined: list[str]) -> None:
    assert words(text) == (ordered, joined)


@given(st.text(max_size=30), st.text(max_size=10), st.text(max_size=30))
def test_card_that_holds_a_text_has_its_words_in_a_row(before: str, text: str, after: str) -> None:
    whole = words(f"{before} {text} {after}").ordered
    wanted = query_words(text)
    assert any(whole[at : at + len(wanted)] == wanted for at in range(len(whole) + 1))


@given(st.text(max_size=200))
def test_no_card_makes_a_document_fail(text: str) -> None:
    found = document_of(CardEntry(text[:5], text[:9], f"---\n{text}\n---\n{text}", None, {"downloads": text}), TABLE)
    assert found.length == sum(found.bag.values())


def test_several_processes_make_the_same_documents_in_the_same_order() -> None:
    entries = [
        CardEntry(f"{number}", f"a/{number}", f"---\nlicense: mit\n---\n# Card {number}\n")
        for number in range(FEW + 75)
    ]
    assert list(documents(entries, TABLE, processes=2)) == [document_of(each, TABLE) for each in entries]


@given(st.sets(st.integers(0, 5_000)))
def test_bitset_is_stored_and_read_back(numbers: set[int]) -> None:
    bits = bitset.from_numbers(numbers)
    assert list(bitset.members(bits)) == sorted(numbers)
    assert bitset.decode(bitset.encode(bits), bits.bit_length()) == bits


def test_bitset_takes_the_shorter_form() -> None:
    assert len(bitset.encode(1 << 100_000)) < 10
    assert len(bitset.encode((1 << 1_000) - 1)) < 130


def test_safetensors_header_counts_parameters(tmp_path: Path) -> None:
    header = json.dumps(
        {"__metadata__": {}, "a": {"dtype": "F16", "shape": [2, 3]}, "b": {"dtype": "I8", "shape": []}}
    ).encode()
    (tmp_path / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes(20))
    (tmp_path / "config.json").write_text("{}")
    entry = CardEntry(str(tmp_path / "README.md"), "x", "", Kind.MODEL, {}, Repository(tmp_path))
    found = document_of(entry, TABLE).values
    assert (found["parameters"], found["dtype"], found["file_format"]) == ((7.0,), ("F16", "I8"), ("safetensors",))


@pytest.mark.parametrize(
    "content", [b"", b"12345678", b"\xff" * 8, (4).to_bytes(8, "little") + b"[[[[", (2).to_bytes(8, "little") + b"[]"]
)
def test_other_files_are_not_safetensors(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    assert safetensors.read(tmp_path / "x") is None


def test_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    header = b'{"w": {"dtype": "F16", "shape": [7], "data_offsets": [0, 14]}}'
    (tmp_path / "outside.safetensors").write_bytes(len(header).to_bytes(8, "little") + header)
    shutil.copy(tmp_path / "outside.safetensors", tmp_path / "inside" / "own.safetensors")
    (tmp_path / "inside" / "linked.safetensors").symlink_to(tmp_path / "outside.safetensors")
    reading = CardReading(entry("# A")._replace(repository=Repository(tmp_path / "inside")))
    assert [weights.total for weights in reading.weights] == [7]


@pytest.mark.parametrize(("value", "text"), [(7e9, "7B"), (1.5e6, "1.5M"), (12345, "12345"), (0, "0"), (1e8, "100M")])
def test_numbers_are_short(value: float, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize("value", ["soon", "2025-13-01", "", None, [], "0000"])
def test_what_is_not_a_date_is_none(value: object) -> None:
    assert moment(value) is None
