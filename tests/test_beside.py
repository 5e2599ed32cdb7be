"""Problems in the files next to a card are reported and fixed there, and can be suppressed in the card."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_check import cardlint, write
from test_diff_from import git
from test_patch import TOOLS

CARD = "---\nlicense: mit\npipeline_tag: fill-mask\n---\n# A model\n\nIt fills masks.\n"
RESULTS = ".eval_results/hle.yaml"
FAULTY = "# by hand\r\n- dataset: {id: cais/hle, task_id: default}\r\n  value: 20.9 # of 100\r\n  date: 2025-01-15"
MENDED = FAULTY.replace("2025-01-15", '"2025-01-15"')
SELECT = ("--isolated", "--select", "invalid-eval-results,card-in-lfs,secret-in-notebook,unknown-license")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model with an unquoted date in its results, in a file with a byte order mark and without a final line ending."""
    write(tmp_path, CARD)
    write(tmp_path, "\ufeff" + FAULTY, RESULTS)
    return tmp_path


def found(folder: Path, *arguments: str) -> list[tuple[str, int, int, str]]:
    done = cardlint("check", "--format", "json", *SELECT, *(arguments or (".",)), cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    return [
        (each["path"], each["line"], each["column"], each["name"]) for each in json.loads(done.stdout)["diagnostics"]
    ]


PLACE = [(RESULTS, 4, 9, "invalid-eval-results")]


def test_text_shows_the_file_and_the_line(folder: Path) -> None:
    done = cardlint("check", *SELECT, ".", cwd=folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "error[invalid-eval-results]: `[0].date` must be text; put `2025-01-15` in quotes\n"
        " --> .eval_results/hle.yaml:4:9\n"
        "  |\n"
        "3 |   value: 20.9 # of 100\n"
        "4 |   date: 2025-01-15\n"
        "  |         ^^^^^^^^^^\n"
        "  = fix: put it in quotes\n"
        "4 -   date: 2025-01-15\n"
        '4 +   date: "2025-01-15"\n'
        "\n"
        "1 error in 1 card; 1 fixable with `--fix`\n"
    )


def test_path_is_as_the_card_was_given(folder: Path) -> None:
    assert found(folder.parent, folder.name) == [(f"{folder.name}/{RESULTS}", 4, 9, "invalid-eval-results")]
    assert found(folder.parent, str(folder)) == [(str(folder / RESULTS), 4, 9, "invalid-eval-results")]


@pytest.mark.parametrize(
    ("format_name", "of"),
    [
        ("sarif", lambda text: json.loads(text)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]),
        ("gitlab", lambda text: json.loads(text)[0]["location"]),
        ("rdjson", lambda text: json.loads(text)["diagnostics"][0]["location"]),
        ("github", str),
        ("azure", str),
        ("checkstyle", str),
        ("junit", str),
        ("markdown", lambda text: text.replace("\\", "")),
        ("html", str),
        ("grouped", str),
    ],
)
def test_every_format_names_the_file(folder: Path, format_name: str, of: Callable[[str], Any]) -> None:
    done = cardlint("check", "--format", format_name, *SELECT, "README.md", cwd=folder)
    assert RESULTS in str(of(done.stdout))


def test_only_cards_are_counted(folder: Path) -> None:
    assert json.loads(cardlint("check", "--format", "json", *SELECT, ".", cwd=folder).stdout)["files"] == 1
    write(folder, CARD.replace("mit", "MIT"), "second/README.md")
    write(folder, CARD, "third/README.md")
    markdown = cardlint("check", "--format", "markdown", *SELECT, ".", cwd=folder).stdout
    assert "\n2 errors in 2 of 3 cards.\n" in markdown


def test_fix_in_sarif_changes_the_file(folder: Path) -> None:
    done = cardlint("check", "--format", "sarif", *SELECT, ".", cwd=folder)
    fix = json.loads(done.stdout)["runs"][0]["results"][0]["fixes"][0]
    [change] = fix["artifactChanges"]
    [replacement] = change["replacements"]
    text = (folder / RESULTS).read_bytes().decode()
    start = replacement["deletedRegion"]["charOffset"]
    end = start + replacement["deletedRegion"]["charLength"]
    assert change["artifactLocation"]["uri"] == RESULTS
    assert text[:start] + replacement["insertedContent"]["text"] + text[end:] == "\ufeff" + MENDED


def test_fix_changes_nothing_but_its_place(folder: Path) -> None:
    (folder / RESULTS).chmod(0o640)
    done = cardlint("check", "--fix", *SELECT, ".", cwd=folder)
    assert (done.returncode, done.stdout) == (
        0,
        "fixed 1 finding: 1 invalid-eval-results\n1 card checked, nothing to report\n",
    )
    assert (folder / RESULTS).read_bytes().decode() == "\ufeff" + MENDED
    assert (folder / RESULTS).stat().st_mode & 0o777 == 0o640
    assert (folder / "README.md").read_text() == CARD


def test_file_is_repaired_next_to_a_card_that_cannot_be(folder: Path) -> None:
    (folder / "README.md").write_bytes(CARD.encode() + b"\xff\n")
    cardlint("check", "--fix", *SELECT, ".", cwd=folder)
    assert (folder / RESULTS).read_bytes().decode() == "\ufeff" + MENDED
    assert (folder / "README.md").read_bytes() == CARD.encode() + b"\xff\n"


@pytest.mark.parametrize("tool", TOOLS)
def test_patch_makes_what_fix_writes(folder: Path, tool: str, tmp_path: Path) -> None:
    write(folder, CARD.replace("mit", "MIT"))
    done = cardlint("check", "--diff", *SELECT, ".", cwd=folder)
    assert done.returncode == 1
    (folder / "all.patch").write_bytes(done.stdout.encode())
    subprocess.run(TOOLS[tool], cwd=folder, check=True, capture_output=True)
    assert (folder / "README.md").read_text() == CARD
    assert (folder / RESULTS).read_bytes().decode() == "\ufeff" + MENDED


