"""``cardlint check --diff-from`` in an untrusted repository: no program that it names is run, and nothing in it makes git wait."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_check import cardlint, write
from test_diff_from import OLD, SELECT, found, git, make_repository
from test_diff_from import git_output as output

NEW = OLD.replace("tags:", "language: english\ntags:")
NEWS = [("a/README.md", 3, "invalid-language")]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the planted programs are shell scripts")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return make_repository(tmp_path)


@pytest.fixture
def trap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program outside the repository that creates ``run`` next to itself, and copies its input to its output."""
    return program(tmp_path_factory.mktemp("trap") / "trap")


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n: > '{path.parent}/run'\nexec cat\n")
    path.chmod(0o755)
    return path


def has_run(trap: Path) -> bool:
    return (trap.parent / "run").exists()


def plant_git_directory(folder: Path, trap: Path) -> None:
    """Make ``folder`` look like a git directory that is its own work tree, which can be part of a commit."""
    (folder / "objects").mkdir(parents=True)
    (folder / "refs").mkdir()
    write(folder, "", "objects/keep")
    write(folder, "", "refs/keep")
    write(folder, "ref: refs/heads/main\n", "HEAD")
    write(folder, f"[core]\nrepositoryformatversion = 0\nbare = false\nworktree = .\nfsmonitor = {trap}\n", "config")
    empty_tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    write(folder, f"{empty_tree}\n", "refs/heads/main")
    write(folder, OLD)
    subprocess.run(["git", "-C", folder, "-c", "core.fsmonitor=false", "add", "README.md"], check=True)


@pytest.mark.parametrize(
    ("start", "arguments"),
    [
        (".", (".",)),
        (".", ("evil",)),
        (".", ("evil/README.md",)),
        (".", ("*/README.md",)),
        ("evil", ()),
        ("..", ("{top}/evil",)),
        ("/", ("{top}/evil/README.md",)),
    ],
    ids=["all", "folder named", "card named", "pattern", "started there", "named from outside", "named absolutely"],
)
def test_planted_git_directory_is_a_folder_like_others(
    repository: Path, trap: Path, start: str, arguments: tuple[str, ...]
) -> None:
    plant_git_directory(repository / "evil", trap)
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "a folder")
    write(repository, NEW, "evil/README.md")
    places = found(repository / start, *(each.format(top=repository) for each in arguments))
    assert not has_run(trap)
    assert [(Path(path).name, *rest) for path, *rest in places] == [("README.md", 3, "invalid-language")]


def test_checkout_that_looks_like_a_git_directory_is_none(repository: Path, trap: Path) -> None:
    plant_git_directory(repository / "evil", trap)
    for each in (repository / "evil").iterdir():
        each.rename(repository / each.name)
    write(repository, NEW, "a/README.md")
    assert found(repository, "a") == NEWS
    assert not has_run(trap)


CONFIGURATION: dict[str, list[tuple[str, str]]] = {
    "clean filter": [("filter.x.clean", "{trap}")],
    "filter process": [("filter.x.process", "{trap}"), ("filter.x.required", "true")],
    "file system monitor": [("core.fsmonitor", "{trap}")],
    "external diff": [("diff.external", "{trap}"), ("diff.x.command", "{trap}")],
    "text converter": [("diff.x.textconv", "{trap}")],
    "pager": [("core.pager", "{trap}"), ("pager.cat-file", "{trap}"), ("pager.ls-tree", "{trap}")],
    "aliases": [(f"alias.{name}", "!{trap}") for name in ("rev-parse", "merge-base", "ls-tree", "cat-file", "diff")],
    "signatures": [("gpg.program", "{trap}"), ("log.showSignature", "true")],
    "editor and askpass": [("core.editor", "{trap}"), ("core.askPass", "{trap}"), ("credential.helper", "!{trap}")],
    "hooks": [("core.hooksPath", "{trap.parent}")],
    "refs of alternates": [("core.alternateRefsCommand", "{trap}")],
}


