"""Queries without results, and queries with synonyms and aliases: the suggestions, and what is searched."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cardlint.cli import cli

CARDS = {
    "a": "---\npipeline_tag: automatic-speech-recognition\nlicense: mit\n---\n# A\n",
    "b": "---\npipeline_tag: text2text-generation\nlicense: mit\nlanguage: xx-nonsense\n---\n# B\n",
    "c": "---\npipeline_tag: text-generation\nlicense: apache-2.0\n---\n# C\n",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("advice")
    for name, text in CARDS.items():
        (folder / "cards" / name).mkdir(parents=True)
        (folder / "cards" / name / "README.md").write_text(text)
    assert run("index", "add", folder / "cards", "--index", folder / "index").exit_code == 0
    return folder / "index"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)), catch_exceptions=False)


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("task:stt",), ["a"]),
        (("task:asr",), ["a"]),
        (("task:speech-to-text",), ["a"]),
        (("--task", "stt"), ["a"]),
        (("--task", "text2text-generation"), ["b", "c"]),
        (("task:text-generation",), ["b", "c"]),
        (("task_source:retired",), ["b"]),
    ],
)
def test_tasks_by_other_names(index: Path, arguments: tuple[str, ...], found: list[str]) -> None:
    done = run("search", *arguments, "--sort", "id", "--format", "ids", "--index", index)
    assert done.stdout.split() == found


def test_rules_by_their_codes(index: Path) -> None:
    by_name = run("search", "rule:invalid-language", "--format", "ids", "--index", index).stdout
    code = next(line.split()[0] for line in run("rules").stdout.splitlines() if " invalid-language " in line)
    assert by_name == "b\n"
    for question in ((f"rule:{code}",), ("--rule", code.lower())):
        assert run("search", *question, "--format", "ids", "--index", index).stdout == by_name


@pytest.mark.parametrize("text", ["🙂", "?!", '"..."', "🙂 OR ?"])
def test_nothing_to_search_for_is_reported(index: Path, text: str) -> None:
    done = run("search", text, "--index", index)
    assert done.exit_code == 2
    assert "the query has no letter and no digit, so there is nothing to search" in done.stderr


@pytest.mark.parametrize(
    ("text", "at", "hint"),
    [
        ("bert parameters:7B..1B", 17, "write `parameters:1B..7B`"),
        ("updated:2025..2024", 9, "write `updated:2024..2025`"),
    ],
)
def test_range_that_ends_before_it_begins_is_reported(index: Path, text: str, at: int, hint: str) -> None:
    done = run("search", text, "--index", index)
    assert done.exit_code == 2
    assert f"query, character {at}: " in done.stderr
    assert "ends before it begins" in done.stderr
    assert hint in done.stderr


def test_range_of_one_value_is_none(index: Path) -> None:
    assert run("search", "updated:2025..2025-03 OR parameters:1B..1B", "--index", index).exit_code == 0


def test_unknown_value_is_named_with_what_there_is(index: Path) -> None:
    assert (
        "no card has license:apache-3.0; did you mean apache-2.0?"
        in run("search", "--license", "apache-3.0", "--index", index).stdout
    )
    done = run("search", "--license", "zzz", "--index", index).stdout
    assert "no card has license:zzz; most have mit, apache-2.0" in done
