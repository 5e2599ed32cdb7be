"""``cardlint check --diff-from`` in different layouts: worktrees, submodules, links, several repositories, and files that git converts."""

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from test_check import cardlint, write
from test_diff_from import OLD, SELECT, found, git, git_output, make_repository

NEW = OLD.replace("tags:", "language: english\ntags:")
NEWS = [("a/README.md", 3, "invalid-language")]
ALL_OF_OLD = [(2, "unknown-license")]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "repository").mkdir()
    return make_repository(tmp_path / "repository")


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "more")


@pytest.mark.parametrize(
    ("start", "arguments", "path"),
    [
        (".", (), "a/README.md"),
        (".", ("a",), "a/README.md"),
        (".", ("a/README.md",), "a/README.md"),
        (".", ("*/README.md",), "a/README.md"),
        (".", ("a", "a/README.md", "."), "a/README.md"),
        ("a", (".",), "README.md"),
        ("a", ("../a",), "../a/README.md"),
        ("..", ("repository",), "repository/README.md"),
        ("..", ("repository/*/README.md",), "repository/a/README.md"),
        ("/", ("{top}/a",), "{top}/a/README.md"),
    ],
)
def test_repository_is_found_from_where_the_user_stands_or_what_he_names(
    repository: Path, start: str, arguments: tuple[str, ...], path: str
) -> None:
    write(repository, NEW, "a/README.md")
    [(found_path, *place)] = found(repository / start, *(each.format(top=repository) for each in arguments))
    assert place == [3, "invalid-language"]
    assert Path(repository, start, found_path).resolve() == repository / "a/README.md"