@pytest.mark.parametrize("name", CONFIGURATION)
@pytest.mark.parametrize("place", ["config", "included"])
def test_configuration_of_the_repository_runs_nothing(repository: Path, trap: Path, name: str, place: str) -> None:
    write(repository, "*.md filter=x diff=x\n", ".git/info/attributes")
    file = "config" if place == "config" else "included"
    for key, value in CONFIGURATION[name]:
        git(repository, "config", "--file", f".git/{file}", key, value.format(trap=trap))
    if place == "included":
        git(repository, "config", "include.path", "included")
    (trap.parent / "post-index-change").symlink_to(trap)
    write(repository, NEW, "a/README.md")
    (trap.parent / "run").unlink(missing_ok=True)  # git itself has run it in the meantime
    assert found(repository) == NEWS
    assert not has_run(trap)


def test_hook_is_not_run(repository: Path, trap: Path) -> None:
    write(repository, OLD, "b/README.md")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "second")
    hooks = repository / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "post-index-change").symlink_to(trap)
    os.utime(repository / "b/README.md", (0, 0))  # git would rewrite the index
    write(repository, NEW, "a/README.md")
    assert found(repository) == NEWS
    assert not has_run(trap)


REMOTES: dict[str, dict[str, str]] = {
    "command on the other side": {"remote.origin.url": "{top}", "remote.origin.uploadpack": "{trap}"},
    "ssh": {"remote.origin.url": "ssh://localhost/x", "core.sshCommand": "{trap}"},
    "proxy": {"remote.origin.url": "git://localhost/x", "core.gitProxy": "{trap}"},
    "ext": {"remote.origin.url": "ext::{trap}", "protocol.ext.allow": "always"},
    "file allowed": {
        "remote.origin.url": "file://{top}",
        "protocol.file.allow": "always",
        "remote.origin.uploadpack": "{trap}",
    },
}


AS_WITH_AN_OLD_GIT = """
import sys
from cardlint.__main__ import main
from cardlint.run.git import command
del command._VARIABLES["GIT_NO_LAZY_FETCH"]
sys.exit(main())
"""


@pytest.mark.parametrize("name", REMOTES)
@pytest.mark.parametrize("lost", ["blob", "tree"])
def test_partial_clone_fetches_nothing(repository: Path, trap: Path, name: str, lost: str) -> None:
    write(repository, NEW, "a/README.md")
    number = output(repository, "rev-parse", "HEAD:a/README.md" if lost == "blob" else "HEAD:a")
    (repository / ".git/objects" / number[:2] / number[2:]).unlink()
    settings = {
        "core.repositoryformatversion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
    }
    for key, value in (settings | REMOTES[name]).items():
        git(repository, "config", key, value.format(trap=trap, top=repository))
    done = cardlint("check", *SELECT, "--diff-from", "main", cwd=repository)
    assert (done.returncode, "partial clone lacks some" in done.stderr) == (2, True)
    assert not has_run(trap)
    command = [sys.executable, "-c", AS_WITH_AN_OLD_GIT, "check", *SELECT, "--diff-from", "main"]
    code = subprocess.run(command, cwd=repository, capture_output=True, check=False).returncode
    assert (code, has_run(trap)) == (2, False)


@pytest.mark.parametrize("path", [".:{path}", ":{path}", "{path}:", "{top}/bin:{path}", "{link}:{path}", "bin:{path}"])
def test_git_of_the_checkout_is_not_run(repository: Path, tmp_path_factory: pytest.TempPathFactory, path: str) -> None:
    for place in ("git", "bin/git"):
        program(repository / place)
    link = tmp_path_factory.mktemp("elsewhere") / "link"
    link.symlink_to(repository / "bin")
    write(repository, NEW, "a/README.md")
    path = path.format(path=os.environ["PATH"], top=repository, link=link)
    done = cardlint("check", *SELECT, "--format", "concise", "--diff-from", "main", cwd=repository, PATH=path)
    assert not (repository / "run").exists()
    assert not (repository / "bin/run").exists()
    assert done.stdout.startswith("a/README.md:3:"), done.stderr


