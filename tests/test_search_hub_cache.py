"""The cache of the Hub's client as a source: real layouts on disk, read by the client itself."""

import json
import os
from hashlib import sha1
from pathlib import Path

import pytest
from click.testing import CliRunner

from cardlint.card.kind import Kind
from cardlint.cli.commands.index import index as index_command
from cardlint.search.backends.protocol import SearchRequest, Sort
from cardlint.search.documents.entry import CardEntry
from cardlint.search.fields import shipped_table
from cardlint.search.query.parser import parse
from cardlint.search.query.resolve import resolve
from cardlint.search.sources.hub_cache import is_hub_cache
from cardlint.search.sources.hub_cache.source import HubCacheSource
from cardlint.search.sources.named import source_of
from cardlint.search.store.generations import open_backend
from cardlint.search.store.refresh import CardChanges, refresh
from cardlint.system.errors import CardlintError

TABLE = shipped_table()
OLD, NEW = "a" * 40, "b" * 40


def cache(root: Path, folder: str, revision: str, files: dict[str, bytes], ref: str | None = "main") -> Path:
    """Write a snapshot as the client does: content in blobs, links to it in snapshots, the revision in refs."""
    repository = root / folder
    snapshot = repository / "snapshots" / revision
    (repository / "blobs").mkdir(parents=True, exist_ok=True)
    snapshot.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        blob = repository / "blobs" / sha1(content, usedforsecurity=False).hexdigest()
        blob.write_bytes(content)
        link = snapshot / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(os.path.relpath(blob, link.parent))
    if ref is not None:
        (repository / "refs").mkdir(exist_ok=True)
        (repository / "refs" / ref).write_text(revision)
    return snapshot


