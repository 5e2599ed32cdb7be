"""Rules that only look at the files next to the card, so that no card could be their good example."""

import shutil
import subprocess
from pathlib import Path

import pytest

from cardlint.card.card import Card
from cardlint.card.repository import Repository
from cardlint.findings.source import Source
from cardlint.rules import find
from cardlint.rules.repository_files._attributes import sent_by


def git(folder: Path, *arguments: str) -> None:
    subprocess.run([shutil.which("git") or "git", *arguments], cwd=folder, check=True, capture_output=True)


def messages(name: str, folder: Path) -> list[str]:
    rule = find(name)
    assert rule is not None
    return [each.message for each in rule.check(Card(Source("---\nlicense: mit\n---\n"), None, Repository(folder)))]


def test_large_files_that_git_has_and_lfs_has_not_are_found(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    for name in ("weights.bin", "data/all.csv", "kept.safetensors", "untracked.bin"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as file:
            file.truncate(12 * 2**20)
    (tmp_path / "small.bin").write_bytes(b"\0" * 100)
    git(tmp_path, "add", "weights.bin", "data/all.csv", "kept.safetensors", "small.bin")
    (tmp_path / ".gitattributes").write_text("*.safetensors filter=lfs diff=lfs merge=lfs -text\n")
    assert messages("large-file-outside-lfs", tmp_path) == [
        "the Hub rejects `data/all.csv`, as it has 12 MiB and is not in LFS; run `git lfs track`",
        "the Hub rejects `weights.bin`, as it has 12 MiB and is not in LFS; run `git lfs track`",
    ]


def test_tokenizer_belongs_in_lfs(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / ".gitattributes").write_text("tokenizer.json filter=lfs diff=lfs merge=lfs -text\n")
    assert messages("config-in-lfs", tmp_path) == []


@pytest.mark.parametrize(
    ("text", "name", "pattern"),
    [
        ("*.md filter=lfs", "README.md", "*.md"),
        ("*.md filter=lfs\nREADME.md -filter text", "README.md", None),
        ("**/*.json filter=lfs", "config.json", "**/*.json"),
        ("data/*.json filter=lfs", "config.json", None),
        ("data/*.json filter=lfs", "data/config.json", "data/*.json"),
        ("/config.json filter=lfs", "data/config.json", None),
        ("config.json filter=lfs", "data/config.json", "config.json"),
        ("# *.md filter=lfs", "README.md", None),
    ],
)
def test_the_last_line_that_matches_decides(text: str, name: str, pattern: str | None) -> None:
    sender = sent_by(Source(text), name)
    assert (sender.pattern if sender else None) == pattern


def test_what_git_does_not_have_is_not_published(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    token = "hf_" + "QwErTzUiOpAsDfGhJ" + "kLyXcVbNmQaYwSxEd"
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "app.pyc").write_text("")
    (tmp_path / ".env").write_text(f"HF_TOKEN={token}\n")
    (tmp_path / "app.py").write_text("print()\n")
    git(tmp_path, "add", "app.py")
    assert messages("secret-in-file", tmp_path) == messages("tracked-debris", tmp_path) == []
    git(tmp_path, "add", ".")
    assert len(messages("secret-in-file", tmp_path)) == 1
    assert [message.split()[0] for message in messages("tracked-debris", tmp_path)] == ["`.env`", "`__pycache__`"]


def test_shards_that_the_checkout_leaves_out_are_not_missing(tmp_path: Path) -> None:
    index = '{"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}}'
    (tmp_path / "model.safetensors.index.json").write_text(index)
    for number in (1, 2):
        (tmp_path / f"model-0000{number}-of-00002.safetensors").write_text("")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    (tmp_path / "model-00002-of-00002.safetensors").unlink()
    assert messages("missing-shard", tmp_path) == []
    git(tmp_path, "add", ".")
    assert len(messages("missing-shard", tmp_path)) == 1


def test_a_download_can_lack_files(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"auto_map": {"AutoModel": "modeling.Own"}}')
    assert len(messages("missing-custom-code", tmp_path)) == 1
    (tmp_path / ".cache" / "huggingface" / "download").mkdir(parents=True)
    assert messages("missing-custom-code", tmp_path) == []