def test_without_another_git_it_is_an_error(repository: Path) -> None:
    program(repository / "git")
    done = cardlint("check", *SELECT, "--diff-from", "nope", "--fix", cwd=repository, PATH=str(repository))
    assert not (repository / "run").exists()
    done = cardlint("check", "--diff-from", "nope", cwd=repository, PATH=str(repository))
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "cardlint: git cannot be started")


VARIABLES: dict[str, dict[str, str]] = {
    "of a hook": {"GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index", "GIT_PREFIX": ""},
    "of a hook below the top": {"GIT_DIR": ".git", "GIT_WORK_TREE": "."},
    "elsewhere": {"GIT_DIR": "/nowhere", "GIT_COMMON_DIR": "/nowhere", "GIT_OBJECT_DIRECTORY": "/nowhere"},
    "work tree": {"GIT_WORK_TREE": "/nowhere"},
    "external diff": {"GIT_EXTERNAL_DIFF": "{trap}", "GIT_PAGER": "{trap}", "PAGER": "{trap}"},
    "programs": {"GIT_EXEC_PATH": "{trap.parent}", "GIT_SSH_COMMAND": "{trap}", "GIT_ASKPASS": "{trap}"},
    "settings": {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": "{trap}"},
    "settings of git -c": {"GIT_CONFIG_PARAMETERS": "'core.fsmonitor'='{trap}'"},
    "trace": {"GIT_TRACE": "1", "GIT_TRACE2": "1"},
}


@pytest.mark.parametrize("name", VARIABLES)
@pytest.mark.parametrize("start", [".", "a"])
def test_variables_of_git_lead_nowhere_else(repository: Path, trap: Path, name: str, start: str) -> None:
    write(repository, NEW, "a/README.md")
    variables = {key: value.format(trap=trap) for key, value in VARIABLES[name].items()}
    arguments = ("check", *SELECT, "--format", "concise", "--diff-from", "main")
    done = cardlint(*arguments, cwd=repository / start, **variables)
    assert not has_run(trap)
    assert done.stdout.split(":")[:2] == ["README.md" if start == "a" else "a/README.md", "3"], done.stderr


@pytest.mark.parametrize("is_bare", [False, True])
def test_work_tree_of_the_configuration_counts_for_nothing(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, is_bare: bool
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    write(elsewhere, OLD, "a/README.md")
    git(repository, "config", "core.worktree", str(elsewhere))
    git(repository, "config", "core.bare", str(is_bare).lower())
    write(repository, NEW, "a/README.md")
    assert found(repository) == NEWS


def test_what_was_committed_counts_and_not_its_replacement(repository: Path) -> None:
    write(repository, NEW, "a/README.md")
    other = output(repository, "hash-object", "-w", "a/README.md")
    git(repository, "replace", output(repository, "rev-parse", "HEAD:a/README.md"), other)
    assert found(repository) == NEWS


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_repository_of_another_user_needs_the_word_of_this_one(repository: Path, tmp_path: Path) -> None:
    write(repository, NEW, "a/README.md")
    for path in (repository, *repository.rglob("*")):
        os.chown(path, 12345, 12345)
    done = cardlint("check", *SELECT, "--diff-from", "main", cwd=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert "ownership" in done.stderr
    assert f"git config --global --add safe.directory {repository}" in done.stderr
    settings = write(tmp_path, f"[safe]\ndirectory = {repository}\n", "settings")
    done = cardlint("check", *SELECT, "--diff-from", "main", cwd=repository, GIT_CONFIG_GLOBAL=str(settings))
    assert done.returncode == 1, done.stderr


def pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)


@pytest.mark.parametrize("name", ["config", "packed-refs", "objects/info/alternates"])
def test_pipe_that_git_would_wait_for_is_an_error(repository: Path, name: str) -> None:
    write(repository, NEW, "a/README.md")
    pipe(repository / ".git" / name)
    done = cardlint("check", "--select", "invalid-language", "--kind", "model", "--diff-from", "main", cwd=repository)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2,
        f"cardlint: {repository}/.git/{name}: not a regular file",
    )


@pytest.mark.parametrize(
    ("plant", "expected"),
    [
        (lambda path: path.write_text("gitdir: nowhere\n"), "does not refer to a git directory"),
        (lambda path: path.write_bytes(b"gitdir: a\0b\n"), "does not refer to a git directory"),
        (lambda path: path.write_text("words\n"), "does not refer to a git directory"),
        (lambda path: path.write_bytes(b"gitdir: " + b"x" * 2**21), "larger than"),
        (pipe, "not in a git repository"),
        (lambda path: path.symlink_to("/dev/zero"), "not in a git repository"),
        (lambda path: path.mkdir(), "not in a git repository"),
    ],
    ids=["leads nowhere", "NUL character", "says nothing", "very long", "pipe", "device", "empty folder"],
)
def test_git_file_of_a_stranger(tmp_path: Path, plant: Callable[[Path], Any], expected: str) -> None:
    write(tmp_path, OLD)
    plant(tmp_path / ".git")
    arguments = ("check", "--select", "unknown-license", "--kind", "model", "--diff-from", "main")
    done = cardlint(*arguments, cwd=tmp_path, GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert done.returncode == 2
    assert expected in done.stderr.splitlines()[0]


def test_git_file_below_the_checkout_keeps_nobody_from_the_other_cards(repository: Path) -> None:
    write(repository, OLD, "evil/README.md")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "second")
    write(repository, "words\n", "evil/.git")
    for name in ("evil/README.md", "a/README.md"):
        write(repository, NEW, name)
    expected = [("a/README.md", 3, "invalid-language"), ("evil/README.md", 3, "invalid-language")]
    assert found(repository, "a/README.md", "evil/README.md") == expected
    write(repository, NEW, "evil/new/README.md")
    done = cardlint("check", *SELECT, "--diff-from", "main", "--format", "concise", cwd=repository)
    assert (done.returncode, done.stdout.count("invalid-language")) == (2, 2)
    assert "evil/.git: does not refer to a git directory" in done.stderr


def make_object(folder: Path, kind: str, content: bytes) -> str:
    command = ["git", "hash-object", "-w", "-t", kind, "--stdin", "--literally"]
    return subprocess.run(command, cwd=folder, input=content, capture_output=True, check=True).stdout.decode().strip()


def test_tree_of_countless_files_is_an_error(repository: Path) -> None:
    tree = make_object(repository, "blob", b"x")
    mode = b"100644"
    for _ in range(8):
        names = sorted(f"{number:02}".encode() for number in range(20))
        tree = make_object(
            repository, "tree", b"".join(mode + b" " + name + b"\0" + bytes.fromhex(tree) for name in names)
        )
        mode = b"40000"
    commit = output(repository, "commit-tree", "-m", "many", tree)
    git(repository, "update-ref", "refs/heads/main", commit)
    done = cardlint("check", *SELECT, "--diff-from", "main", cwd=repository)
    assert (done.returncode, done.stderr.count("has more than 1,000,000 files")) == (2, 1)


def test_card_that_was_very_large_is_new(repository: Path) -> None:
    write(repository, OLD + "x" * 33 * 1024 * 1024, "a/README.md")
    git(repository, "commit", "-q", "-a", "-m", "large")
    write(repository, OLD, "a/README.md")
    assert found(repository) == [("a/README.md", 2, "unknown-license")]


@pytest.mark.parametrize(
    "revision", ["-", "--all", "--git-dir=/", "a\nb", "", ":a/README.md", "HEAD:a", "main..HEAD", "^main"]
)
def test_words_that_are_not_a_revision(repository: Path, revision: str) -> None:
    done = cardlint("check", *SELECT, f"--diff-from={revision}", cwd=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("cardlint: ")
