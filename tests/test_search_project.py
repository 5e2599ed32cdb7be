"""``[tool.cardlint.index]``: a project names the sources of its index, and searches use their current content."""

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cardlint.cli import cli
from cardlint.search.fields import shipped_table
from cardlint.search.query.tree import EVERYTHING
from cardlint.search.store.opening import open_in_force
from cardlint.search.store.project import Project, address_of, project
from cardlint.system.errors import CardlintError
from cardlint.system.user_folders import configuration_folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one card, next to the user's cache."""
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


@pytest.mark.parametrize("settings", ['sources = ["cards"]', 'sources = ["../project/cards"]'])
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
    assert address_of(None) == str(tmp_path / "own")
    assert address_of("given") == "given"


def test_without_the_settings_nothing_changes(home: Path, tmp_path: Path) -> None:
    assert project() is None
    assert address_of(None) == str(tmp_path / "cache" / "cardlint" / "index")
    (home / ".cardlint.toml").write_text('profile = "strict"\n', encoding="utf-8")
    assert project() is None


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('source = ["cards"]', "did you mean `sources`?"),
        ('sources = ["nowhere"]', "nowhere: no such file or folder"),
        ("refresh = 1", "`index.refresh` must be true or false, not `1`"),
    ],
)
def test_wrong_settings_are_reported(home: Path, settings: str, expected: str) -> None:
    configure(home, settings)
    done = run("search")
    assert done.exit_code == 2
    assert expected in done.output


def test_costly_sources_are_asked_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cardlint.search.sources.folders.source import FolderSource

    configure(home)
    monkeypatch.setattr(FolderSource, "costly", True)
    assert found() == ["one"]
    write(home, "two", "# Two\n")
    assert found() == ["one"]
    problems: list[CardlintError] = []
    backend = open_in_force(None, shipped_table(), problems.append, refresh=True)
    assert (backend.count(EVERYTHING), problems) == (2, [])
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
    expected = "no such file or folder" if loss == "gone" else "no README.md in this folder"
    assert f"cardlint: {home / 'more'}: {expected}" in done.stderr


def test_index_that_cannot_be_written_answers_as_it_is(home: Path) -> None:
    configure(home)
    assert found() == ["one"]
    write(home, "one", "# Uno\n")

    lock = Path(address_of(None)) / "lock"
    lock.unlink()
    lock.mkdir()
    done = run("search", "one", "--format", "ids")
    assert (done.exit_code, done.stdout) == (0, "one\n")
    assert "could not be updated, so the answer is from its old state: cannot write the index in" in done.stderr
    assert "use `--no-refresh` to skip the update" in done.stderr


def test_findings_follow_the_configuration_of_the_project(home: Path, tmp_path: Path) -> None:
    def findings() -> list[str]:
        expected = json.loads(run("search", "--facets", "rule", "--format", "json", *place_).stdout)
        return [each["value"] for each in expected["facets"]["rule"] if each["value"]]

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


