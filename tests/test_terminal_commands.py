"""What every command looks like in a terminal: columns below each other, no word broken at the edge."""

import re
from pathlib import Path

import pytest
from template_process import as_text, run_cardlint

from cardlint.cli.commands import COMMANDS
from cardlint.cli.printing.paragraph import paragraph

pictures = pytest.importorskip("tools.pictures", reason="pictures need Rich and pseudo-terminals")

ROOT = Path(__file__).parents[1]
ESCAPES = re.compile(r"\x1b\]8;;.*?\x1b\\|\x1b\[[\d;]*[A-Za-z]")
GROUPS = {"index": ("add", "export", "rebuild", "remove", "status", "update"), "vocab": ("list", "show")}
PAGES = [
    *COMMANDS,
    *(f"{group} {command}" for group, commands in GROUPS.items() for command in commands),
]


def in_terminal(command: str, home: Path, columns: int = 80) -> str:
    return pictures.output_of(f"cardlint {command}", ROOT, home, columns)


def plain(text: str) -> str:
    return ESCAPES.sub("", text)


def piped(command: str) -> str:
    done = as_text(run_cardlint(command.split(), ROOT))
    return done.stdout + done.stderr


@pytest.mark.parametrize("columns", [60, 80, 140])
@pytest.mark.parametrize(
    "command",
    [
        "task tests/cards/clean/model",
        "task tests/cards/broken",
        "vocab list",
        "vocab show licenses MIT",
        "vocab show tasks conversational",
        "explain contradicting-license-file",
        "rules --category license",
    ],
)
def test_no_word_is_broken(command: str, columns: int, tmp_path: Path) -> None:
    shown = plain(in_terminal(command, tmp_path, columns))
    assert [line for line in shown.splitlines() if len(line) > columns and " " in line.strip()] == []
    if not command.startswith("explain"):  # which cuts what is not its own text
        assert shown.split() == piped(command).split()


def test_lines_of_a_column_begin_below_each_other(tmp_path: Path) -> None:
    shown = plain(in_terminal("task tests/cards/clean/model", tmp_path)).splitlines()
    at = shown[1].index("the card says")
    assert shown[2][at:] == "there is no task among `sentiment`,"
    assert shown[3] == f"{'':{at}}`reviews`"
    assert shown[5].startswith("    `DistilBertForSequenceClassification` is for ")


def test_columns_of_the_rules_are_aligned() -> None:
    lines = piped("rules").splitlines()
    assert len({match.start() for line in lines if (match := re.search(r" (fix|strict|opt-in)( |$)", line))}) == 1


def test_facts_of_a_card_fit_on_its_line(tmp_path: Path) -> None:
    card = tmp_path / "a-rather-long-name-of-a-model" / "README.md"
    card.parent.mkdir()
    card.write_text(
        "---\nlicense: apache-2.0\npipeline_tag: image-text-to-text\nlibrary_name: transformers\n---\n# A\n"
    )
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "README.md").write_text("# B\n")
    in_terminal(f"index add {tmp_path}", tmp_path)
    wide, narrow = (plain(in_terminal("search", tmp_path, columns)).splitlines() for columns in (100, 60))
    assert wide[:2] == ["a-rather-long-name-of-a-model  image-text-to-text · transformers · apache-2.0", "bare"]
    assert narrow[:2] == ["a-rather-long-name-of-a-model  image-text-to-text · transfo…", "bare"]


@pytest.mark.parametrize("command", PAGES)
def test_help_fits_and_has_headings(command: str, tmp_path: Path) -> None:
    shown = in_terminal(f"{command} --help", tmp_path)
    assert [line for line in plain(shown).splitlines() if len(line) > 80] == []
    assert shown.startswith(f"\x1b[1mUsage:\x1b[0m cardlint {command} ")
    assert "\x1b[1mOptions:\x1b[0m\n" in shown
    assert "  --color [auto|always|never] " in shown
    assert piped(f"{command} --help").startswith(f"Usage: cardlint {command} ")


def test_help_of_a_long_command_has_sections() -> None:
    page = piped("check --help")
    assert re.findall(r"^(\S.*):$", page, re.MULTILINE) == [
        "Rules",
        "Fixes",
        "Cards",
        "Known findings",
        "Report",
        "Exit code",
        "Options",
    ]
    assert (
        len(
            {
                match.start() - page.rfind("\n", 0, match.start())
                for match in re.finditer(r"(?<=  )(Run only|Apply all|Kind of)", page)
            }
        )
        == 1
    )
    assert re.findall(r"^(\S.*):$", piped("search --help"), re.MULTILINE) == ["Filters", "Options"]


@pytest.mark.parametrize(
    ("text", "at", "cells", "lines"),
    [
        ("one two three", 10, None, ["one two three"]),
        ("one two three", 10, 80, ["one two three"]),
        ("a sentence of some words that goes on", 6, 30, ["a sentence of some words", "      that goes on"]),
        ("a sentence of some words that goes on", 20, 40, ["", "    a sentence of some words that goes", "    on"]),
        (
            "a word-that-is-longer-than-the-room and more",
            20,
            50,
            ["", "    a word-that-is-longer-than-the-room and more"],
        ),
        ("文字 文字 文字 文字 文字 文字", 4, 29, ["文字 文字 文字 文字 文字", "    文字"]),
        ("", 4, 80, [""]),
    ],
)
def test_paragraph_continues_in_its_column(text: str, at: int, cells: int | None, lines: list[str]) -> None:
    assert list(paragraph(text, at, cells)) == lines
