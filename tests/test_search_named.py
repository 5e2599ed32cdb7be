"""Which text names which source of cards, and that a new kind of source needs only a folder."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cardlint.cli import cli
from cardlint.search import sources
from cardlint.search.sources.named import is_name, source_kinds, source_of
from cardlint.system.errors import CardlintError


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)))


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Install the source in ``tests/source_example`` as one of ours."""
    monkeypatch.setattr(sources, "__path__", [*sources.__path__, str(Path(__file__).parent / "source_example")])
    source_kinds.cache_clear()
    yield
    source_kinds.cache_clear()
    del sys.modules["cardlint.search.sources.letters"]


@pytest.mark.parametrize(
    ("text", "made", "source"),
    [
        ("hf://models/a", None, "HubSource"),
        ("hub-cache", None, "HubCacheSource"),
        ("cache", "cache/models--a--b/snapshots/1/README.md", "HubCacheSource"),
        ("dump.jsonl", "dump.jsonl", "JsonLinesSource"),
        ("dump.NDJSON", "dump.NDJSON", "JsonLinesSource"),
        ("dump.parquet", "dump.parquet", "ParquetSource"),
        ("README.md", "README.md", "FolderSource"),
        ("card.markdown", "card.markdown", "FolderSource"),
        ("cards", "cards/README.md", "FolderSource"),
        ("cards.jsonl", "cards.jsonl/README.md", "FolderSource"),
    ],
)
def test_text_stands_for_a_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, made: str | None, source: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    if made is not None:
        (tmp_path / made).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / made).touch()
    assert type(source_of(text)).__name__ == source
    assert is_name(text) is (made is None)


@pytest.mark.parametrize(
    ("made", "message", "hint"),
    [
        (None, "cards.txt: no such file or folder", None),
        (
            "cards.txt",
            "cards.txt: neither a card nor a dump",
            "cards end with .md or .markdown, dumps with .jsonl, .ndjson or .parquet",
        ),
    ],
)
def test_what_is_not_a_source_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: str | None, message: str, hint: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    if made is not None:
        (tmp_path / made).touch()
    with pytest.raises(CardlintError) as caught:
        source_of("cards.txt")
    assert (str(caught.value), caught.value.hint) == (message, hint)


@pytest.mark.usefixtures("letters")
def test_new_kind_of_source_is_a_folder(tmp_path: Path) -> None:
    index = tmp_path / "index"
    added = run("index", "add", "letters://abc", "--kind", "dataset", "--index", index)
    assert added.stdout == "3 added, 0 changed, 0 removed, 0 unchanged\n"
    assert run("search", "letter", "kind:dataset", "--format", "ids", "--index", index).stdout.split() == [
        "a",
        "b",
        "c",
    ]
    assert run("index", "update", "--index", index).stdout == "0 added, 0 changed, 0 removed, 3 unchanged\n"


@pytest.mark.usefixtures("letters")
def test_project_may_not_name_it_as_it_is_not_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".cardlint.toml").write_text('[index]\nsources = ["letters://abc"]\n')
    monkeypatch.delenv("CARDLINT_INDEX", raising=False)
    monkeypatch.chdir(tmp_path)
    done = run("search", "letter")
    assert done.exit_code == 2
    assert "can name only what is inside it" in done.stderr
