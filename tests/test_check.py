"""``cardlint check`` as users run it: in its own process, with real files, its output and exit code."""

import json
import subprocess
from pathlib import Path

import pytest
from template_process import as_text, run_cardlint

CARDS = Path(__file__).parent / "cards"
BAD = "---\nlicense: «apache-2»\n---\n# Model\n\nIt sorts letters by what they ask for.\n".replace("«", "").replace(
    "»", ""
)
GOOD = "---\nlicense: mit\n---\n# Model\n\nIt sorts letters by what they ask for.\n"


def cardlint(
    *arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[str]:
    return as_text(run_cardlint(list(map(str, arguments)), cwd, stdin, **environment))


def write(folder: Path, text: str, name: str = "README.md") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize(
    "words",
    [("check", "--format", "json", "--severity", "info", CARDS), ("task", CARDS), ("rules",), ("schema", "model")],
)
def test_output_does_not_depend_on_the_order_of_sets(words: tuple[str | Path, ...]) -> None:
    one, other = (cardlint(*words, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert one.stdout == other.stdout != ""


def test_text_shows_the_place(tmp_path: Path) -> None:
    write(tmp_path, "---\nlicense: apache-2\n---\n# Model\n\nIt sorts letters by what they ask for.\n")
    done = cardlint("check", "README.md", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == (
        "error[unknown-license]: `apache-2` is not a Hub license; did you mean `apache-2.0`?\n"
        " --> README.md:2:10\n"
        "  |\n"
        "1 | ---\n"
        "2 | license: apache-2\n"
        "  |          ^^^^^^^^\n"
        "  = note: the Hub rejects this push\n"
        "  = fix: replace with `apache-2.0`\n"
        "2 - license: apache-2\n"
        "2 + license: apache-2.0\n"
        "\n"
        "1 error in 1 card; 1 fixable with `--fix`\n"
    )


def test_folder_without_a_card_shows_what_is_near_one(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "Readme.markdown")
    done = cardlint("check", ".", cwd=tmp_path)
    assert done.returncode == 2
    assert "a card must be named `README.md`, not `Readme.markdown`" in done.stderr


def test_folder_without_a_card_shows_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "model.md")
    assert "a card must be named `README.md`\n" in cardlint("check", ".", cwd=tmp_path).stderr


def test_card_under_two_paths_is_checked_once(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    assert cardlint("check", ".", tmp_path, cwd=tmp_path).stdout == "1 card checked, nothing to report\n"


def test_caret_stands_under_the_value_behind_wide_characters(tmp_path: Path) -> None:
    write(tmp_path, "---\nlicense: mit\nwidget: [{text: 日本語🚀, exampel_title: x}]\n---\n")
    done = cardlint("check", "--select", "unknown-widget-key", "README.md", cwd=tmp_path)
    lines = done.stdout.splitlines()
    marked = next(number for number, line in enumerate(lines) if "^" in line)
    before = lines[marked].index("^")
    assert lines[marked - 1].startswith("3 | widget: [{text: 日本語🚀, exampel_title")
    assert before == len("3 | widget: [{text: , ") + 2 * len("日本語🚀")


def test_concise_is_one_line_a_finding_and_short(tmp_path: Path) -> None:
    write(tmp_path, "---\nlicense: mit\nlanguage: english\n---\nIt sorts letters by what they ask for.\n")
    done = cardlint("check", "--format", "concise", "--quiet", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.count("\n") == 1
    assert done.stdout.startswith("./README.md:3:11: error: ") or done.stdout.startswith("README.md:3:11: error: ")
    assert len(done.stdout.encode()) < 400


def test_json_is_one_object(tmp_path: Path) -> None:
    write(tmp_path, BAD)
    report = json.loads(cardlint("check", "--format", "json", "README.md", cwd=tmp_path).stdout)
    (diagnostic,) = report["diagnostics"]
    assert (report["version"], report["files"]) == (1, 1)
    assert {
        key: diagnostic[key] for key in ("path", "line", "column", "end_line", "end_column", "name", "severity")
    } == {
        "path": "README.md",
        "line": 2,
        "column": 10,
        "end_line": 2,
        "end_column": 18,
        "name": "unknown-license",
        "severity": "error",
    }
    assert diagnostic["fix"]["edits"] == [{"start": 13, "end": 21, "text": "apache-2.0"}]


def test_json_of_no_finding_is_the_same_object(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    done = cardlint("check", "--format", "json", "README.md", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)) == (0, {"version": 1, "files": 1, "diagnostics": []})


def test_standard_input_has_the_place_it_is_given(tmp_path: Path) -> None:
    done = cardlint("check", "-", "--stdin-filename", "cards/README.md", "-q", stdin=BAD.encode(), cwd=tmp_path)
    assert done.returncode == 1
    assert " --> cards/README.md:2:10\n" in done.stdout


def test_folders_and_globs_are_searched(tmp_path: Path) -> None:
    for name in ("a/README.md", "b/c/README.md", ".hidden/README.md", "node_modules/x/README.md", "d/NOTES.md"):
        write(tmp_path, BAD, name)
    for argument in (".", "**/README.md"):
        report = json.loads(cardlint("check", "--format", "json", argument, cwd=tmp_path).stdout)
        assert [Path(each["path"]).as_posix() for each in report["diagnostics"]] == ["a/README.md", "b/c/README.md"]


@pytest.mark.parametrize(
    ("options", "code", "names"),
    [
        ((), 1, ["unknown-license"]),
        (("--exit-zero",), 0, ["unknown-license"]),
        (("--ignore", "unknown-license"), 0, []),
        (("--ignore", "CL0"), 0, []),
        (("--select", "license"), 1, ["unknown-license"]),
        (("--select", "byte-order-mark"), 0, []),
        (("--severity", "unknown-license=info"), 0, []),
        (
            ("--severity", "unknown-license=info", "--severity", "info", "--select", "unknown-license"),
            1,
            ["unknown-license"],
        ),
        (("--profile", "hub"), 1, ["unknown-license"]),
    ],
)
def test_options_choose_what_is_reported(options: tuple[str, ...], code: int, names: list[str], tmp_path: Path) -> None:
    write(tmp_path, BAD)
    done = cardlint("check", "--format", "json", *options, "README.md", cwd=tmp_path)
    assert (done.returncode, [each["name"] for each in json.loads(done.stdout)["diagnostics"]]) == (code, names)


def test_statistics_count_by_rule(tmp_path: Path) -> None:
    write(tmp_path, BAD, "a/README.md")
    write(tmp_path, BAD, "b/README.md")
    done = cardlint("check", "--statistics", ".", cwd=tmp_path)
    assert done.stdout.split() == ["2", "2", "cards", "CL070", "unknown-license"]


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (("--select", "unknown-licence"), "did you mean `unknown-license`?"),
        (("--ignore", "CL999"), "there is no rule `CL999`"),
        (("--severity", "fatal"), "use `error`, `warning` or `info`"),
        (("--severity", "unknown-license=fatal"), "use `error`, `warning` or `info`"),
    ],
)
def test_wrong_usage_exits_2_and_says_what_is_right(options: tuple[str, ...], hint: str, tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    done = cardlint("check", *options, "README.md", cwd=tmp_path)
    assert done.returncode == 2
    assert hint in done.stderr
    assert "Traceback" not in done.stderr


def test_colour_follows_the_environment(tmp_path: Path) -> None:
    write(tmp_path, BAD)
    assert "\x1b[" not in cardlint("check", cwd=tmp_path).stdout
    assert "\x1b[" in cardlint("check", cwd=tmp_path, FORCE_COLOR="1").stdout
    assert "\x1b[" not in cardlint("check", cwd=tmp_path, FORCE_COLOR="1", NO_COLOR="1").stdout


def test_verbose_says_why_a_card_is_of_its_kind() -> None:
    done = cardlint("check", "-v", CARDS / "clean" / "space")
    assert "a space card, because it has the field `sdk`" in done.stderr


def test_two_runs_print_the_same_bytes() -> None:
    runs = {cardlint("check", "--format", "json", CARDS).stdout for _ in range(2)}
    assert len(runs) == 1


@pytest.mark.parametrize("options", [("--fix", "--add-ignores", "x"), ("--diff", "--write-baseline", "b.json")])
def test_two_jobs_at_once_are_refused(tmp_path: Path, options: tuple[str, ...]) -> None:
    write(tmp_path, BAD)
    done = cardlint("check", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert "cannot be combined; use one of them" in done.stderr


@pytest.mark.parametrize(
    ("text", "is_rejected"),
    [
        (BAD, True),
        ("# Letters\n" + BAD, False),  # the Hub finds no front matter, and accepts whatever is in it
        ("---\nlicense: mit\npipline_tag: fill-mask\n---\n# Letters\n\nIt sorts letters.\n", False),
    ],
    ids=["rejected", "not read", "ignored"],
)
@pytest.mark.parametrize("run", ["first", "cached"])
def test_text_says_what_the_hub_rejects(text: str, is_rejected: bool, run: str, tmp_path: Path) -> None:
    for name in ("a/README.md", "b/README.md"):
        write(tmp_path, text, name)
    select = "--select=unknown-license,misspelled-field"
    for _ in range(1 if run == "first" else 2):
        done = cardlint("check", select, cwd=tmp_path, CARDLINT_CACHE_DIR=str(tmp_path / "cache"))
    assert done.stdout.count("  = note: the Hub rejects this push\n") == 2 * is_rejected
    assert done.stdout.count("\n --> ") == 2
