"""``[tool.cardlint.index]``: a project names what its index holds, and searches answer from what is there now."""

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cardlint.cli import cli
from cardlint.search.fields import shipped_table
from cardlint.search.store.opening import open_in_force
from cardlint.search.store.project import Project, place, project


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one card; the user's cache is beside it."""
    monkeypatch.delenv("CARDLINT_INDEX", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    home = tmp_path / "project"
    write(home, "one", "---\nlicense: mit\n---\n# One\n")
    (home / "below").mkdir()
    monkeypatch.chdir(home / "below")
    return home


def write(home: Path, name: str, text: str) -> None:
    (home / "cards" / name).mkdir(parents=True, exist_ok=True)
    (home / "cards" / name / "README.md").write_text(text, encoding="utf-8")


def configure(home: Path, settings: str = 'sources = ["cards"]') -> None:
    (home / ".cardlint.toml").write_text(f"[index]\n{settings}\n", encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


def found(*arguments: str) -> list[str]:
    return run("search", "--format", "ids", *arguments).output.split()


@pytest.mark.parametrize("settings", ['sources = ["cards"]', 'sources = ["../project/cards"]\npath = ".index"'])
def test_search_answers_from_what_is_there_now(home: Path, settings: str) -> None:
    configure(home, settings)
    assert found("one") == ["one"]
    write(home, "one", "# Uno\n")
    write(home, "two", "# Two\n")
    assert found("--no-refresh") == ["one"]
    assert (found("uno"), found("two")) == (["one"], ["two"])
    shutil.rmtree(home / "cards" / "two")
    assert found() == ["one"]


def test_other_commands_answer_from_it_too(home: Path) -> None:
    configure(home)
    assert run("stats").output.startswith("1 card: 1 model\n")
    assert run("similar", "one").exit_code == 0
    assert str(home / "cards") in run("index", "status").output


def test_file_touched_but_the_same_is_not_a_change(home: Path) -> None:
    configure(home)
    found()
    os.utime(home / "cards" / "one" / "README.md", (1, 1))
    assert found("one") == ["one"]


def test_refresh_can_be_switched_off_and_asked_for(home: Path) -> None:
    configure(home, 'sources = ["cards"]\nrefresh = false')
    assert "there is no index" in run("search").output
    assert found("--refresh") == ["one"]
    write(home, "two", "# Two\n")
    assert found() == ["one"]


def test_source_that_is_no_longer_named_is_forgotten(home: Path) -> None:
    (home / "more" / "three").mkdir(parents=True)
    (home / "more" / "three" / "README.md").write_text("# Three\n", encoding="utf-8")
    configure(home, 'sources = ["cards", "more"]')
    assert sorted(found()) == ["one", "three"]
    configure(home, 'sources = ["more"]')
    assert found() == ["three"]


def test_option_and_environment_win(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    configure(home)
    assert "there is no index" in run("search", "--index", str(tmp_path / "other")).output
    monkeypatch.setenv("CARDLINT_INDEX", str(tmp_path / "own"))
    assert place(None) == str(tmp_path / "own")
    assert place("given") == "given"


def test_index_that_came_with_the_project_is_not_opened(home: Path, tmp_path: Path) -> None:
    configure(home, 'sources = ["cards"]\npath = ".index"')
    assert found() == ["one"]
    (home / ".index").rename(tmp_path / "copied")
    shutil.copytree(tmp_path / "copied", home / ".index")
    done = run("search")
    assert done.exit_code == 2
    assert "was not made on this machine" in done.output


def test_index_in_a_project_is_not_committed(home: Path) -> None:
    configure(home, 'sources = ["cards"]\npath = ".index"')
    found()
    assert (home / ".index" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_without_the_settings_nothing_changes(home: Path, tmp_path: Path) -> None:
    assert project() is None
    assert place(None) == str(tmp_path / "cache" / "cardlint" / "index")
    (home / ".cardlint.toml").write_text('profile = "strict"\n', encoding="utf-8")
    assert project() is None


def test_names_are_no_paths(home: Path) -> None:
    configure(home, 'sources = ["hub-cache", "hf://models/x", "cards"]')
    named = project()
    assert isinstance(named, Project)
    assert named.sources == ("hub-cache", "hf://models/x", str(home / "cards"))


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('source = ["cards"]', "did you mean sources?"),
        ('sources = ["nowhere"]', "nowhere: no such file or folder"),
        ("refresh = 1", "index.refresh must be true or false, not 1"),
    ],
)
def test_wrong_settings_are_told(home: Path, settings: str, told: str) -> None:
    configure(home, settings)
    done = run("search")
    assert done.exit_code == 2
    assert told in done.output


def test_costly_sources_are_asked_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cardlint.search.sources.folders import FolderSource

    configure(home)
    monkeypatch.setattr(FolderSource, "costly", True)
    assert found() == ["one"]
    write(home, "two", "# Two\n")
    assert found() == ["one"]
    backend, problems = open_in_force(None, shipped_table(), True)
    assert (len(backend.catalogue), problems) == (2, [])
    backend.close()


@pytest.mark.parametrize("loss", ["gone", "empty"])
def test_source_that_is_gone_stops_no_answer(home: Path, loss: str) -> None:
    (home / "more" / "three").mkdir(parents=True)
    (home / "more" / "three" / "README.md").write_text("# Three\n", encoding="utf-8")
    configure(home, 'sources = ["cards", "more"]')
    assert sorted(found()) == ["one", "three"]
    if loss == "gone":
        (home / "more").rename(home / "elsewhere")
    else:
        (home / "more" / "three" / "README.md").unlink()
    write(home, "two", "# Two\n")
    done = run("search", "--format", "ids")
    assert done.exit_code == 0
    assert sorted(done.stdout.split()) == ["one", "three", "two"]
    told = "no such file or folder" if loss == "gone" else "no README.md in this folder"
    assert f"cardlint: {home / 'more'}: {told}" in done.stderr


def test_index_that_cannot_be_written_answers_as_it_is(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(home)
    assert found() == ["one"]
    write(home, "one", "# Uno\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("cardlint.search.store.lock.os.open", refuse)
    done = run("search", "one", "--format", "ids")
    assert (done.exit_code, done.stdout) == (0, "one\n")
    assert "could not be brought up to date: cannot write the index in" in done.stderr
    assert "--no-refresh does not try" in done.stderr


def test_findings_follow_the_configuration_of_the_project(home: Path, tmp_path: Path) -> None:
    def findings() -> list[str]:
        told = json.loads(run("search", "--facets", "rule", "--format", "json", *place_).stdout)
        return [each["value"] for each in told["facets"]["rule"] if each["value"]]

    place_ = ("--index", str(tmp_path / "index"))
    write(home, "one", "---\nlicense: nonsense\n---\n# One\n")
    assert run("index", "add", str(home / "cards"), *place_).exit_code == 0
    assert "unknown-license" in findings()
    (home / ".cardlint.toml").write_text('select = ["unknown-license"]\n', encoding="utf-8")
    assert run("index", "update", *place_).output == "0 added, 1 changed, 0 removed, 0 unchanged\n"
    assert findings() == ["unknown-license"]
    (home / ".cardlint.toml").write_text('ignore = ["unknown-license"]\n', encoding="utf-8")
    run("index", "update", *place_)
    assert "unknown-license" not in findings()
    run("index", "rebuild", *place_)
    assert "unknown-license" not in findings()
    assert run("index", "update", *place_).output == "0 added, 0 changed, 0 removed, 1 unchanged\n"


def test_configuration_that_runs_code_is_in_force_in_its_own_project_only(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / ".cardlint.toml").write_text('plugins = ["nothing_like_it"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = run("index", "add", str(home / "cards"), "--index", str(tmp_path / "index"))
    assert done.output == "1 added, 0 changed, 0 removed, 0 unchanged\n"