def test_each_path_has_its_repository(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    make_repository(tmp_path / "second")
    write(tmp_path / "second", NEW, "a/README.md")
    assert found(tmp_path, "repository", "second") == [("second/a/README.md", 3, "invalid-language")]
    assert found(repository, ".", "../second") == [("../second/a/README.md", 3, "invalid-language")]


def test_folder_of_repositories_is_none(repository: Path, tmp_path: Path) -> None:
    done = cardlint("check", "--diff-from", "main", cwd=tmp_path, GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, f"cardlint: {repository}/a: not in a git repository")


def test_worktree(repository: Path, tmp_path: Path) -> None:
    git(repository, "worktree", "add", "-q", "-b", "work", str(tmp_path / "tree"))
    write(tmp_path / "tree", NEW, "a/README.md")
    write(repository, OLD + "More.\n", "a/README.md")
    commit(repository)
    assert found(tmp_path / "tree") == NEWS
    assert found(tmp_path / "tree/a", ".") == [("README.md", 3, "invalid-language")]


def test_worktree_inside_the_checkout_is_not_compared(repository: Path) -> None:
    git(repository, "worktree", "add", "-q", "-b", "work", "tree")
    write(repository, NEW, "a/README.md")
    done = cardlint("check", *SELECT, "--format", "concise", "--diff-from", "main", cwd=repository)
    assert done.returncode == 2
    assert done.stdout.startswith("a/README.md:3:")
    assert f"{repository}/tree is a separate repository inside {repository}" in done.stderr
    assert found(repository, "--exclude", "tree") == NEWS
    assert found(repository / "tree") == []


def test_submodule_is_another_repository(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    make_repository(tmp_path / "other")
    git(repository, "-c", "protocol.file.allow=always", "submodule", "-q", "add", str(tmp_path / "other"), "sub")
    commit(repository)
    done = cardlint("check", "--diff-from", "main", "sub", cwd=repository)
    assert (done.returncode, f"{repository}/sub is a separate repository inside" in done.stderr) == (2, True)
    write(repository, NEW, "sub/a/README.md")
    assert found(repository / "sub") == NEWS


def test_shallow_clone_names_the_way_out(repository: Path, tmp_path: Path) -> None:
    first = git_output(repository, "rev-parse", "HEAD")
    write(repository, NEW, "a/README.md")
    commit(repository)
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{repository}", "clone")
    done = cardlint("check", *SELECT, "--diff-from", first, cwd=tmp_path / "clone")
    assert (done.returncode, "fetch it first: a shallow clone lacks older commits" in done.stderr) == (2, True)
    assert found(tmp_path / "clone", revision="HEAD") == []


def test_repository_with_objects_elsewhere(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--shared", str(repository), "clone")
    write(tmp_path / "clone", NEW, "a/README.md")
    assert found(tmp_path / "clone") == NEWS


def test_repository_of_sha256(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--object-format=sha256", "-b", "main")
    make_repository(tmp_path)
    assert found(tmp_path) == []
    write(tmp_path, NEW, "a/README.md")
    assert found(tmp_path) == NEWS


def test_card_on_standard_input(repository: Path) -> None:
    arguments = ("check", *SELECT, "--format", "json", "--diff-from", "main", "-", "--stdin-filename")
    for start, name in ((".", "a/README.md"), ("..", "repository/a/README.md"), ("/", str(repository / "a/README.md"))):
        done = cardlint(*arguments, name, cwd=repository / start, stdin=NEW.encode())
        assert [each["line"] for each in json.loads(done.stdout)["diagnostics"]] == [3], done.stderr


def test_card_on_standard_input_without_a_name_is_new(repository: Path) -> None:
    done = cardlint(
        "check", *SELECT, "--diff-from", "main", "--format", "json", "-", cwd=repository, stdin=OLD.encode()
    )
    assert [each["line"] for each in json.loads(done.stdout)["diagnostics"]] == [2], done.stderr


def test_link_is_compared_as_the_card_that_it_leads_to(repository: Path) -> None:
    (repository / "b").mkdir()
    (repository / "b/README.md").symlink_to("../a/README.md")
    assert found(repository, "b/README.md") == [("b/README.md", 2, "unknown-license")]  # a new link is a new card
    commit(repository)
    assert found(repository, "b/README.md") == []
    write(repository, NEW, "a/README.md")
    assert found(repository, "b/README.md") == [("b/README.md", 3, "invalid-language")]
    (repository / "b/README.md").unlink()
    (repository / "b/README.md").symlink_to("../../repository/a/README.md")
    assert [line for _, line, _ in found(repository, "b/README.md")] == [2, 3]


def test_link_to_the_folder_of_a_card(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(repository / "a")
    write(repository, NEW, "a/README.md")
    assert found(tmp_path, "link") == [("link/README.md", 3, "invalid-language")]


@pytest.mark.parametrize(
    ("settings", "attributes"),
    [({"core.autocrlf": "true"}, ""), ({}, "*.md text eol=crlf\n"), ({}, "")],
    ids=["autocrlf", "eol", "rewritten by an editor"],
)
def test_line_ends_are_not_a_change(repository: Path, settings: dict[str, str], attributes: str) -> None:
    for key, value in settings.items():
        git(repository, "config", key, value)
    write(repository, attributes, ".gitattributes")
    commit(repository)
    write(repository, OLD.replace("\n", "\r\n"), "a/README.md")
    assert found(repository) == []
    write(repository, NEW.replace("\n", "\r\n"), "a/README.md")
    assert found(repository) == NEWS


def test_card_in_lfs_is_old_where_its_pointer_says_so(repository: Path) -> None:
    digest = hashlib.sha256(OLD.encode()).hexdigest()
    write(
        repository, f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(OLD)}\n", "a/README.md"
    )
    commit(repository)
    write(repository, OLD, "a/README.md")
    assert found(repository) == []
    write(repository, NEW, "a/README.md")
    assert [line for _, line, _ in found(repository)] == [2, 3]  # the old text is not in git


def test_file_that_git_was_made_to_forget_is_compared_all_the_same(repository: Path) -> None:
    git(repository, "rm", "-q", "--cached", "a/README.md")
    assert found(repository) == []
    write(repository, NEW, "a/README.md")
    assert found(repository) == NEWS


def test_moved_without_a_word_to_git(repository: Path) -> None:
    (repository / "a").rename(repository / "b")
    assert found(repository) == []
    write(repository, NEW, "b/README.md")
    assert found(repository) == [("b/README.md", 3, "invalid-language")]


def test_copy_is_new(repository: Path) -> None:
    shutil.copytree(repository / "a", repository / "b")
    assert found(repository) == [("b/README.md", 2, "unknown-license")]


def test_one_of_two_copies_of_a_moved_card_is_new(repository: Path) -> None:
    for name in ("b", "c"):
        shutil.copytree(repository / "a", repository / name)
    shutil.rmtree(repository / "a")
    assert found(repository) == [("c/README.md", 2, "unknown-license")]


def test_card_of_another_text_is_new(repository: Path) -> None:
    shutil.rmtree(repository / "a")
    write(
        repository,
        "---\nlicense: apache-2\n---\n# Another\n\nNothing that was here before is in this one.\n",
        "b/README.md",
    )
    assert found(repository) == [("b/README.md", 2, "unknown-license")]


def test_card_that_gets_its_right_name_is_old(repository: Path) -> None:
    (repository / "a/README.md").rename(repository / "a/card.md")
    commit(repository)
    (repository / "a/card.md").unlink()
    write(repository, NEW, "a/README.md")
    assert found(repository) == NEWS


@pytest.mark.parametrize("count", [40, 1_200], ids=["several", "more than are looked into"])
def test_folder_of_similar_cards_is_moved_and_each_edited(repository: Path, count: int) -> None:
    for number in range(count):
        write(repository, OLD.replace("# Model", f"# Model {number}"), f"models/m{number}/README.md")
    commit(repository)
    (repository / "models").rename(repository / "cards")
    for path in (repository / "cards").glob("*/README.md"):
        path.write_text(path.read_text().replace("tags:", "language: english\ntags:"))
    lines = [line for _, line, _ in found(repository)]
    assert lines.count(3) == count
    assert lines.count(2) == max(0, count - 1_000)


def test_file_next_to_a_moved_card_moves_with_it(repository: Path) -> None:
    results = "- dataset: {id: cais/hle, task_id: default}\n  value: 20.9\n  date: 2025-01-15\n"
    write(repository, results, "a/.eval_results/hle.yaml")
    commit(repository)
    (repository / "a").rename(repository / "b")
    options = ("--select", "invalid-eval-results")
    assert found(repository, *options) == []
    write(repository, "# more\n" + results, "b/.eval_results/hle.yaml")
    assert found(repository, *options) == []
    write(repository, results.replace("01-15", "01-16"), "b/.eval_results/hle.yaml")
    assert found(repository, *options) == [("b/.eval_results/hle.yaml", 3, "invalid-eval-results")]
    write(repository, results, "b/.eval_results/other.yaml")
    (repository / "b/.eval_results/hle.yaml").unlink()
    assert found(repository, *options) == []  # the same content under another name


def test_binary_and_large_cards_are_old_where_they_were_so_before(repository: Path) -> None:
    binary, large = repository / "a/README.md", repository / "b/README.md"
    options = ("--select", "invalid-encoding,oversized-card")
    binary.write_bytes(b"---\n\0\xff\n---\n")
    write(repository, "x" * (32 * 1024 * 1024 + 1), "b/README.md")
    assert {path for path, _, _ in found(repository, *options)} == {"a/README.md", "b/README.md"}
    commit(repository)
    assert found(repository, *options) == []
    binary.write_bytes(b"---\n\0\xff\n---\nmore\n")
    large.write_bytes(b"y" + large.read_bytes())
    assert found(repository, *options) == [("a/README.md", 1, "invalid-encoding")]


def test_lines_of_a_whole_rewritten_card(repository: Path) -> None:
    """No line occurs only once: the longest common subsequence counts as old."""
    block = "- one\n- one\n- two\n- two\n"
    write(repository, OLD.replace("- one\n", block * 4), "a/README.md")
    commit(repository)
    new = OLD.replace("- one\n", "- two\n" + block * 4 + "- one\n").replace(
        "license: apache-2\n", "license: apache-2\n"
    )
    write(repository, new, "a/README.md")
    assert found(repository) == []


def test_git_is_started_a_fixed_number_of_times(repository: Path, tmp_path: Path) -> None:
    """Calls are counted by a wrapper for git on PATH."""
    real = shutil.which("git")
    bin_folder = tmp_path / "bin"
    script = write(bin_folder, f'#!/bin/sh\necho "$*" >> {tmp_path}/calls\nexec {real} "$@"\n', "git")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    for number in range(30):
        write(repository, OLD, f"m{number}/README.md")
    commit(repository)
    counts = []
    for changed in (1, 30):
        for number in range(changed):
            write(repository, NEW, f"m{number}/README.md")
        done = cardlint(
            "check", *SELECT, "--diff-from", "main", cwd=repository, PATH=f"{bin_folder}:{os.environ['PATH']}"
        )
        assert f"{changed} error" in done.stdout
        counts.append(len((tmp_path / "calls").read_text().splitlines()))
        (tmp_path / "calls").unlink()
    assert counts == [6, 6]
    cardlint("check", "--diff-from", "nope", cwd=repository, PATH=f"{bin_folder}:{os.environ['PATH']}")
    assert len((tmp_path / "calls").read_text().splitlines()) == 3  # the last call lists the names for the suggestion


def test_processes_that_share_the_cards_do_not_mix_up_what_git_says(repository: Path) -> None:
    for number in range(60):
        write(repository, OLD.replace("# Model", f"# Model {number}"), f"m{number}/README.md")
    commit(repository)
    for number in range(60):
        write(repository, NEW.replace("# Model", f"# Model {number}"), f"m{number}/README.md")
    done = cardlint("check", "--fix", *SELECT, "--jobs", "3", "--diff-from", "main", cwd=repository)
    assert "fixed 60 findings" in done.stdout, done.stderr
    assert all("apache-2\nlanguage: en\n" in path.read_text() for path in repository.glob("m*/README.md"))


SILENT = """
import sys
from cardlint.__main__ import main
from cardlint.run.git import process
process.PATIENCE = 0.5
sys.exit(main())
"""


def test_git_that_waits_for_ever_is_stopped(repository: Path) -> None:
    for number in range(5):
        write(repository, OLD.replace("# Model", f"# Model {number}"), f"m{number}/README.md")
    commit(repository)
    for number in range(5):
        write(repository, NEW.replace("# Model", f"# Model {number}"), f"m{number}/README.md")
        name = git_output(repository, "rev-parse", f"HEAD:m{number}/README.md")
        path = repository / ".git/objects" / name[:2] / name[2:]
        path.unlink()
        os.mkfifo(path)
    command = [sys.executable, "-c", SILENT, "check", *SELECT, "--diff-from", "main"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr.count("git did not answer for 0.5 seconds and was stopped")) == (2, 1)