def weights(count: int) -> bytes:
    """Return the header of a safetensors file with ``count`` parameters."""
    header = json.dumps({"w": {"dtype": "F16", "shape": [count], "data_offsets": [0, 2 * count]}}).encode()
    return len(header).to_bytes(8, "little") + header


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A cache with a model, a model without its card, a dataset and a Space."""
    root = tmp_path / "hub"
    bert = {
        "README.md": b"---\nlicense: mit\nlibrary_name: transformers\n---\n# BERT\n",
        "config.json": b'{"architectures": ["BertForMaskedLM"], "model_type": "bert"}',
        "model.safetensors": weights(110_000_000),
        "onnx/model.onnx": b"onnx",
    }
    cache(root, "models--google--bert", NEW, bert)
    gpt2 = {
        "config.json": b'{"architectures": ["GPT2LMHeadModel"], "model_type": "gpt2"}',
        "model.safetensors": weights(124_000_000),
    }
    cache(root, "models--gpt2", NEW, gpt2)
    cache(root, "datasets--someone--data", NEW, {"README.md": b"# Data\n", "data/train.parquet": b"PAR1"})
    cache(root, "spaces--someone--demo", NEW, {"README.md": b"---\nsdk: gradio\n---\n"})
    (root / ".locks").mkdir()
    return root


def entries(source: HubCacheSource) -> dict[str, CardEntry]:
    found = (candidate.read() for candidate in source.candidates())
    return {entry.id: entry for entry in found if entry is not None}


def ids(folder: Path, query: str = "") -> list[str]:
    backend = open_backend(str(folder), TABLE)
    try:
        found = backend.search(SearchRequest(resolve(parse(query, TABLE), TABLE), sort=Sort("id", descending=False)))
        return sorted(hit.id for hit in found.hits)
    finally:
        backend.close()


def test_cache_is_indexed_with_the_files_of_each_snapshot(tmp_path: Path, root: Path) -> None:
    source, index = source_of(str(root)), tmp_path / "index"
    assert isinstance(source, HubCacheSource)
    assert refresh(str(index), TABLE, [source]) == CardChanges(added=4)
    assert source.problems == []
    assert ids(index) == ["google/bert", "gpt2", "someone/data", "someone/demo"]
    assert ids(index, "kind:dataset file_format:parquet") == ["someone/data"]
    assert ids(index, "kind:space sdk:gradio") == ["someone/demo"]
    assert ids(index, "file_format:onnx parameters:110M dtype:F16 license:mit") == ["google/bert"]
    assert ids(index, "task:fill-mask") == ["google/bert"]


def test_model_without_its_card_is_found_by_its_files(tmp_path: Path, root: Path) -> None:
    refresh(str(tmp_path / "index"), TABLE, [HubCacheSource(str(root))])
    assert ids(tmp_path / "index", "missing:license library:transformers") == ["gpt2"]


def test_size_and_date_are_those_of_the_cache(tmp_path: Path, root: Path) -> None:
    for path in root.rglob("*"):
        os.utime(path, (1_750_000_000, 1_750_000_000))
    refresh(str(tmp_path / "index"), TABLE, [HubCacheSource(str(root))])
    size = len(weights(124_000_000)) + len('{"architectures": ["GPT2LMHeadModel"], "model_type": "gpt2"}')
    assert ids(tmp_path / "index", f"size:{size} updated:2025-06-15") == ["gpt2"]


def test_files_of_the_client_are_not_a_problem(root: Path) -> None:
    for name in ("version.txt", "version_diffusers_cache.txt", "CACHEDIR.TAG"):
        (root / name).write_text("1")
    source = HubCacheSource(str(root))
    assert len(entries(source)) == 4
    assert source.problems == []


def test_what_did_not_change_is_not_read_again(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, index = HubCacheSource(str(root)), str(tmp_path / "index")
    refresh(index, TABLE, [source])
    monkeypatch.setattr(HubCacheSource, "_text", None)
    assert refresh(index, TABLE, [source]) == CardChanges(unchanged=4)


def test_file_that_joins_a_snapshot_is_seen(tmp_path: Path, root: Path) -> None:
    source, index = HubCacheSource(str(root)), tmp_path / "index"
    refresh(str(index), TABLE, [source])
    cache(root, "models--gpt2", NEW, {"model.onnx": b"onnx"})
    assert refresh(str(index), TABLE, [source]) == CardChanges(changed=1, unchanged=3)
    assert ids(index, "file_format:onnx") == ["google/bert", "gpt2"]


def test_main_counts_before_newer_revisions(tmp_path: Path) -> None:
    main = cache(tmp_path, "models--a--b", OLD, {"README.md": b"# Main\n"})
    cache(tmp_path, "models--a--b", NEW, {"README.md": b"# Pull request\n"}, ref="refs/pr/1".replace("/", "-"))
    for path in main.parent.parent.glob("blobs/*"):
        if path.read_bytes() == b"# Main\n":
            os.utime(path, (1, 1))
    assert entries(HubCacheSource(str(tmp_path)))["a/b"].text == "# Main\n"


def test_newest_revision_counts_where_there_is_no_main(tmp_path: Path) -> None:
    cache(tmp_path, "models--a--b", NEW, {"README.md": b"# Older\n"}, ref=None)
    cache(tmp_path, "models--a--b", OLD, {"README.md": b"# Newer\n"}, ref=None)
    for path in (tmp_path / "models--a--b" / "blobs").iterdir():
        os.utime(path, (1, 1) if path.read_bytes() == b"# Older\n" else (9, 9))
    assert entries(HubCacheSource(str(tmp_path)))["a/b"].text == "# Newer\n"


def test_broken_repositories_are_reported_and_the_others_indexed(tmp_path: Path, root: Path) -> None:
    dangling = cache(root, "models--broken--blob", NEW, {"README.md": b"# Gone\n"})
    (dangling / "README.md").resolve().unlink()
    (root / "models--broken--empty").mkdir()
    cache(root, "models--broken--ref", NEW, {"README.md": b"# Ref\n"})
    (root / "models--broken--ref" / "refs" / "main").write_text(OLD)
    (root / "notes.txt").write_text("mine")
    source = HubCacheSource(str(root))
    assert refresh(str(tmp_path / "index"), TABLE, [source]) == CardChanges(added=4)
    assert len(source.problems) == 4
    assert any("models--broken--blob" in problem for problem in source.problems)


def test_problems_are_printed_by_the_command(tmp_path: Path, root: Path) -> None:
    (root / "models--broken--empty").mkdir()
    done = CliRunner().invoke(index_command, ["add", str(root), "--index", str(tmp_path / "index")])
    assert done.exit_code == 0
    assert done.stdout == "4 added, 0 changed, 0 removed, 0 unchanged\n"
    assert "models--broken--empty" in done.stderr


def test_card_that_is_a_link_out_of_the_cache_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    snapshot = cache(tmp_path / "hub", "models--a--b", NEW, {"config.json": b"{}"})
    (snapshot / "README.md").symlink_to(tmp_path / "secret")
    source = HubCacheSource(str(tmp_path / "hub"))
    assert entries(source)["a/b"].text == ""
    assert source.problems == [f"{snapshot / 'README.md'} is a link that leaves the cache"]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00binary", b"\0\xff", b"caf\xe9\n"])
def test_card_that_is_not_text_is_reported(tmp_path: Path, content: bytes) -> None:
    cache(tmp_path, "models--a--b", NEW, {"README.md": content})
    source = HubCacheSource(str(tmp_path))
    assert entries(source)["a/b"].kind is Kind.MODEL
    assert len(source.problems) == 1


def test_cache_is_distinguished_from_a_folder_of_cards(tmp_path: Path, root: Path) -> None:
    (tmp_path / "models--of-mine").mkdir()
    assert [is_hub_cache(str(path)) for path in (root, tmp_path, tmp_path / "nothing")] == [True, False, False]


def test_word_stands_for_the_cache_of_the_user(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(root))
    assert source_of("hub-cache").name == str(root)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(root / "nothing"))
    with pytest.raises(CardlintError, match="there is no cache of the Hub"):
        source_of("hub-cache")
