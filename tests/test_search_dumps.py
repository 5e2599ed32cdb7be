"""Dumps of the Hub: further data in a row supplies what the card omits, and survives an export."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cardlint.card.kind import Kind
from cardlint.cli import cli
from cardlint.search.documents.document import document_of
from cardlint.search.fields import shipped_table
from cardlint.search.sources.dump_row import entry_of
from cardlint.search.sources.json_lines.source import JsonLinesSource
from cardlint.search.store.refresh import CardChanges, refresh

TABLE = shipped_table()


def values(row: Mapping[str, Any], kind: Kind = Kind.MODEL) -> dict[str, Any]:
    entry = entry_of({"id": "someone/thing", **row}, "dump.jsonl", kind)
    assert entry is not None
    return dict(document_of(entry, TABLE).values)


TAGS = [
    "transformers",
    "safetensors",
    "bert",
    "en",
    "moe",
    "dataset:squad",
    "base_model:org/base",
    "base_model:adapter:org/base",
    "arxiv:1810.04805",
    "license:apache-2.0",
    "endpoints_compatible",
    "region:us",
]


def test_tags_of_the_hub_fill_the_fields_that_they_name() -> None:
    found = values({"tags": TAGS, "pipeline_tag": "fill-mask"})
    assert (
        found.items()
        >= {
            "task": ("fill-mask",),
            "task_source": ("hub",),
            "library": ("transformers", "safetensors"),
            "language": ("en",),
            "license": ("apache-2.0",),
            "license_family": ("permissive",),
            "datasets": ("squad",),
            "base_model": ("org/base",),
            "relation": ("adapter",),
            "tags": (
                "transformers",
                "safetensors",
                "bert",
                "moe",
                "arxiv:1810.04805",
                "endpoints_compatible",
                "region:us",
            ),
        }.items()
    )
    assert {"license", "language", "library", "datasets", "base_model", "task"}.isdisjoint(found["missing"])


def test_card_comes_first_and_tags_are_added() -> None:
    card = "---\nlicense: mit\nlanguage: fr\nlibrary_name: timm\npipeline_tag: translation\ntags: [own]\n---\n# Card\n"
    found = values({"card": card, "tags": TAGS, "pipeline_tag": "fill-mask"})
    assert found.items() >= {"license": ("mit",), "language": ("fr",), "library": ("timm",)}.items()
    assert found["task"] == ("translation",)
    assert found["tags"][:2] == ("own", "transformers")
    assert found["datasets"] == ("squad",)


def test_columns_say_what_the_hub_knows() -> None:
    row = {
        "library": "peft",
        "license": "gemma",
        "languages": ["en", "yue"],
        "tags": ["yue", "moe"],
        "base_model": "org/base",
        "formats": ["safetensors", "gguf"],
        "gated": False,
        "downloads_30d": 3,
        "parameters": 7_000_000_000,
        "created_at": "2026-08-18T17:58:50.000Z",
    }
    assert (
        values(row).items()
        >= {
            "library": ("peft",),
            "license": ("gemma",),
            "language": ("en", "yue", "zh"),
            "tags": ("moe",),
            "base_model": ("org/base",),
            "file_format": ("safetensors", "gguf"),
            "gated": (False,),
            "downloads": (3.0,),
            "parameters": (7e9,),
        }.items()
    )


def test_datasets_and_spaces_have_fields_of_their_own() -> None:
    tags = ["task_categories:translation", "language:fra", "size_categories:n<1K", "format:parquet", "modality:text"]
    assert (
        values({"tags": tags}, Kind.DATASET).items()
        >= {
            "task_categories": ("translation",),
            "modality": ("Natural Language Processing",),
            "language": ("fr",),
            "size_categories": ("n<1K",),
            "file_format": ("parquet",),
            "tags": ("modality:text",),
        }.items()
    )
    assert values({"sdk": "gradio", "tags": ["gradio"]}, Kind.SPACE).items() >= {"sdk": ("gradio",)}.items()


@pytest.mark.parametrize("tags", [3, "x", [None, 3, {}], {"a": 1}, ["license:", ":", "base_model:adapter:"]])
def test_anything_may_stand_in_a_row(tags: object) -> None:
    values({"tags": tags, "languages": tags, "license": tags, "base_model": tags, "hub": tags, "formats": tags})


def test_card_that_a_dump_holds_twice_counts_once(tmp_path: Path) -> None:
    dump, index = tmp_path / "dump.jsonl", str(tmp_path / "index")
    dump.write_text("".join(f"{json.dumps({'id': 'o/m', 'card': f'# {title}'})}\n" for title in ("First", "Second")))
    assert refresh(index, TABLE, [JsonLinesSource(str(dump))]) == CardChanges(added=1)
    assert [title for _, _, _, values, *_ in documents(index) for title in values["title"]] == ["First"]


HEADER = b'{"w": {"dtype": "F16", "shape": [7], "data_offsets": [0, 14]}}'


def documents(folder: str | Path) -> list[tuple[Any, ...]]:
    """Return the data of all cards in the index, except their origin."""
    from cardlint.search.store.generations import open_holdings

    holdings = open_holdings(str(folder), TABLE)
    try:
        made = [document_of(entry, TABLE) for entry in holdings.entries()]
    finally:
        holdings.close()
    documents_ = [(each.id, each.text, each.kind, each.values, each.bag, each.streams) for each in made]
    return sorted(documents_, key=lambda each: each[:2])


def test_export_is_added_as_it_was(tmp_path: Path) -> None:
    def run(*arguments: str | Path) -> str:
        done = CliRunner().invoke(cli, list(map(str, arguments)), catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    model = tmp_path / "cards" / "one" / "a"
    twin = tmp_path / "cards" / "two" / "a"
    for folder in (model, twin):
        folder.mkdir(parents=True)
    (model / "README.md").write_text("---\nlibrary_name: transformers\nlicense: nothing\nbase_model: o/b\n---\n# A\n")
    (model / "config.json").write_text('{"architectures": ["BertForMaskedLM"]}')
    (model / "model.safetensors").write_bytes(len(HEADER).to_bytes(8, "little") + HEADER)
    (model / "adapter_config.json").write_text("{}")
    (twin / "README.md").write_text("# A twin\n")
    dump = tmp_path / "dump.jsonl"
    rows = [{"id": "o/b", "tags": TAGS, "pipeline_tag": "fill-mask", "gated": "auto", "likes": 3, "size": 12}]
    rows += [{"id": "o/d", "repo_type": "dataset", "tags": ["language:en"], "card": "# D\n", "createdAt": "2024-01-02"}]
    dump.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    first, second, third = (tmp_path / name for name in ("first", "second", "third"))
    run("index", "add", tmp_path / "cards" / "one", tmp_path / "cards" / "two", dump, "--index", first)
    before = documents(first)
    exported = tmp_path / "export.jsonl"
    exported.write_text(run("index", "export", "--index", first))
    (tmp_path / "cards").rename(tmp_path / "away")
    run("index", "add", exported, "--index", second)
    assert documents(second) == before
    assert len(documents(second)) == 4
    again = tmp_path / "again.jsonl"
    again.write_text(run("index", "export", "--index", second))
    run("index", "add", again, "--index", third)
    assert documents(third) == before
