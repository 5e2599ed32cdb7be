"""`check` and `task` skip what git ignores when they search folders and expand globs, like `index add`."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from test_check import cardlint, write

from cardlint.card.files import find_cards
from cardlint.config.configurations import Configurations, Overrides
from cardlint.run.cards import Cards
from cardlint.search.sources.folders.source import FolderSource
from cardlint.system.errors import CardlintError

pytestmark = pytest.mark.skipif(shutil.which("git") is None or os.name == "nt", reason="git is asked")

QUIET = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
WRONG = "---\nlicense: MIT\n---\n"
MODEL = "---\npipeline_tag: text-generation\n---\n"


def init(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "init", "-q"], cwd=folder, env=QUIET, check=True)
    return folder


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a work tree that ignores `build/`, with one card in it and one elsewhere."""
    monkeypatch.chdir(init(tmp_path))
    write(tmp_path, "build/\n", ".gitignore")
    for name in ("kept", "build", "kept/build/deep", "a/b"):
        write(tmp_path, WRONG, f"{name}/README.md")
    return tmp_path


def checked(*paths: str, respect: bool | None = None) -> set[str]:
    """Return the folders of the cards that `check` finds; ``respect`` is the option on the command line."""
    settings = {} if respect is None else {"respect-gitignore": respect}
    failed: list[CardlintError] = []
    cards = Cards(Configurations(Overrides(settings))).find(paths or (".",), failed)
    assert failed == []
    return {os.path.dirname(card) for card in cards}


@pytest.mark.parametrize(
    ("path", "folders"),
    [
        pytest.param(".", {"kept", "a/b"}, id="the current folder"),
        pytest.param("kept", {"kept"}, id="a folder below the rules"),
        pytest.param("**/README.md", {"kept", "a/b"}, id="a glob that enters ignored folders"),
        pytest.param("*/README.md", {"kept"}, id="a glob that matches a card in an ignored folder"),
        pytest.param("*", {"kept", "a/b"}, id="a glob that matches an ignored folder"),
        pytest.param("[bk]*/**/README.md", {"kept"}, id="a glob that passes through an ignored folder"),
        pytest.param("build/README.md", {"build"}, id="a card that is named"),
        pytest.param("build", {"build"}, id="an ignored folder that is named"),
        pytest.param("kept/build/*", {"kept/build/deep"}, id="an ignored folder that is named before a wildcard"),
        pytest.param("kept/*/../README.md", {"kept/build/.."}, id="a glob that goes back up"),
    ],
)
def test_check_leaves_out_what_git_ignores(path: str, folders: set[str], tree: Path) -> None:
    assert checked(path) == folders


@pytest.mark.parametrize(
    ("setting", "respect", "path", "folders"),
    [
        pytest.param("false", None, ".", {"kept", "a/b", "build", "kept/build/deep"}, id="the setting"),
        pytest.param("true", None, ".", {"kept", "a/b"}, id="the setting that is the default"),
        pytest.param("false", True, ".", {"kept", "a/b"}, id="the option wins"),
        pytest.param("true", False, "kept", {"kept", "kept/build/deep"}, id="the option wins too"),
        pytest.param("false", None, "*/README.md", {"kept", "build"}, id="the setting for a glob"),
    ],
)
def test_setting_says_whether_git_is_followed(
    setting: str, respect: bool | None, path: str, folders: set[str], tree: Path
) -> None:
    write(tree, f"respect-gitignore = {setting}\n", ".cardlint.toml")
    assert checked(path, respect=respect) == folders


@pytest.mark.parametrize(
    ("option", "count"), [((), 2), (("--no-respect-gitignore",), 4), (("--respect-gitignore",), 2)], ids=str
)
def test_option_of_check(option: tuple[str, ...], count: int, tree: Path) -> None:
    done = cardlint("check", "--format", "concise", *option, cwd=tree)
    assert len({line.split(":")[0] for line in done.stdout.splitlines() if "README.md:" in line}) == count


def test_file_of_the_searched_folder_decides(tree: Path) -> None:
    write(tree, "respect-gitignore = false\n", "kept/.cardlint.toml")
    assert checked(".") == {"kept", "a/b"}
    assert checked("kept") == {"kept", "kept/build/deep"}


