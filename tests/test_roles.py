"""Which README.md files in folders are cards, and what the summary of a run says about the others."""

import os
import subprocess
from pathlib import Path

import pytest
from test_check import cardlint, write

from cardlint.card.files import find_cards
from cardlint.card.roles import Role, Roles

CARD = "---\nlicense: mit\nlanguage: en\n---\n# X\n\nWords.\n"
PLAIN = "# X\n\nWords.\n"
PAGE = "---\ntitle: Examples\nlayout: page\n---\n# X\n"


def roles(folder: Path) -> dict[str, Role]:
    """Return the role of every README.md in ``folder``, by its folder."""
    found: dict[str, Role] = {}
    cards = list(find_cards(str(folder), pytest.fail, skip=lambda path, role: found.update({path: role})))
    found |= dict.fromkeys(cards, Role.CARD)
    return {os.path.relpath(os.path.dirname(path), folder): role for path, role in found.items()}


@pytest.mark.parametrize(
    ("text", "beside", "role"),
    [
        pytest.param(PLAIN, {"main.py": ""}, Role.PROJECT, id="project"),
        pytest.param(PLAIN, {"app.py": "", "Dockerfile": "", "data.csv": ""}, Role.PROJECT, id="application"),
        pytest.param(PLAIN, {".gitattributes": "*.png binary\n"}, Role.PROJECT, id="attributes of git"),
        pytest.param(PLAIN, {}, Role.PROJECT, id="alone"),
        pytest.param(CARD, {"main.py": ""}, Role.CARD, id="front matter"),
        pytest.param("\n\n" + CARD, {}, Role.CARD, id="space before front matter"),
        pytest.param("# X\n\n" + CARD, {}, Role.CARD, id="text before front matter"),
        pytest.param("license: mit\ntags: [a]\n\n# X\n", {}, Role.CARD, id="fields without fences"),
        pytest.param("# Model Card for X\n", {}, Role.CARD, id="title of a card"),
        pytest.param("version https://git-lfs.github.com/spec/v1\n", {}, Role.CARD, id="pointer"),
        pytest.param(PLAIN, {"config.json": "{}"}, Role.CARD, id="configuration"),
        pytest.param(PLAIN, {"adapter_config.json": "{}"}, Role.CARD, id="adapter"),
        pytest.param(PLAIN, {"model.safetensors": ""}, Role.CARD, id="weights"),
        pytest.param(PLAIN, {"train.parquet": ""}, Role.CARD, id="data"),
        pytest.param(
            PLAIN, {".gitattributes": "*.safetensors filter=lfs diff=lfs merge=lfs -text\n"}, Role.CARD, id="attributes"
        ),
        pytest.param(
            PLAIN, {".git/config": '[remote "origin"]\n\turl = https://huggingface.co/a/b\n'}, Role.CARD, id="clone"
        ),
    ],
)
def test_readme_in_a_folder(text: str, beside: dict[str, str], role: Role, tmp_path: Path) -> None:
    write(tmp_path, text, "x/README.md")
    for name, content in beside.items():
        write(tmp_path, content, f"x/{name}")
    assert roles(tmp_path) == {"x": role}


@pytest.mark.parametrize(
    ("text", "beside", "role"),
    [
        pytest.param(PLAIN, {"train.py": ""}, Role.PART, id="examples"),
        pytest.param(PAGE, {}, Role.PART, id="page of documentation"),
        pytest.param(PLAIN, {"model.onnx": ""}, Role.PART, id="weights in another format"),
        pytest.param(CARD, {}, Role.CARD, id="card"),
        pytest.param(PLAIN, {"adapter_config.json": "{}"}, Role.CARD, id="configuration"),
        pytest.param(PLAIN, {".git/HEAD": ""}, Role.CARD, id="clone"),
        pytest.param(PLAIN, {".git": "gitdir: ../x\n"}, Role.CARD, id="submodule"),
    ],
)
@pytest.mark.parametrize("folder", ["examples", "a/b/c"])
def test_readme_below_a_card(text: str, beside: dict[str, str], role: Role, folder: str, tmp_path: Path) -> None:
    write(tmp_path, CARD)
    write(tmp_path, text, f"{folder}/README.md")
    for name, content in beside.items():
        write(tmp_path, content, f"{folder}/{name}")
    assert roles(tmp_path) == {".": Role.CARD, folder: role}


