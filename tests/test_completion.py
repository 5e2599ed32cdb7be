"""What shells are offered: the answers to ``cardlint __complete``, without a shell. ``test_completion_shells.py`` has the shells."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from template_process import as_text, run_cardlint

from cardlint.completion.command_line import wanted
from cardlint.completion.listing import LISTING
from cardlint.completion.values import offer
from cardlint.config import FAIL_ON, PROFILES
from cardlint.config.selection import rule_names
from cardlint.output import FORMATS, parse_target
from cardlint.rules import LISTED
from cardlint.search.answers.question import Question, request_of
from cardlint.search.fields import shipped_table
from cardlint.vocabulary import vocabulary, vocabulary_names
from tools import completion_listing


def texts(*words: str) -> list[str]:
    """Return what bash is offered for the last word."""
    found = offer(wanted(list(words)))
    return [found.kept + each.text for each in found.matching()]


def paths(*words: str) -> str:
    return offer(wanted(list(words))).paths


def test_listing_is_what_the_commands_say() -> None:
    """If it fails: ``python -m tools.completion_listing``. In a process of its own: click keeps the help option of a command that ran."""
    code = "from tools import completion_listing; print(completion_listing.text(), end='')"
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, encoding="utf-8", check=True)
    assert completion_listing.LISTING.read_text(encoding="utf-8") == done.stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("check", "--profile", ""), list(PROFILES)),
        (("check", "--fail-on", ""), list(FAIL_ON)),
        (("check", "--color", ""), ["auto", "always", "never"]),
        (("check", "--kind", ""), ["model", "dataset", "space", "kernel", "bucket"]),
        (("check", "--format", ""), list(FORMATS)),
        (("check", "--output", ""), [f"{name}=" for name in FORMATS]),
        (("search", "--task", ""), [*vocabulary("tasks").ids, "none"]),
        (("search", "--license", ""), [*vocabulary("licenses").ids, "none"]),
        (("search", "--library", ""), [*vocabulary("libraries").ids, "none"]),
        (("search", "--language", ""), [*vocabulary("languages").ids, "none"]),
        (("stats", "--metric", ""), [*vocabulary("metrics").ids, "none"]),
        (("search", "--hardware", ""), [*vocabulary("spaces/hardware").ids, "none"]),
        (("search", "--rule", ""), [rule.name for rule in LISTED]),
        (("search", "--gated", ""), ["yes", "no"]),
        (("search", "--relation", "a"), ["adapter"]),
        (("search", "--modality", "Nat"), ["Natural Language Processing"]),
        (("search", "--missing", "lic"), ["license"]),
        (("search", "--file-format", "gg"), ["gguf"]),
        (("search", "--license-family", "copy"), ["copyleft"]),
        (("search", "--sort", "re"), ["relevance"]),
        (("search", "--facets", "al"), ["all"]),
        (("vocab", "show", "licenses", ""), list(vocabulary("licenses").ids)),
        (("vocab", "show", "licenses", "mit", ""), []),
        (("vocab", "show", "nonsense", ""), []),
        (("vocab", ""), ["list", "show"]),
        (("index", "s"), ["status"]),
        (("nonsense", ""), []),
        (("index", "nonsense", ""), []),
        (("schema", "sp"), ["space"]),
        (("completion", ""), ["bash", "zsh", "fish"]),
        (("-V",), ["-V"]),
        (("check", "-"), [name for names, *_ in LISTING["check"][1] for name in names]),
        (("check", "--isolated", "--isol"), []),
        (("check", "--select", "license", "--sel"), ["--select"]),
        (("check", "--", "--isol"), []),
        (("check", "--baseline", "x", "--isol"), ["--isolated"]),
        (("check", "--baseline", "--isolated", "--isol"), ["--isolated"]),
        (("check", "--baseline=x", "--isol"), ["--isolated"]),
        (("check", "-q", "a.md", "--isol"), ["--isolated"]),
        (("check", "-", "--isol"), ["--isolated"]),
        (("check", "--nonsense=", "--isol"), ["--isolated"]),
        (("check", "--nonsense="), []),
        (("check", "--isolated="), []),
        (("--color", "check", "chec"), ["check"]),
        (("search", "--no-k"), ["--no-kind"]),
        (("search", "--n"), ["--no-refresh"]),
        ((), [name for name in LISTING if name and " " not in name]),
    ],
    ids=str,
)
def test_words_are_offered(words: tuple[str, ...], expected: list[str]) -> None:
    assert texts(*words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("check", ""), "files"),
        (("check", "-", ""), "files"),
        (("check", "a.md", "b"), "files"),
        (("check", "--", "--b"), "files"),
        (("check", "--config", ""), "files"),
        (("check", "--config="), "files"),
        (("check", "--output", "json="), "files"),
        (("check", "--output=json=a"), "files"),
        (("check", "--stdin-filename", ""), "files"),
        (("check", "--exclude", ""), "files"),
        (("check", "--cache-dir", ""), "folders"),
        (("search", "--index", ""), "folders"),
        (("index", "add", ""), "files"),
        (("index", "add", "hub"), "files"),
        (("index", "remove", ""), "files"),
        (("config", ""), "files"),
        (("config", "README.md", ""), ""),
        (("init", ""), "folders"),
        (("task", ""), "files"),
        (("check", "--output", "json"), ""),
        (("check", "--jobs", ""), ""),
        (("check", "--add-ignores", ""), ""),
        (("search", ""), ""),
        (("lineage", ""), ""),
        (("explain", ""), ""),
        (("",), ""),
    ],
    ids=str,
)
def test_paths_are_left_to_the_shell(words: tuple[str, ...], expected: str) -> None:
    assert paths(*words) == expected


@pytest.mark.parametrize("option", ["--select", "--ignore", "--extend-select"])
def test_all_selectors_are_offered_and_valid(option: str) -> None:
    offered = [*texts("check", option, ""), *texts("check", option, "CL")]
    assert {rule.name for rule in LISTED} | {rule.code for rule in LISTED} | {"all", "license"} <= set(offered)
    assert rule_names(offered) == {rule.name for rule in LISTED}


def test_list_goes_on_after_its_last_comma() -> None:
    assert texts("check", "--select", "license,unknown-lic") == ["license,unknown-license"]
    assert "unknown-license" not in str(texts("check", "--select", "unknown-license,")).replace("unknown-license,", "")


def test_severities_are_for_all_rules_or_for_one() -> None:
    assert {"error", "unknown-license="} <= set(texts("check", "--severity", ""))
    assert texts("check", "--severity", "unknown-license=") == [
        f"unknown-license={level}" for level in ("error", "warning", "info")
    ]


def test_what_is_offered_is_accepted() -> None:
    table = shipped_table()
    for each in texts("search", "--sort", ""):
        request_of(Question("", sort=each), table)
    for each in texts("search", "--sort", "likes:"):
        request_of(Question("", sort=each), table)
    request_of(Question("", facets=tuple(each for each in texts("search", "--facets", "") if each != "all")), table)
    for each in texts("vocab", "show", ""):
        assert vocabulary(each).ids
    assert set(vocabulary_names()) <= set(texts("vocab", "show", ""))
    for each in texts("check", "--output", ""):
        assert parse_target(f"{each}a").path == "a"


@pytest.mark.parametrize("field", [field for field in shipped_table() if field.option], ids=lambda field: field.name)
def test_values_of_fields_are_the_same_for_both_commands_and_to_exclude(field) -> None:
    name = field.option.removeprefix("--")
    assert (
        texts("search", f"--{name}", "")
        == texts("search", f"--no-{name}", "")
        == texts("stats", f"--{name}", "")
    )  # fmt: skip


def test_rules_are_described() -> None:
    found = offer(wanted(["explain", "CL07"]))
    assert ("unknown-license", "error, license") in found.completions
    assert ("CL070", "unknown-license, error, license") in found.completions


def answer(*words: str, folder: Path, **variables: str) -> str:
    """Return what a shell gets."""
    done = as_text(run_cardlint(["__complete", *words], folder, **variables))
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_answer_has_the_kind_of_paths_and_then_a_line_per_word(tmp_path: Path) -> None:
    assert answer("bash", "check", "--profile=s", folder=tmp_path) == "\t--profile=\nstrict\t\n"
    assert answer("bash", "check", "--output", "json=a", folder=tmp_path) == "files\tjson=\n"
    assert (
        answer("fish", "search", "--language", "zz", folder=tmp_path).count("\n") > 200
    )  # fish and zsh match themselves


@pytest.mark.parametrize("word", ["--profile=\n", "--config=a\tb", "--config=\x1b]0;x\x07", "--select=a\nb,"])
def test_control_characters_are_not_repeated(word: str, tmp_path: Path) -> None:
    printed = answer("bash", "check", word, folder=tmp_path)
    assert printed.count("\n") <= 1 + len(LISTED)
    assert not any(mark in printed for mark in ("\x1b", "\x07", "a\t", "a\nb"))


def test_answer_is_utf_8_in_every_locale(tmp_path: Path) -> None:
    done = run_cardlint(["__complete", "zsh", "search", "--co2=1"], tmp_path, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    done = run_cardlint(["__complete", "zsh", "vocab", "show", "emoji", ""], tmp_path, PYTHONIOENCODING="ascii")
    assert "🤗".encode() in done.stdout


def test_broken_configuration_changes_nothing(tmp_path: Path) -> None:
    before = answer("bash", "check", "--select", "unknown-l", folder=tmp_path)
    (tmp_path / ".cardlint.toml").write_text("select = [\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.cardlint]\nplugins = ['missing']\n", encoding="utf-8")
    assert answer("bash", "check", "--select", "unknown-l", folder=tmp_path) == before != ""


HEAVY = {"click", "yaml", "regex", "jsonschema", "whoosh", "huggingface_hub", "markdown_it", "subprocess", "pyarrow"}
ROOMS = {f"cardlint.{room}" for room in ("card", "cli", "config", "lint", "rule_kit", "rules", "run", "search", "task")}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "check ",
        "check --select=",
        "check --config=",
        "search --license=",
        "search --",
        "vocab show licenses ",
        "explain ",
    ],
)
def test_answer_imports_nothing_that_takes_time(words: str, tmp_path: Path) -> None:
    *before, last = words.split(" ")
    command = [sys.executable, "-X", "importtime", "-m", "cardlint", "__complete", "bash", *before, last]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "cardlint.completion.values" in imported
    assert imported & (HEAVY | ROOMS) == set()


@pytest.mark.skipif(os.name != "posix", reason="the folder is removed while it is the current one")
def test_folder_that_is_gone_is_no_obstacle(tmp_path: Path) -> None:
    script = f"cd {tmp_path}; rmdir {tmp_path}; exec {sys.executable} -P -m cardlint __complete bash chec"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "\t\ncheck\tCheck cards, and fix them with --fix\n")