def test_configuration_that_runs_code_applies_in_its_own_project_only(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / ".cardlint.toml").write_text('plugins = ["nothing_like_it"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = run("index", "add", str(home / "cards"), "--index", str(tmp_path / "index"))
    assert done.output == "1 added, 0 changed, 0 removed, 0 unchanged\n"


def user_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str) -> Path:
    """Write the user's own configuration; return its path."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    file = Path(configuration_folder()) / "cardlint.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"[index]\n{settings}\n", encoding="utf-8")
    return file


COMMANDS = (
    ("search", "one"),
    ("search", "--no-refresh"),
    ("stats",),
    ("similar", "one"),
    ("lineage", "one"),
    ("index", "status"),
    ("index", "update"),
    ("index", "rebuild"),
    ("index", "add", "../cards"),
    ("index", "export"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("path", [".index", "../..", "/index", "~/index"])
def test_project_does_not_say_where_to_write(home: Path, path: str, command: tuple[str, ...]) -> None:
    configure(home, f'sources = ["cards"]\npath = "{path}"')
    before = sorted(home.rglob("*"))
    done = run(*command)
    assert done.exit_code == 2
    assert f"{home / '.cardlint.toml'}:3: `index.path` sets where to write" in done.output
    assert "--index DIR, CARDLINT_INDEX or `" in done.output
    assert sorted(home.rglob("*")) == before


OUTSIDE = (
    "hf://models/someone",
    "hf://datasets?search=x",
    "hub-cache",
    "/",
    "..",
    "../..",
    "../../other",
    "~",
    "/etc/passwd",
)


@pytest.mark.parametrize("source", [*OUTSIDE, "linked", "linked-card.md"])
@pytest.mark.parametrize(
    "command", [("search", "one"), ("search", "--refresh"), ("stats",), ("index", "update")], ids=" ".join
)
def test_project_names_only_what_is_inside(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, command: tuple[str, ...]
) -> None:
    """Nothing is requested or read: neither the Hub, nor the server that the environment names as the Hub."""
    (tmp_path / "outside" / "two").mkdir(parents=True)
    (tmp_path / "outside" / "two" / "README.md").write_text("# Two\n")
    (home / "linked").symlink_to(tmp_path / "outside")
    (home / "linked-card.md").symlink_to(tmp_path / "outside" / "two" / "README.md")
    asked: list[object] = []
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setattr("cardlint.search.sources.hub_client.require_reachable", lambda: asked.append("the Hub"))
    monkeypatch.setattr("cardlint.search.sources.hub_client.cached", lambda folder: asked.append(folder) or ([], []))
    configure(home, f'sources = ["cards", "{source}"]')
    done = run(*command)
    assert (done.exit_code, asked) == (2, [])
    assert f"{home / '.cardlint.toml'}:2: `index.sources` names `{source}`" in done.output
    assert "can name only what is inside it" in done.output
    assert "cardlint.toml`, or build an index of it: `cardlint index add SOURCE --index DIR`" in done.output
    assert not (tmp_path / "cache" / "cardlint").exists()


def test_configuration_that_a_project_extends_says_no_more(home: Path) -> None:
    (home / "base.toml").write_text('[index]\nsources = ["hf://models/x"]\n')
    (home / ".cardlint.toml").write_text('extend = "base.toml"\n')
    done = run("search")
    assert done.exit_code == 2
    assert f"{home / 'base.toml'}:2: `index.sources` names `hf://models/x`" in done.output


def test_project_is_what_git_keeps(home: Path) -> None:
    """In a repository with several projects, one can name the cards of another."""
    (home / "inner").mkdir()
    (home / "inner" / ".cardlint.toml").write_text('[index]\nsources = ["../cards"]\n')
    os.chdir(home / "inner")
    assert "`index.sources` names `../cards`" in run("search").output
    (home / ".git").mkdir()
    assert found() == ["one"]


def test_index_of_a_project_lies_in_the_cache_by_the_path_of_its_configuration(home: Path, tmp_path: Path) -> None:
    configure(home)
    assert found() == ["one"]
    where = Path(address_of(None))
    assert where.parent == tmp_path / "cache" / "cardlint" / "projects"
    assert not [path for path in home.rglob("*") if path.suffix == ".sqlite"]
    (tmp_path / "alias").symlink_to(home)
    os.chdir(tmp_path / "alias")
    assert Path(address_of(None)) == where
    shutil.copytree(home, tmp_path / "moved")
    os.chdir(tmp_path / "moved")
    assert Path(address_of(None)) != where
    assert found() == ["one"]


def test_index_that_a_cache_of_ci_restored_is_used(home: Path, tmp_path: Path) -> None:
    configure(home)
    assert found() == ["one"]
    (tmp_path / "cache").rename(tmp_path / "kept")
    shutil.copytree(tmp_path / "kept", tmp_path / "cache")
    for path in (*(tmp_path / "cache").rglob("*"), *home.rglob("*")):
        os.utime(path, (1, 1))
    assert json.loads(run("index", "status", "--format", "json").output)["cards"] == 1
    done = run("search", "--format", "ids")
    assert (done.exit_code, done.output) == (0, "one\n")
    assert json.loads(run("index", "status", "--format", "json").output)["generation"] == "generation-000001"


def test_own_configuration_names_any_source_and_any_place(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user_settings(tmp_path, monkeypatch, f'sources = ["{home / "cards"}"]\npath = "own-index"')
    monkeypatch.chdir(tmp_path)
    assert address_of(None) == str(tmp_path / "config" / "cardlint" / "own-index")
    assert found() == ["one"]
    user_settings(tmp_path, monkeypatch, 'sources = ["hf://models/x", "hub-cache", "~", "/"]')
    named = project()
    assert isinstance(named, Project)
    assert named.sources == ("hf://models/x", "hub-cache", os.path.expanduser("~"), "/")
    assert named.address == str(tmp_path / "cache" / "cardlint" / "index")


def test_project_comes_before_the_own_configuration(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two projects must not share an index: `path` is only for the user's own."""
    user_settings(tmp_path, monkeypatch, 'sources = ["hf://models/x"]\npath = "own-index"\nrefresh = false')
    configure(home)
    named = project()
    assert isinstance(named, Project)
    assert named.sources == (str(home / "cards"),)
    assert "projects" in named.address
    assert named.refresh is False
    assert "there is no index" in run("search").output
    assert found("--refresh") == ["one"]


@pytest.mark.parametrize("damage", ["cut", "older"])
def test_search_that_rebuilds_an_index_does_not_go_where_it_says(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    """Only `index rebuild` and `index update` read the sources that an index from elsewhere lists."""
    place_ = ("--index", str(tmp_path / "index"))
    assert run("index", "add", str(home / "cards"), *place_).exit_code == 0
    asked: list[str] = []
    monkeypatch.setattr("cardlint.search.sources.hub_client.require_reachable", lambda: asked.append("the Hub"))
    (tmp_path / "index" / "sources.json").write_text('{"hf://models/x": null}')
    expected = json.loads((tmp_path / "index" / "index.json").read_text())
    (tmp_path / "index" / "index.json").write_text(json.dumps({**expected, "format": 1}))
    (database,) = (tmp_path / "index").glob("generation-*/catalogue.sqlite")
    if damage == "cut":
        database.write_bytes(database.read_bytes()[:5000])
    done = run("search", *place_)
    assert (done.exit_code, asked) == (2 if damage == "cut" else 0, [])
    if damage == "cut":
        assert "cardlint index rebuild" in done.output