@pytest.mark.parametrize("argument", [".", "**/README.md"])
def test_folder_in_which_git_ignores_every_card_says_so(argument: str, tree: Path) -> None:
    write(tree, "README.md\n", ".gitignore")
    done = cardlint("check", argument, cwd=tree)
    assert done.returncode == 2
    assert "--no-respect-gitignore" in done.stderr


def test_folder_without_a_card_says_nothing_of_git(tmp_path: Path) -> None:
    done = cardlint("check", ".", cwd=init(tmp_path))
    assert (done.returncode, "gitignore" in done.stderr) == (2, False)


def test_repository_inside_another_keeps_its_own_rules(tree: Path) -> None:
    write(tree, "*draft*\nbuild/\n", ".gitignore")
    inner = init(tree / "inner")
    write(inner, "old/\n", ".gitignore")
    for name in ("draft", "old", "new"):
        write(inner, WRONG, f"{name}/README.md")
    write(tree, WRONG, "draft/README.md")
    assert checked(".") == {"kept", "a/b", "inner/draft", "inner/new"}
    assert checked("inner/*/README.md") == {"inner/draft", "inner/new"}
    assert checked("*/*/README.md") == {"a/b", "inner/draft", "inner/new"}


def test_submodule_and_work_tree_keep_their_own_rules(tree: Path) -> None:
    write(tree, "gitdir: ../.git/modules/inner\n", "inner/.git")
    write(tree, WRONG, "inner/build/README.md")
    assert checked(".") == {"kept", "a/b", "inner/build"}


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param({".gitignore": "build/\n"}, id="folders of a name"),
        pytest.param({".gitignore": "/a/*\n!/a/b\n"}, id="a folder is taken back"),
        pytest.param({".gitignore": "**/README.md\n!/kept/README.md\n"}, id="a card is taken back"),
        pytest.param({"kept/.gitignore": "build\n", "a/.gitignore": "*\n"}, id="rules of inner folders"),
        pytest.param({".gitignore": "*\n", "kept/.gitignore": "!README.md\n"}, id="nothing is taken back below"),
        pytest.param({".gitignore": "a\n", "inner/.gitignore": "!a\n"}, id="an inner file takes back"),
    ],
)
def test_check_index_and_git_find_the_same_cards(rules: dict[str, str], tmp_path: Path) -> None:
    init(tmp_path)
    for name in ("", "kept/", "build/", "kept/build/deep/", "a/b/", "inner/a/"):
        write(tmp_path, WRONG, f"{name}README.md")
    for name, text in rules.items():
        write(tmp_path, text, name)
    command = ["git", "ls-files", "-z", "-o", "--exclude-standard"]
    listed = subprocess.run(command, cwd=tmp_path, env=QUIET, capture_output=True, text=True, check=True).stdout
    of_git = sorted(str(tmp_path / name) for name in listed.split("\0") if name.endswith("README.md"))
    try:
        of_check = sorted(find_cards(str(tmp_path), pytest.fail))
    except CardlintError:
        of_check = []
    assert of_check == sorted(card.path for card in FolderSource(str(tmp_path)).candidates()) == of_git


def test_rules_count_in_a_copy_without_git(tmp_path: Path) -> None:
    write(tmp_path, "build\n", ".gitignore")
    write(tmp_path, WRONG, "build/README.md")
    write(tmp_path, WRONG, "kept/README.md")
    assert checked(str(tmp_path)) == {str(tmp_path / "kept")}


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        pytest.param([], 2, id="a folder"),
        pytest.param(["*/README.md"], 1, id="a glob"),
        pytest.param(["build"], 1, id="an ignored folder that is named"),
        pytest.param(["--no-respect-gitignore"], 4, id="all, when asked"),
    ],
)
def test_task_leaves_out_what_git_ignores(arguments: list[str], count: int, tree: Path) -> None:
    for card in tree.rglob("README.md"):
        card.write_text(MODEL, encoding="utf-8")
    done = cardlint("task", "--format", "jsonl", *arguments, cwd=tree)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, count)


def test_named_card_imports_nothing_of_it(tree: Path) -> None:
    done = cardlint("check", "kept/README.md", cwd=tree, PYTHONPROFILEIMPORTTIME="1")
    assert "cardlint.card.files" in done.stderr
    assert "gitignore" not in done.stderr
