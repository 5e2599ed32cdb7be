"""Known findings: written once, not reported again, told again by what they mark and not by where."""

import json
from pathlib import Path

import pytest
from test_check import cardlint, write

CARD = "---\nlicense: apache-2\nlanguage: [english, en]\npipeline_tag: fill-mask\n---\n# A model\n\nIt fills masks.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two cards with two findings each, and their baseline."""
    write(tmp_path, CARD, "a/README.md")
    write(tmp_path, CARD, "b/README.md")
    done = cardlint("check", "--write-baseline", "known.json", ".", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "known.json: 4 findings\n")
    return tmp_path


def names(folder: Path, *arguments: str) -> list[str]:
    done = cardlint("check", "--format", "json", "--baseline", "known.json", *(arguments or (".",)), cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    return [each["name"] for each in json.loads(done.stdout)["diagnostics"]]


def test_file_is_sorted_and_readable(folder: Path) -> None:
    data = json.loads((folder / "known.json").read_text())
    assert data["version"] == 1
    assert [(each["path"], each["rule"], each["text"]) for each in data["findings"]] == [
        ("a/README.md", "invalid-language", "english"),
        ("a/README.md", "unknown-license", "apache-2"),
        ("b/README.md", "invalid-language", "english"),
        ("b/README.md", "unknown-license", "apache-2"),
    ]


def test_known_findings_are_not_reported(folder: Path) -> None:
    assert names(folder) == []
    assert cardlint("check", "--baseline", "known.json", ".", cwd=folder).stderr == ""


def test_known_findings_stay_known_from_elsewhere_and_when_lines_move(folder: Path) -> None:
    write(folder, CARD.replace("license:", "# one\n# two\nlicense:  "), "a/README.md")
    assert names(folder) == []
    assert cardlint("check", "-q", "--baseline", "../known.json", "README.md", cwd=folder / "a").returncode == 0


def test_new_findings_are_reported(folder: Path) -> None:
    write(folder, CARD.replace("apache-2", "mit-2"), "a/README.md")
    assert names(folder) == ["unknown-license"]


def test_one_more_of_the_same_is_new(folder: Path) -> None:
    write(folder, CARD.replace("[english, en]", "[english, english]"), "a/README.md")
    assert "invalid-language" in names(folder)


def test_stale_entries_are_told_and_dropped(folder: Path) -> None:
    write(folder, CARD.replace("apache-2", "apache-2.0"), "a/README.md")
    (folder / "b" / "README.md").unlink()
    done = cardlint("check", "-q", "--baseline", "known.json", "a", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "known.json: 3 entries are stale; --write-baseline known.json drops what is mended\n"
    cardlint("check", "--write-baseline", "known.json", "a", cwd=folder)
    assert len(json.loads((folder / "known.json").read_text())["findings"]) == 1


def test_entries_that_a_run_cannot_judge_stay(folder: Path) -> None:
    before = (folder / "known.json").read_bytes()
    done = cardlint("check", "--baseline", "known.json", "--select", "text", ".", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    cardlint("check", "--write-baseline", "known.json", "--select", "license", "a", cwd=folder)
    assert (folder / "known.json").read_bytes() == before


def test_reasons_stay(folder: Path) -> None:
    path = folder / "known.json"
    data = json.loads(path.read_text())
    data["findings"][1]["reason"] = "waits for the lawyers"
    path.write_text(json.dumps(data))
    cardlint("check", "--write-baseline", "known.json", ".", cwd=folder)
    again = json.loads(path.read_text())
    assert again["findings"][1]["reason"] == "waits for the lawyers"
    assert len(again["findings"]) == 4


def test_writing_twice_writes_the_same_bytes(folder: Path) -> None:
    before = (folder / "known.json").read_bytes()
    cardlint("check", "--write-baseline", "known.json", ".", cwd=folder)
    assert (folder / "known.json").read_bytes() == before


def test_configuration_names_the_baseline(folder: Path) -> None:
    write(folder, 'baseline = "known.json"\n', ".cardlint.toml")
    for cwd, argument in ((folder, "."), (folder / "a", "README.md")):
        done = cardlint("check", "-q", argument, cwd=cwd)
        assert (done.returncode, done.stdout) == (0, "")


def test_writing_ignores_the_baseline_of_the_configuration(folder: Path) -> None:
    before = (folder / "known.json").read_bytes()
    write(folder, 'baseline = "known.json"\n', ".cardlint.toml")
    cardlint("check", "--write-baseline", "known.json", ".", cwd=folder)
    assert (folder / "known.json").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "known.json: no such file or directory"),
        ("{", "known.json: not a baseline"),
        ("[]", "known.json: not a baseline of version 1"),
        ('{"version": 2, "findings": []}', "known.json: not a baseline of version 1"),
        ('{"version": 1, "findings": [1]}', "known.json: findings[0] needs path, rule and fingerprint"),
    ],
)
def test_wrong_baseline_exits_2(text: str | None, message: str, folder: Path) -> None:
    if text is None:
        (folder / "known.json").unlink()
    else:
        (folder / "known.json").write_text(text)
    done = cardlint("check", "--baseline", "known.json", ".", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count(message) == 1
    assert "Traceback" not in done.stderr
