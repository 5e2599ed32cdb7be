"""The exact output of a search, and unusual characters in cards."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cardlint.cli import cli
from cardlint.cli.printing.search_formats import _link_id
from cardlint.search.backends.protocol import Hit


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)), catch_exceptions=False)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    card = tmp_path / "cards" / "a" / "README.md"
    card.parent.mkdir(parents=True)
    card.write_text('---\ntags: ["x;y", "\\e[31mred", "back\\\\slash"]\nextra_gated_prompt: Sign\n---\n# A\n')
    assert run("index", "add", tmp_path / "cards", "--index", tmp_path / "index").exit_code == 0
    return tmp_path / "index"


def test_cells_are_safe_and_their_values_apart(index: Path) -> None:
    output = run("search", "--format", "csv", "--index", index).stdout
    assert "\x1b" not in output
    head, row = csv.reader(StringIO(output))
    assert dict(zip(head, row, strict=True))["tags"] == "x\\;y;␛[31mred;back\\\\slash"


def test_yes_and_no_are_booleans_in_facets(index: Path) -> None:
    output = json.loads(run("search", "--facets", "gated", "--format", "json", "--index", index).stdout)
    assert output["facets"]["gated"] == [{"value": True, "count": 1, "selected": False}]


@pytest.mark.parametrize("name", ["csv", "jsonl", "ids"])
def test_facets_without_effect_are_reported(index: Path, name: str) -> None:
    done = run("search", "--facets", "tags", "--format", name, "--index", index)
    assert done.exit_code == 0
    assert f"`--facets` has no effect with `--format {name}`" in done.stderr


def test_long_query_is_shown_around_the_fault(index: Path) -> None:
    done = run("search", "word " * 200 + "task: " + "word " * 200, "--index", index)
    assert done.exit_code == 2
    output, shown, caret = done.stderr.splitlines()[:3]
    assert len(shown) < 100
    assert shown[caret.index("^") :].startswith(" word") or shown[: caret.index("^")].endswith("task:")
    assert output.startswith("cardlint: query, character 1006:")


def test_links_are_addresses(tmp_path: Path) -> None:
    card = tmp_path / "a #1 b" / "README.md"
    card.parent.mkdir()
    card.touch()
    assert "/a%20%231%20b/README.md\x1b" in _link_id(Hit("a", "model", str(card), 0.0, {}), color=True)
    assert "]8;;" not in _link_id(Hit("a", "model", f"{tmp_path}/dump.jsonl#model/a", 0.0, {}), color=True)


@pytest.mark.parametrize("name", ["x.png", "models.jsonl.gz", "README"])
def test_file_of_another_sort_is_not_a_card(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    done = run("index", "add", tmp_path / name, "--index", tmp_path / "index")
    assert done.exit_code == 2
    assert "neither a card nor a dump" in done.stderr
    assert "cards end with .md or .markdown, dumps with .jsonl, .ndjson or .parquet" in done.stderr


def test_lines_that_are_not_cards_are_counted(tmp_path: Path) -> None:
    (tmp_path / "dump.jsonl").write_text('{"id": "a/b"}\n\nno json\n[1]\n{"card": "nobody\'s"}\n{"id": "a/c"}\n')
    done = run("index", "add", tmp_path / "dump.jsonl", "--index", tmp_path / "index")
    assert done.stdout == "2 added, 0 changed, 0 removed, 0 unchanged\n"
    assert f"{tmp_path}/dump.jsonl: 3 lines are not cards, the first, line 3: it is not JSON" in done.stderr


def test_card_that_is_a_link_out_of_its_source_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("# Secret\n")
    for name in ("a", "b"):
        (tmp_path / "cards" / name).mkdir(parents=True)
    (tmp_path / "cards" / "a" / "README.md").symlink_to(tmp_path / "secret")
    (tmp_path / "cards" / "b" / "README.md").write_text("# B\n")
    done = run("index", "add", tmp_path / "cards", "--index", tmp_path / "index")
    assert done.stdout == "1 added, 0 changed, 0 removed, 0 unchanged\n"
    assert f"{tmp_path}/cards/a/README.md is a link that leaves {tmp_path}/cards" in done.stderr


def test_index_of_a_project_holds_what_its_configuration_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, index: Path
) -> None:
    monkeypatch.delenv("CARDLINT_INDEX", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / ".cardlint.toml").write_text('[index]\nsources = ["cards"]\n')
    monkeypatch.chdir(tmp_path)
    done = run("index", "add", "more")
    assert done.exit_code == 2
    assert "contains only the sources in its configuration" in done.stderr
    assert "in `index.sources`, or use `--index DIR`" in done.stderr
    assert run("index", "add", "cards", "--index", index).exit_code == 0