def test_only_the_root_of_a_clone_has_a_card(tmp_path: Path) -> None:
    write(tmp_path, '[remote "origin"]\n\turl = https://huggingface.co/a/b\n', ".git/config")
    write(tmp_path, CARD)
    write(tmp_path, CARD, "old/README.md")
    assert roles(tmp_path) == {".": Role.CARD, "old": Role.PART}


def test_plain_readme_is_above_cards(tmp_path: Path) -> None:
    write(tmp_path, PLAIN)
    write(tmp_path, CARD, "models/a/README.md")
    write(tmp_path, PLAIN, "models/a/examples/README.md")
    assert roles(tmp_path) == {".": Role.PROJECT, "models/a": Role.CARD, "models/a/examples": Role.PART}


def test_role_is_known_without_those_above_being_asked_for(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["x"] * 200)
    for each in (tmp_path, folder.parent, folder):
        write(each, CARD if each == tmp_path else PLAIN)
    assert Roles(str(tmp_path), "README.md").role_in(str(folder)) is Role.PART
    assert Roles(str(tmp_path), "README.md").role_in(str(folder.parent.parent)) is None


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_link_is_not_read_before_it_is_known_where_it_leads(tmp_path: Path) -> None:
    write(tmp_path, PLAIN, "outside/README.md")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "README.md").symlink_to(tmp_path / "outside" / "README.md")
    assert Roles(str(tmp_path / "in"), "README.md").role_in(str(tmp_path / "in")) is Role.CARD


def test_end_of_a_run_counts_what_was_skipped(tmp_path: Path) -> None:
    write(tmp_path, CARD, "m/README.md")
    for name in ("m/examples", "m/docs", "project"):
        write(tmp_path, PLAIN, f"{name}/README.md")
    done = cardlint("check", ".", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout == (
        "1 card checked, nothing to report\n"
        "3 README.md files skipped: 2 in a folder below a card, 1 without front matter or anything else of the Hub; "
        "name a file to check it\n"
    )
    assert cardlint("check", "-q", ".", cwd=tmp_path).stdout == ""


def test_project_without_cards_has_nothing_to_check(tmp_path: Path) -> None:
    write(tmp_path, PLAIN)
    done = cardlint("check", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("no card checked\n1 README.md file skipped: ")


@pytest.mark.parametrize(
    "paths",
    [["README.md"], ["examples/README.md"], ["*/README.md"], ["README.md", "."]],
    ids=["root", "part", "glob", "also in a folder"],
)
def test_named_file_is_always_checked(paths: list[str], tmp_path: Path) -> None:
    for name in ("README.md", "examples/README.md"):
        write(tmp_path, PLAIN, name)
    done = cardlint("check", *paths, cwd=tmp_path)
    assert done.returncode == 1
    assert "missing-front-matter" in done.stdout


def test_excluded_files_are_not_counted(tmp_path: Path) -> None:
    write(tmp_path, CARD)
    write(tmp_path, PLAIN, "examples/README.md")
    assert "skipped" not in cardlint("check", "--exclude", "examples", ".", cwd=tmp_path).stdout


def test_index_leaves_out_what_is_below_a_card(tmp_path: Path) -> None:
    write(tmp_path, CARD, "cards/m/README.md")
    write(tmp_path, PLAIN, "cards/m/examples/README.md")
    index = str(tmp_path / "index")
    done: subprocess.CompletedProcess[str] = cardlint("index", "add", "--index", index, "cards", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    shown = cardlint("search", "--index", index, "--format", "ids", cwd=tmp_path)
    assert shown.stdout.split() == ["m"]
