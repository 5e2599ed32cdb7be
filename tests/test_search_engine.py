"""Every command of search on another engine than the one that it ships: nothing above an engine reaches past its record."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from cardlint.cli import cli
from cardlint.search.backends import engine as engines
from cardlint.search.backends.engine import DEFAULT, Engine
from cardlint.search.backends.memory.engine import memory_engine

CARDS = {
    "bert": "---\nlicense: mit\ntags: [masked]\n---\n# BERT\n\nA masked language model of the moths.\n",
    "albert": "---\nlicense: apache-2.0\nbase_model: bert\ntags: [masked]\n---\n# ALBERT\n\nA smaller masked model of moths.\n",
    "copy": "---\nlicense: mit\n---\n# BERT\n\nA masked language model of the moths.\n",
}
COMMANDS = (
    ("search", "masked", "--facets", "all", "--format", "json"),
    ("search", "--license", "mti"),
    ("search", "smaller"),
    ("search", "smallest", "--tag", "masked"),
    ("similar", "bert", "--format", "json"),
    ("similar", "--duplicates"),
    ("similar", "bret"),
    ("lineage", "bert"),
    ("stats",),
    ("index", "status"),
    ("index", "export"),
    ("index", "update"),
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)))


def answers(index: Path) -> list[tuple[int, str, str]]:
    """Return what every command says, without the place of the index."""
    done = [run(*command, "--index", index) for command in COMMANDS]
    return [(each.exit_code, each.stdout.replace(str(index), "INDEX"), str(each.exception)) for each in done]


def in_memory() -> Engine:
    """Return the engine in memory, with a folder for each place, as the store asks of an engine on disk."""
    engine = memory_engine()

    def create(place: str) -> None:
        os.mkdir(place)
        engine.create(place)

    def remove(place: str) -> None:
        os.rmdir(place)
        engine.remove(place)

    return engine._replace(name=DEFAULT, create=create, remove=remove)


def test_commands_answer_the_same_on_another_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cards = tmp_path / "cards"
    for name, text in CARDS.items():
        (cards / name).mkdir(parents=True)
        (cards / name / "README.md").write_text(text, encoding="utf-8")
    assert run("index", "add", cards, "--index", tmp_path / "shipped").exit_code == 0
    expected = answers(tmp_path / "shipped")

    monkeypatch.setitem(sys.modules, "another_engine", SimpleNamespace(ENGINE=in_memory()))  # type: ignore[arg-type]
    monkeypatch.setitem(engines._MODULES, DEFAULT, "another_engine")
    assert run("index", "add", cards, "--index", tmp_path / "other").exit_code == 0
    (generation,) = (tmp_path / "other").glob("generation-*")
    assert not any(generation.iterdir())
    assert answers(tmp_path / "other") == expected

    (cards / "albert" / "README.md").unlink()
    assert "1 removed" in run("index", "update", "--index", tmp_path / "other").stdout
    assert run("index", "rebuild", "--index", tmp_path / "other").exit_code == 0
    assert run("search", "masked", "--format", "ids", "--index", tmp_path / "other").stdout.split() == ["bert", "copy"]
    assert run("index", "remove", cards, "--index", tmp_path / "other").stdout == "removed 2 cards\n"
