""".gitignore files exclude the same paths as in git: git itself is asked, about patterns and trees of every kind."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cardlint.search.sources.folders.source import FolderSource
from cardlint.system.gitignore.rules import IgnoreRules, rules_above

pytestmark = pytest.mark.skipif(shutil.which("git") is None or os.name == "nt", reason="git is asked")

QUIET = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}


def git(folder: str, *arguments: str) -> list[str]:
    done = subprocess.run(["git", *arguments], cwd=folder, env=QUIET, capture_output=True, check=True, timeout=60)
    return sorted(os.fsdecode(name) for name in done.stdout.split(b"\0") if name)


def kept_by_git(folder: str) -> list[str]:
    return git(folder, "ls-files", "-z", "-o", "--exclude-standard")


def kept(folder: str) -> list[str]:
    """Return the files below ``folder`` that are not ignored."""
    found = []
    waiting = [(folder, rules_above(folder))]
    while waiting:
        place, rules = waiting.pop()
        rules = rules.within(place)
        for entry in os.scandir(place):
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name != ".git" and not rules.ignores(entry.path, is_folder=is_folder):
                if is_folder:
                    waiting.append((entry.path, rules))
                else:
                    found.append(os.path.relpath(entry.path, folder))
    return sorted(found)


def write(folder: str, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)


@pytest.fixture
def tree(tmp_path: Path) -> str:
    git(str(tmp_path), "init", "-q")
    return str(tmp_path)


FILES = (
    "a",
    "data/x",
    "data/keep/x",
    "data/keep/y/x",
    "x/mid",
    "x/y/mid",
    "x/y/z/mid",
    "foo bar",
    "foo bar ",
    "foo",
    "foobar/baz",
    "q?x",
    "qax",
    "[br]",
    "b",
    "é",
    "#a",
    "!a",
    "a\\b",
    "sub/a",
    "sub/x/mid",
)


@pytest.mark.parametrize(
    "rules",
    [
        "data/*\n!data/keep/\n",
        "data/**\n!data/keep/\n!data/keep/**\n",
        "x/**/mid\n",
        "x/**\n",
        "**/mid\n",
        "**/y/**\n",
        "/**/x/mid\n",
        "foo\\ bar\n",
        "q\\?x\n",
        "q?x\n",
        "\\[br\\]\n",
        "[br]\n",
        "foo bar\\ \n",
        "foo bar \n",
        "foo bar\t\n",
        "foo\r\n",
        "?\n",
        "??\n",
        "\\#a\n#b\n",
        "\\!a\n",
        "a\\\\b\n",
        "a\\\n",
        "[a-\n",
        "[!a]\n",
        "[^a]\n",
        "[]a]\n",
        "[[:alpha:]]\n",
        "[[:word:]]\n",
        "[[:alpha]a]\n",
        "\ufeffa\n",
        "foo**/baz\n",
        "x**mid\n",
        "/a\n",
        "sub/\n!sub/a\n",
        "*\n!*/\n!a\n",
        "/*\n!/sub\n",
        "/\n",
        "//\n",
        "a//\n",
        "*/mid\n",
        "x/*/mid\n",
        "**\n!sub/**\n",
        "**\\/mid\n",
        "\n\n \n",
        "a",
    ],
)
def test_rule_means_what_git_says(tree: str, rules: str) -> None:
    write(tree, {**dict.fromkeys(FILES, ""), ".gitignore": rules})
    assert kept(tree) == kept_by_git(tree)


NAMES = st.sampled_from(["a", "b", "ab", "aa", "b a", "a ", "*", "?", "[a]", "\\", "é", "!a", "-"])
PIECES = st.sampled_from(
    [
        "a",
        "b",
        "ab",
        "*",
        "**",
        "/",
        "/",
        "?",
        "[ab]",
        "[!a]",
        "[a-b]",
        "[[:alpha:]]",
        "[",
        "]",
        "\\",
        " ",
        "!",
        "é",
        "-",
        "#",
    ]
)
LINES = st.lists(PIECES, max_size=7).map("".join)
RULES = st.lists(LINES, max_size=5).map("\n".join)
PATHS = st.lists(st.lists(NAMES, min_size=1, max_size=4).map("/".join), min_size=1, max_size=10)


@settings(max_examples=150, deadline=None)
@given(paths=PATHS, rules=RULES, inner=RULES)
@example(paths=["b/a/a/b"], rules="b**/b\n", inner="")
def test_any_rules_leave_out_what_git_does(paths: list[str], rules: str, inner: str) -> None:
    with tempfile.TemporaryDirectory() as tree:
        git(tree, "init", "-q")
        for path in paths:
            place = os.path.join(tree, path)
            try:
                os.makedirs(os.path.dirname(place), exist_ok=True)
                Path(place).touch()
            except OSError:  # there is a file where another path needs a folder
                continue
        write(
            tree, {".gitignore": rules, "a/.gitignore": inner} if os.path.isdir(f"{tree}/a") else {".gitignore": rules}
        )
        assert kept(tree) == kept_by_git(tree)


def test_rules_above_a_source_apply_up_to_its_work_tree(tree: str) -> None:
    write(tree, {".gitignore": "old\n", "cards/.gitignore": "/x/draft\n", "cards/x/.gitignore": "!older\nolder\n"})
    write(tree, {f"cards/x/{name}/README.md": "# Card\n" for name in ("new", "old", "older", "draft")})
    found = [os.path.relpath(card.path, tree) for card in FolderSource(f"{tree}/cards/x").candidates()]
    assert found == ["cards/x/new/README.md"]


def test_ignored_folder_that_is_named_is_wanted(tree: str) -> None:
    write(tree, {".gitignore": "build\n*.md\n", "build/x/README.md": "# Card\n"})
    assert len(list(FolderSource(f"{tree}/build/x").candidates())) == 1


def test_rules_outside_a_work_tree_are_not_read(tmp_path: Path) -> None:
    write(str(tmp_path), {".gitignore": "*\n", "inner/a": ""})
    git(str(tmp_path / "inner"), "init", "-q")
    assert kept(str(tmp_path / "inner")) == kept_by_git(str(tmp_path / "inner")) == ["a"]


def test_linked_rules_are_none(tree: str) -> None:
    write(tree, {"rules": "a\n", "a": ""})
    os.symlink("rules", f"{tree}/.gitignore")
    assert kept(tree) == kept_by_git(tree)


def test_hostile_patterns_take_no_time(tmp_path: Path) -> None:
    rules = "*a" * 40 + "b\n" + "**/" * 40 + "b\n" + "x/" + "**/a*a*/" * 20 + "b\n"
    (tmp_path / ".gitignore").write_text(rules)
    rules = IgnoreRules().within(str(tmp_path))
    assert not rules.ignores(str(tmp_path / ("a" * 250)))
    assert not rules.ignores(str(tmp_path / "x" / "/".join(["aa"] * 200)))
