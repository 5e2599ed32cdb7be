"""The sources of cards: an update adds, changes and removes exactly the cards that were added, changed and removed in its sources."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from cardlint.card.files import find_cards
from cardlint.card.kind import Kind
from cardlint.search.backends.protocol import SearchRequest, Sort
from cardlint.search.fields import FieldTable, shipped_table
from cardlint.search.query.parser import parse
from cardlint.search.query.resolve import resolve
from cardlint.search.sources.folders.source import FolderSource
from cardlint.search.sources.json_lines.source import JsonLinesSource
from cardlint.search.sources.named import source_of
from cardlint.search.store.generations import open_backend
from cardlint.search.store.rebuild import Rebuilt, rebuild
from cardlint.search.store.refresh import CardChanges, refresh
from cardlint.system.errors import CardlintError

TABLE = shipped_table()
ALWAYS = 10**18
"""Nanoseconds, about 32 years."""


def write(path: Path, text: str = "---\nlicense: mit\n---\n# Card\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def ids(folder: Path, query: str = "", table: FieldTable = TABLE) -> list[str]:
    backend = open_backend(str(folder), table)
    try:
        found = backend.search(SearchRequest(resolve(parse(query, table), table), sort=Sort("id"), limit=100))
        return [hit.id for hit in found.hits]
    finally:
        backend.close()


def document_values(index: str) -> dict[str, Mapping[str, object]]:
    backend = open_backend(index, TABLE)
    try:
        return {hit.id: hit.values for hit in backend.search(SearchRequest(sort=Sort("id"), limit=100)).hits}
    finally:
        backend.close()


def cards(folder: Path) -> list[str]:
    return [found.path for found in FolderSource(str(folder)).candidates()]


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_walk_meets_what_check_meets(tmp_path: Path) -> None:
    for name in ("b/a", "b", "a", ".hidden/a", "node_modules/a", "venv/a", "c/README.md/d", "c/e"):
        write(tmp_path / name / "README.md")
    (tmp_path / "linked").symlink_to(tmp_path / "b", target_is_directory=True)
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "README.md").symlink_to(tmp_path / "b" / "README.md")
    assert cards(tmp_path) == list(find_cards(str(tmp_path), pytest.fail))


def test_folder_without_a_card_is_reported(tmp_path: Path) -> None:
    write(tmp_path / "below" / "readme.md")
    with pytest.raises(CardlintError, match=r"no README\.md in this folder"):
        cards(tmp_path)


def test_index_follows_its_folder(tmp_path: Path) -> None:
    cards, index = tmp_path / "cards", tmp_path / "index"
    for name in ("a", "b", "c"):
        write(cards / "models" / name / "README.md", f"---\nlicense: mit\n---\n# Card {name}\n")
    source = FolderSource(str(cards))
    assert refresh(str(index), TABLE, [source]) == CardChanges(added=3)
    assert refresh(str(index), TABLE, [source]) == CardChanges(unchanged=3)
    write(cards / "models" / "b" / "README.md", "---\nlicense: mit\n---\n# Card quite other\n")
    (cards / "models" / "a" / "README.md").unlink()
    write(cards / "datasets" / "d" / "README.md")
    assert refresh(str(index), TABLE, [source]) == CardChanges(added=1, changed=1, removed=1, unchanged=1)
    assert ids(index) == ["datasets/d", "models/b", "models/c"]
    assert ids(index, "other") == ["models/b"]
    assert ids(index, "kind:dataset") == ["datasets/d"]


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_name_that_is_not_text_is_a_card_like_any(tmp_path: Path) -> None:
    write(tmp_path / "cards" / os.fsdecode(b"caf\xe9") / "README.md")
    source, index = FolderSource(str(tmp_path / "cards")), str(tmp_path / "index")
    assert refresh(index, TABLE, [source]) == CardChanges(added=1)
    assert refresh(index, TABLE, [source]) == CardChanges(unchanged=1)


@pytest.mark.parametrize("fresh", [-ALWAYS, ALWAYS], ids=["old", "fresh"])
def test_nothing_is_written_where_nothing_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: int) -> None:
    monkeypatch.setattr("cardlint.search.sources.folders.stamp.FRESH", fresh)
    write(tmp_path / "cards" / "README.md")
    source, index = FolderSource(str(tmp_path / "cards")), tmp_path / "index"
    refresh(str(index), TABLE, [source])
    before = {path: path.stat().st_mtime_ns for path in index.rglob("*") if path.is_file()}
    refresh(str(index), TABLE, [source])
    assert {path: path.stat().st_mtime_ns for path in index.rglob("*") if path.is_file()} == before


def test_card_that_was_only_touched_is_not_made_again(tmp_path: Path) -> None:
    card = write(tmp_path / "cards" / "README.md")
    source, index = FolderSource(str(tmp_path / "cards")), str(tmp_path / "index")
    refresh(index, TABLE, [source])
    os.utime(card, ns=(1, 1))
    assert refresh(index, TABLE, [source]) == CardChanges(unchanged=1)


def test_file_next_to_a_card_makes_it_new(tmp_path: Path) -> None:
    card = write(tmp_path / "cards" / "README.md", "---\nlibrary_name: transformers\n---\n")
    write(card.parent / "config.json", '{"architectures": ["BertForMaskedLM"]}')
    source, index = FolderSource(str(tmp_path / "cards")), tmp_path / "index"
    refresh(str(index), TABLE, [source])
    assert ids(index, "task:fill-mask") == ["cards"]
    write(card.parent / "config.json", '{"architectures": ["BertForQuestionAnswering"]}')
    assert refresh(str(index), TABLE, [source]) == CardChanges(changed=1)
    assert ids(index, "task:question-answering") == ["cards"]


def test_sources_do_not_remove_cards_of_one_another(tmp_path: Path) -> None:
    index = str(tmp_path / "index")
    for name in ("one", "two"):
        write(tmp_path / name / "README.md")
        refresh(index, TABLE, [FolderSource(str(tmp_path / name))])
    assert ids(tmp_path / "index") == ["one", "two"]


def test_rebuild_needs_no_source(tmp_path: Path) -> None:
    index = tmp_path / "index"
    write(tmp_path / "cards" / "README.md", "---\nthumbnail: a.png\n---\n# Card\n")
    refresh(str(index), TABLE, [FolderSource(str(tmp_path / "cards"))])
    fields = [field._replace(aliases=()) if field.name == "id" else field for field in TABLE]
    other = FieldTable(fields)
    assert rebuild(str(index), other) == Rebuilt(1)
    assert ids(index, "card", other) == ["cards"]


def test_rebuild_keeps_data_of_files_that_are_gone(tmp_path: Path) -> None:
    header = b'{"w": {"dtype": "F16", "shape": [7], "data_offsets": [0, 14]}}'
    card = write(tmp_path / "cards" / "a" / "README.md", "---\nlibrary_name: transformers\n---\n# A\n")
    write(card.parent / "config.json", '{"architectures": ["BertForMaskedLM"]}')
    (card.parent / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header)
    index, source = str(tmp_path / "index"), FolderSource(str(tmp_path / "cards"))
    refresh(index, TABLE, [source])
    before = document_values(index)
    assert before["a"].items() >= {"parameters": (7.0,), "dtype": ("F16",), "task": ("fill-mask",)}.items()
    (tmp_path / "cards").rename(tmp_path / "away")
    made = [rebuild(index, TABLE) for _ in range(2)][-1]
    assert document_values(index) == before
    assert str(made).endswith("; the files next to 1 of them no longer exist, so their old data is kept")
    (tmp_path / "away").rename(tmp_path / "cards")
    assert refresh(index, TABLE, [source]) == CardChanges(unchanged=1)
    assert rebuild(index, TABLE) == Rebuilt(1)
    assert document_values(index) == before


def test_json_lines_hold_cards_with_what_the_hub_knows(tmp_path: Path) -> None:
    rows = [
        {
            "modelId": "a/b",
            "card": "---\nlicense: mit\n---\n# One\n",
            "downloads": 5,
            "last_modified": "2025-01-02T00:00:00+00:00",
        },
        {"id": "a/c", "kind": "dataset", "card": "# Two\n"},
        {"modelId": "a/d", "card": "# Three\n", "pipeline_tag": "translation", "library_name": "timm", "tags": ["x"]},
        {"card": "nobody's"},
        [1],
    ]
    path = write(tmp_path / "cards.jsonl", "\n".join(map(json.dumps, rows)) + "\nno json\n")
    source = source_of(str(path))
    assert isinstance(source, JsonLinesSource)
    refresh(str(tmp_path / "index"), TABLE, [source])
    assert ids(tmp_path / "index") == ["a/b", "a/c", "a/d"]
    assert ids(tmp_path / "index", "downloads:>4 updated:2025") == ["a/b"]
    assert ids(tmp_path / "index", "task:translation library:timm task_source:hub") == ["a/d"]
    assert ids(tmp_path / "index", "kind:dataset") == ["a/c"]


def test_single_card_is_a_source(tmp_path: Path) -> None:
    card = write(tmp_path / "someone" / "README.md")
    refresh(str(tmp_path / "index"), TABLE, [source_of(str(card), Kind.SPACE)])
    assert ids(tmp_path / "index", "kind:space") == ["someone"]


def test_ids_are_those_of_the_clone(tmp_path: Path) -> None:
    card = write(tmp_path / "folder" / "README.md")
    write(card.parent / ".git" / "config", '[remote "origin"]\n\turl = https://huggingface.co/datasets/someone/thing\n')
    refresh(str(tmp_path / "index"), TABLE, [FolderSource(str(tmp_path / "folder"))])
    assert ids(tmp_path / "index", "kind:dataset") == ["someone/thing"]


def test_nothing_there_is_reported(tmp_path: Path) -> None:
    with pytest.raises(CardlintError, match="no such file or folder"):
        source_of(str(tmp_path / "nothing"))


@pytest.mark.parametrize(
    ("patterns", "path", "ignored"),
    [
        ("build", "build/README.md", True),
        ("build", "x/build/README.md", True),
        ("/build", "x/build/README.md", False),
        ("build/", "x/build/README.md", True),
        ("x/build", "x/build/README.md", True),
        ("*.md", "README.md", True),
        ("*.md\n!README.md", "README.md", False),
        ("**/out/*.md", "a/b/out/README.md", True),
        ("a/**", "a/b/README.md", True),
        ("a/**/c", "a/b/c/README.md", True),
        ("# build\n\n", "build/README.md", False),
        ("rm[A-Z]", "rmX/README.md", True),
        ("[", "x/README.md", False),
    ],
)
def test_gitignore_leaves_out(tmp_path: Path, patterns: str, path: str, ignored: bool) -> None:
    write(tmp_path / ".gitignore", patterns)
    card = write(tmp_path / path)
    assert cards(tmp_path) == ([] if ignored else [str(card)])


def test_inner_gitignore_takes_back(tmp_path: Path) -> None:
    write(tmp_path / ".gitignore", "*.md\n")
    write(tmp_path / "README.md")
    write(tmp_path / "kept" / ".gitignore", "!*.md\n")
    card = write(tmp_path / "kept" / "README.md")
    assert cards(tmp_path) == [str(card)]


def test_nothing_in_an_ignored_folder_is_taken_back(tmp_path: Path) -> None:
    write(tmp_path / ".gitignore", "build\n!README.md\n!build/README.md\n")
    write(tmp_path / "build" / "README.md")
    assert cards(tmp_path) == []


def test_last_pattern_that_fits_counts(tmp_path: Path) -> None:
    write(tmp_path / ".gitignore", "*\n!*/\n!README.md\nold\n")
    for name in ("new", "old"):
        write(tmp_path / name / "README.md")
    assert cards(tmp_path) == [str(tmp_path / "new" / "README.md")]
