"""Untrusted repositories: links that lead elsewhere, pipes, devices, very deep folders. Nothing outside is read or written."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from test_check import BAD, GOOD, cardlint, write

from cardlint.system.glob_search import expand

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and pipes as on Unix")

OUTSIDE = "---\nlicense: root:x:0:0:secret-of-the-machine\n---\n"
FIXED = BAD.replace("apache-2", "apache-2.0")


def link(path: Path, target: Path | str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def findings(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the paths with findings in a run with ``--format json``."""
    return [each["path"] for each in json.loads(done.stdout)["diagnostics"]]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A checkout with one card that has a problem, and a file outside of it."""
    write(tmp_path, OUTSIDE, "outside/README.md")
    write(tmp_path, BAD, "checkout/good/README.md")
    return tmp_path / "checkout"


@pytest.mark.parametrize(
    "argument", [".", "**/README.md", "*/README.md", "a*"], ids=["folder", "any depth", "one level", "a folder"]
)
@pytest.mark.parametrize("target", ["../../outside/README.md", "absolute"])
def test_a_card_that_links_out_of_the_tree_is_not_read(tree: Path, argument: str, target: str) -> None:
    link(tree / "a/README.md", tree.parent / "outside/README.md" if target == "absolute" else target)
    done = cardlint("check", argument, cwd=tree)
    assert done.returncode == 2
    assert "a/README.md: this link leads out of `" in done.stderr
    assert "name the file itself to check it" in done.stderr
    assert "secret-of-the-machine" not in done.stdout + done.stderr


def test_the_other_cards_are_checked_all_the_same(tree: Path) -> None:
    link(tree / "a/README.md", "../../outside/README.md")
    assert findings(cardlint("check", "--format", "json", ".", cwd=tree)) == ["good/README.md"]


@pytest.mark.parametrize(
    "options",
    [("--fix",), ("--fix", "--unsafe-fixes"), ("--add-ignores",), ("--diff",)],
    ids=lambda options: " ".join(options),
)
@pytest.mark.parametrize("argument", [".", "**/README.md"])
def test_nothing_is_written_through_a_link_out_of_the_tree(tree: Path, options: tuple[str, ...], argument: str) -> None:
    outside = tree.parent / "outside/README.md"
    outside.write_text(BAD)
    link(tree / "a/README.md", "../../outside/README.md")
    done = cardlint("check", *options, argument, cwd=tree)
    assert done.returncode == 2
    assert outside.read_text() == BAD
    assert "outside" not in done.stdout


def test_a_folder_that_links_out_of_the_tree_is_not_entered(tree: Path) -> None:
    link(tree / "a", "../outside")
    for argument in (".", "**/README.md"):
        done = cardlint("check", "--format", "json", argument, cwd=tree)
        assert (done.returncode, findings(done), done.stderr) == (1, ["good/README.md"], "")


@pytest.mark.parametrize("argument", ["*/README.md", "a/*.md", "*/sub/*", "*"])
def test_a_glob_enters_no_folder_that_links_out_of_the_tree(tree: Path, argument: str) -> None:
    outside = [write(tree.parent, BAD, f"outside/{name}") for name in ("README.md", "sub/README.md")]
    link(tree / "a", "../outside")
    done = cardlint("check", "--fix", argument, cwd=tree)
    if argument == "a/*.md":  # the user names the folder
        assert (done.returncode, outside[0].read_text()) == (0, FIXED)
    else:
        assert done.returncode == 2
        assert "this link leads out of `.`, so it is not followed" in done.stderr
        assert [each.read_text() for each in outside] == [BAD, BAD]


def test_a_glob_enters_a_folder_that_links_within_the_tree(tree: Path) -> None:
    link(tree / "a", "good")
    for argument in ("*", "a*", "*/README.md"):
        done = cardlint("check", "--format", "json", argument, cwd=tree)
        assert (done.returncode, done.stderr) == (1, "")
        assert "a/README.md" in findings(done)


def test_a_link_that_the_configuration_excludes_is_not_a_failure(tree: Path) -> None:
    link(tree / "a/README.md", "../../outside/README.md")
    done = cardlint("check", "--exclude", "a/**", "--format", "json", ".", cwd=tree)
    assert (done.returncode, findings(done), done.stderr) == (1, ["good/README.md"], "")


def test_a_link_to_a_parent_folder_is_not_a_circle(tree: Path) -> None:
    link(tree / "again", ".")
    done = cardlint("check", "--format", "json", "**/README.md", cwd=tree)
    assert findings(done) == ["good/README.md"]


def test_a_link_that_stays_in_the_tree_is_followed_and_stays_a_link(tree: Path) -> None:
    link(tree / "a/README.md", "../good/README.md")
    done = cardlint("check", "--fix", "a", ".", cwd=tree)
    assert done.returncode == 2, "seen from `a` alone the link leaves the tree"
    assert (tree / "a/README.md").is_symlink()
    assert (tree / "good/README.md").read_text() == FIXED


def test_a_path_that_the_user_names_is_followed(tree: Path) -> None:
    outside = write(tree.parent, BAD, "outside/README.md")
    link(tree / "a/README.md", "../../outside/README.md")
    assert cardlint("check", "--fix", "a/README.md", cwd=tree).returncode == 0
    assert outside.read_text() == FIXED
    assert (tree / "a/README.md").is_symlink()
    assert cardlint("check", "entry", cwd=tree).returncode == 2
    link(tree / "entry", "good")
    assert findings(cardlint("check", "--format", "json", "entry", cwd=tree)) == ["entry/README.md"]


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    """A snapshot of the Hub's cache whose card is a link to the store."""
    blob = write(tmp_path, BAD, "hub/models--org--name/blobs/0123")
    folder = tmp_path / "hub/models--org--name/snapshots/abcd"
    link(folder / "README.md", os.path.relpath(blob, folder))
    return folder