def test_attributes_are_repaired_where_asked_for(folder: Path) -> None:
    (folder / RESULTS).unlink()
    write(folder, "*.bin filter=lfs -text\n*.md filter=lfs -text\n", ".gitattributes")
    assert found(folder) == [(".gitattributes", 2, 1, "card-in-lfs")]
    cardlint("check", "--fix", *SELECT, ".", cwd=folder)
    assert found(folder) == [(".gitattributes", 2, 1, "card-in-lfs")]
    cardlint("check", "--fix", "--unsafe-fixes", *SELECT, ".", cwd=folder)
    assert (folder / ".gitattributes").read_text() == "*.bin filter=lfs -text\n"


def test_repair_next_to_a_card_does_not_settle_its_kind(tmp_path: Path) -> None:
    card = "---\nlicense: mit\nauthor: @me\nseries: %y\ntitle: T\nsdk: docker\napp_port: 7860\n---\n# T\n"
    write(tmp_path, card)
    write(tmp_path, "*.md filter=lfs -text\n", ".gitattributes")
    cardlint("check", "--fix", "--unsafe-fixes", "--isolated", ".", cwd=tmp_path)
    assert (tmp_path / ".gitattributes").read_text() == ""
    assert "title: T\nsdk: docker\napp_port: 7860\n" in (tmp_path / "README.md").read_text()


def test_card_on_standard_input_alone_is_repaired(folder: Path) -> None:
    arguments = ("check", "--fix", *SELECT, "-", "--stdin-filename", "README.md")
    done = cardlint(*arguments, stdin=CARD.replace("mit", "MIT").encode(), cwd=folder)
    assert (done.returncode, done.stdout) == (1, CARD)
    assert f" --> {RESULTS}:4:9\n" in done.stderr
    assert (folder / RESULTS).read_bytes().decode() == "\ufeff" + FAULTY


def test_file_that_leads_out_of_the_repository_is_neither_read_nor_written(folder: Path) -> None:
    outside = write(folder.parent, FAULTY, "outside.yaml")
    (folder / RESULTS).unlink()
    (folder / RESULTS).symlink_to(outside)
    done = cardlint("check", "--fix", *SELECT, ".", cwd=folder)
    assert "it is a link that leaves the repository" in done.stdout
    assert outside.read_bytes().decode() == FAULTY


@pytest.mark.parametrize("way", ["first", "cached"])
def test_many_cards_and_the_cache(folder: Path, way: str) -> None:
    shutil.copytree(folder, folder / "second")
    for _ in range(1 if way == "first" else 2):
        assert found(folder) == [*PLACE, (f"second/{RESULTS}", 4, 9, "invalid-eval-results")]
    write(folder, MENDED, f"second/{RESULTS}")
    assert found(folder) == PLACE


def test_baseline_knows_it_and_tells_when_it_is_mended(folder: Path) -> None:
    cardlint("check", "--write-baseline", "known.json", *SELECT, ".", cwd=folder)
    [entry] = json.loads((folder / "known.json").read_text())["findings"]
    assert (entry["path"], entry["text"]) == (RESULTS, "2025-01-15")
    assert found(folder, "--baseline", "known.json", ".") == []
    write(folder, "# more above\n" + FAULTY, RESULTS)
    assert found(folder, "--baseline", "known.json", ".") == []
    write(folder, MENDED, RESULTS)
    done = cardlint("check", "--baseline", "known.json", *SELECT, ".", cwd=folder)
    assert "known.json: 1 entry is stale" in done.stderr


def test_only_changed_lines_of_the_file(folder: Path) -> None:
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    assert found(folder, "--diff-from", "main", ".") == []
    write(folder, CARD + "More.\n")
    assert found(folder, "--diff-from", "main", ".") == []
    write(folder, FAULTY.replace("15", "16"), RESULTS)
    assert found(folder, "--diff-from", "main", ".") == PLACE
    cardlint("check", "--fix", "--diff-from", "main", *SELECT, ".", cwd=folder)
    assert (folder / RESULTS).read_bytes().decode() == MENDED.replace("15", "16")


def test_card_silences_it(folder: Path) -> None:
    done = cardlint("check", "--add-ignores", "by hand", *SELECT, ".", cwd=folder)
    assert done.stderr == "suppressed 1 finding in 1 card\n"
    assert "# cardlint: ignore-file[invalid-eval-results] by hand" in (folder / "README.md").read_text()
    assert found(folder) == []


@pytest.mark.parametrize("pattern", [".eval_results/*", "README.md"])
def test_configuration_silences_it(folder: Path, pattern: str) -> None:
    write(folder, f'[per-file-ignores]\n"{pattern}" = ["invalid-eval-results"]\n', ".cardlint.toml")
    done = cardlint("check", "--select", "invalid-eval-results", ".", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "1 card checked, nothing to report\n")


def test_secret_is_masked_in_the_lines_of_the_file(folder: Path) -> None:
    token = "hf_" + "QwErTzUiOpAsDfGhJ" + "kLyXcVbNmQaYwSxEd"
    write(folder, f'{{"cells": [\n"login({token})"]}}\n', "train.ipynb")
    done = cardlint("check", *SELECT, ".", cwd=folder)
    assert "(Hugging Face token, `hf_Q…`)" in done.stdout
    assert " --> train.ipynb:2:8\n" in done.stdout
    assert "login(hf_Q*****" in done.stdout
    assert token not in done.stdout
