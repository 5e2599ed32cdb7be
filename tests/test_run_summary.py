"""The summary of a run: what was found, fixed, can be fixed, and is hidden by the baseline; and what makes the run fail."""

import json
from pathlib import Path

import pytest
from test_check import GOOD, cardlint, write

FAULTS = "---\nlicense: apache-2\nlanguage: english\ntags: sorting\npipline_tag: text-clasification\n---\n# Letters\n\nIt sorts letters.\n"
SELECT = "--select=unknown-license,invalid-language,wrong-type,misspelled-field"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four cards, of which one has two errors and a warning with a safe fix, and an error whose fix is unsafe."""
    write(tmp_path, FAULTS, "d/README.md")
    for name in "abc":
        write(tmp_path, GOOD, f"{name}/README.md")
    return tmp_path


def last_line(folder: Path, *options: str) -> str:
    return cardlint("check", SELECT, *options, cwd=folder).stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), "3 errors, 1 warning in 1 of 4 cards; 3 fixable with `--fix`, 1 more with `--unsafe-fixes`"),
        (("d",), "3 errors, 1 warning in 1 card; 3 fixable with `--fix`, 1 more with `--unsafe-fixes`"),
        (("--select=misspelled-field",), "1 error in 1 of 4 cards; 1 fixable with `--fix --unsafe-fixes`"),
        (("--fix",), "1 error in 1 of 4 cards; 1 fixable with `--unsafe-fixes`"),
        (("--fix", "--unsafe-fixes"), "4 cards checked, nothing to report"),
    ],
    ids=["many", "one", "unsafe", "fixed", "all fixed"],
)
def test_end_says_what_can_be_fixed(options: tuple[str, ...], expected: str, folder: Path) -> None:
    select = () if any("--select" in each for each in options) else (SELECT,)
    done = cardlint("check", *select, *options, cwd=folder)
    assert done.stdout.splitlines()[-1] == expected


def test_fixes_are_counted_by_rule(folder: Path) -> None:
    write(folder, GOOD.replace("mit", "MIT"), "a/README.md")
    done = cardlint("check", "--fix", SELECT, cwd=folder)
    assert done.stdout.splitlines()[-2:] == [
        "fixed 4 findings: 2 unknown-license, 1 invalid-language, 1 wrong-type",
        "1 error in 1 of 4 cards; 1 fixable with `--unsafe-fixes`",
    ]


@pytest.mark.parametrize("options", [("--quiet",), ("--format", "json"), ("--statistics",)], ids=lambda it: it[0])
def test_what_was_fixed_is_reported_in_one_line_whatever_the_report(options: tuple[str, ...], folder: Path) -> None:
    done = cardlint("check", "--fix", SELECT, *options, cwd=folder)
    assert done.stderr == "fixed 3 findings: 1 invalid-language, 1 unknown-license, 1 wrong-type\n"
    assert "fixed" not in done.stdout
    assert cardlint("check", "--fix", SELECT, *options, cwd=folder).stderr == ""


def test_findings_in_the_baseline_are_counted(folder: Path) -> None:
    cardlint("check", SELECT, "--write-baseline", "known.json", cwd=folder)
    write(folder, GOOD.replace("mit", "MIT"), "a/README.md")
    assert last_line(folder, "--baseline", "known.json") == (
        "1 error in 1 of 4 cards; 1 fixable with `--fix`; 4 findings hidden by the baseline"
    )
    assert last_line(folder, "--baseline", "known.json", "--fix") == (
        "4 cards checked, nothing to report; 4 findings hidden by the baseline"
    )


def test_statistics_as_json(folder: Path) -> None:
    write(folder, GOOD.replace("mit", "MIT"), "a/README.md")
    done = cardlint("check", SELECT, "--statistics", "--format", "json", cwd=folder)
    assert (done.returncode, json.loads(done.stdout)) == (
        1,
        {
            "version": 1,
            "rules": [
                {"name": "unknown-license", "code": "CL070", "findings": 2, "cards": 2},
                {"name": "misspelled-field", "code": "CL046", "findings": 1, "cards": 1},
                {"name": "wrong-type", "code": "CL052", "findings": 1, "cards": 1},
                {"name": "invalid-language", "code": "CL090", "findings": 1, "cards": 1},
            ],
            "files": 4,
        },
    )


def test_statistics_of_no_finding_are_json_too(folder: Path) -> None:
    done = cardlint("check", SELECT, "--statistics", "--format", "json", "a", cwd=folder)
    assert (done.returncode, json.loads(done.stdout)) == (0, {"version": 1, "rules": [], "files": 1})


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (("--format", "sarif"), "--statistics has no format sarif; choose text or json"),
        (("--output", "json=report.json"), "--statistics writes to standard output; leave out --output"),
    ],
)
def test_statistics_refuse_what_they_cannot_write(options: tuple[str, ...], hint: str, folder: Path) -> None:
    done = cardlint("check", "--statistics", *options, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert hint in done.stderr
    assert not (folder / "report.json").exists()


@pytest.mark.parametrize(
    ("options", "fails"),
    [
        ((), "error warning info"),
        (("--fail-on", "info"), "error warning info"),
        (("--fail-on", "warning"), "error warning"),
        (("--fail-on", "error"), "error"),
        (("--fail-on", "never"), ""),
        (("--exit-zero",), ""),
        (("--max-warnings", "0"), "error warning"),
        (("--max-warnings", "1"), "error"),
        (("--max-warnings", "0", "--fail-on", "error"), "error warning"),
        (("--max-warnings", "1", "--fail-on", "warning"), "error"),
        (("--max-warnings", "1", "--fail-on", "info"), "error info"),
        (("--max-warnings", "0", "--fail-on", "never"), ""),
    ],
    ids=str,
)
@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_what_fails_is_not_what_is_shown(severity: str, options: tuple[str, ...], fails: str, tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("mit", "MIT"))
    words = ("check", "--select=unknown-license", f"--severity=unknown-license={severity}", *options)
    done = cardlint(*words, cwd=tmp_path)
    assert f"{severity}[unknown-license]: " in done.stdout
    assert done.returncode == (severity in fails.split())
    assert cardlint(*words, "--diff", cwd=tmp_path).returncode == done.returncode


def test_every_configuration_decides_for_its_own_cards(folder: Path) -> None:
    write(folder, 'fail-on = "never"\n', "d/.cardlint.toml")
    assert cardlint("check", SELECT, cwd=folder).returncode == 0
    write(folder, GOOD.replace("mit", "MIT"), "a/README.md")
    assert cardlint("check", SELECT, cwd=folder).returncode == 1
    write(folder, "max-warnings = 1\n", "a/.cardlint.toml")
    assert cardlint("check", SELECT, "--severity=unknown-license=warning", cwd=folder).returncode == 0
    write(folder, "max-warnings = 0\n", "a/.cardlint.toml")
    assert cardlint("check", SELECT, "--severity=unknown-license=warning", cwd=folder).returncode == 1


def test_command_line_wins_over_the_configuration(folder: Path) -> None:
    write(folder, 'fail-on = "never"\n', ".cardlint.toml")
    assert cardlint("check", SELECT, cwd=folder).returncode == 0
    assert cardlint("check", SELECT, "--fail-on", "error", cwd=folder).returncode == 1