@pytest.mark.parametrize("above", [0, 1, 2, 3], ids=["snapshot", "snapshots", "repository", "cache"])
def test_a_card_in_the_cache_of_the_hub_is_read_and_never_written(snapshot: Path, above: int) -> None:
    folder = [snapshot, *snapshot.parents][above]
    assert len(findings(cardlint("check", "--format", "json", ".", cwd=folder))) == 1
    done = cardlint("check", "--fix", ".", cwd=folder)
    assert done.returncode == 2
    assert "not written: files in the Hub's cache must stay as downloaded" in done.stderr
    assert (snapshot / "README.md").read_text() == BAD


@pytest.mark.parametrize("options", [("--fix",), ("--add-ignores",)], ids=lambda options: options[0])
def test_a_named_card_in_the_cache_of_the_hub_is_not_written_either(snapshot: Path, options: tuple[str, ...]) -> None:
    assert cardlint("check", *options, snapshot / "README.md").returncode == 2
    assert (snapshot / "README.md").read_text() == BAD


def test_a_pipe_or_device_in_the_place_of_a_card_is_not_a_card(tree: Path) -> None:
    (tree / "pipe").mkdir()
    os.mkfifo(tree / "pipe/README.md")
    link(tree / "zero/README.md", "/dev/zero")
    done = cardlint("check", "--format", "json", ".", cwd=tree)
    assert (done.returncode, findings(done)) == (2, ["good/README.md"])
    assert "pipe/README.md: not a regular file" in done.stderr
    assert "zero/README.md: this link leads out of `.`" in done.stderr
    assert "not a regular file" in cardlint("check", "zero/README.md", cwd=tree).stderr


@pytest.mark.parametrize(
    "name", ["config.json", "adapter_config.json", ".gitattributes", "LICENSE", "app.py", "requirements.txt"]
)
@pytest.mark.parametrize("what", ["pipe", "device", "link out"])
def test_a_strange_file_next_to_the_card_is_neither_read_nor_waited_for(tree: Path, name: str, what: str) -> None:
    outside = write(tree.parent, '{"architectures": ["secret-of-the-machine"]}', "outside/file")
    if what == "pipe":
        os.mkfifo(tree / "good" / name)
    else:
        link(tree / "good" / name, "/dev/zero" if what == "device" else outside)
    done = cardlint("check", "--fix", "--unsafe-fixes", ".", cwd=tree)
    assert done.returncode in (0, 1)
    assert "secret-of-the-machine" not in done.stdout + done.stderr
    assert outside.read_text() == '{"architectures": ["secret-of-the-machine"]}'


@pytest.mark.parametrize("name", ["config", "index", "HEAD"])
@pytest.mark.parametrize("what", ["pipe", "device"])
def test_a_strange_file_of_git_is_not_waited_for(tree: Path, name: str, what: str) -> None:
    (tree / "good/.git").mkdir()
    if what == "pipe":
        os.mkfifo(tree / "good/.git" / name)
    else:
        link(tree / "good/.git" / name, "/dev/zero")
    write(tree, GOOD + "\n![picture](picture.png)\n", "good/README.md")
    assert cardlint("check", ".", cwd=tree).returncode in (0, 1)
    assert cardlint("task", ".", cwd=tree).returncode == 0


@pytest.mark.parametrize("levels", [1_200, 2_500], ids=["deeper than Python's stack", "longer than a path can be"])
def test_folders_inside_one_another_lose_no_other_findings(tree: Path, levels: int) -> None:
    deep = tree / "deep"
    deep.mkdir()
    home = os.open(deep, os.O_RDONLY)
    for _ in range(levels):
        os.mkdir("d", dir_fd=home)
        inner = os.open("d", os.O_RDONLY, dir_fd=home)
        os.close(home)
        home = inner
    os.close(home)
    try:
        for argument in (".", "**/README.md"):
            done = cardlint("check", "--format", "json", argument, cwd=tree)
            assert findings(done) == ["good/README.md"]
        write(tree, BAD)
        assert set(findings(cardlint("check", "--format", "json", ".", cwd=tree))) == {"README.md", "good/README.md"}
        assert cardlint("task", ".", cwd=tree).returncode == 0
    finally:
        subprocess.run(["rm", "-rf", str(deep)], check=True)


def test_a_glob_looks_at_a_folder_once_for_each_of_its_wildcards(tmp_path: Path) -> None:
    depth = 12
    write(tmp_path, GOOD, "d/" * depth + "README.md")
    entered: list[str] = []

    def enters(name: str) -> bool:
        entered.append(name)
        return True

    pattern = f"{tmp_path}/**/*/**/*/**/*/**/README.md"
    assert list(expand(pattern, enters)) == [str(tmp_path / ("d/" * depth) / "README.md")]
    assert len(entered) <= 4 * depth, "as many as there are `**` and folders"


def test_a_path_that_is_too_long_is_reported(tree: Path) -> None:
    name = "d" * 250
    home = os.open(tree, os.O_RDONLY)
    for _ in range(20):
        os.mkdir(name, dir_fd=home)
        inner = os.open(name, os.O_RDONLY, dir_fd=home)
        os.close(home)
        home = inner
    os.close(home)
    try:
        done = cardlint("check", "--format", "json", ".", cwd=tree)
        assert (done.returncode, findings(done)) == (2, ["good/README.md"])
        assert "this folder cannot be read, so its cards are not checked: file name too long" in done.stderr
    finally:
        subprocess.run(["rm", "-rf", str(tree / name)], check=True)


def test_task_follows_a_card_that_links_within_the_folder(tree: Path) -> None:
    link(tree / "a/README.md", "../good/README.md")
    done = cardlint("task", ".", cwd=tree)
    assert (done.returncode, done.stderr) == (0, "")
    assert cardlint("task", "a", cwd=tree).returncode == 2, "seen from `a` alone the link leaves the folder"


@pytest.mark.parametrize("command", ["task"])
def test_other_commands_follow_no_link_out_of_a_folder(tree: Path, command: str) -> None:
    write(tree.parent, "---\npipeline_tag: secret-of-the-machine\n---\n", "outside/README.md")
    link(tree / "a/README.md", "../../outside/README.md")
    for argument in (".", "a"):
        done = cardlint(command, argument, cwd=tree)
        assert done.returncode == 2
        assert "secret-of-the-machine" not in done.stdout + done.stderr
    assert "secret-of-the-machine" in cardlint(command, "a/README.md", cwd=tree).stdout
