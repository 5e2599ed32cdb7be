"""What people see in a terminal: cardlint runs on its own pseudo-terminal of a known width."""

import os
import re
import struct
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from template_process import as_text, run_cardlint

from cardlint.output.terminal import width

pty, fcntl, termios = (pytest.importorskip(name) for name in ("pty", "fcntl", "termios"))

BAD = """\
---
license: apache-2
tags:
- local_path/that is far too long to be a tag of anything, and goes on and on beyond the edge of any terminal there is
---
# Letters

It sorts letters by what they ask for.
"""
LINK = re.compile(r"\x1b\]8;;(.*?)\x1b\\(.*?)\x1b\]8;;\x1b\\")
STYLE = re.compile(r"\x1b\[[\d;]*m")


def in_terminal(*words: str, cwd: Path, columns: int = 80, **variables: str) -> str:
    """Return what ``cardlint WORDS`` prints on a terminal with ``columns``, both streams, including escape sequences."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", **variables}
    command = [sys.executable, "-m", "cardlint", *words]
    with subprocess.Popen(command, cwd=cwd, stdin=slave, stdout=slave, stderr=slave, env=environment):
        os.close(slave)
        shown = b""
        while True:
            try:
                piece = os.read(master, 65_536)
            except OSError:  # the last process has closed it
                break
            if not piece:
                break
            shown += piece
    os.close(master)
    return shown.decode().replace("\r\n", "\n")


def plain(text: str) -> str:
    return STYLE.sub("", LINK.sub(r"\2", text))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "README.md").write_text(BAD, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("columns", [40, 80, 140])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_broken(folder: Path, columns: int) -> None:
    shown = plain(in_terminal("check", cwd=folder, columns=columns))
    piped = subprocess.run(
        [sys.executable, "-m", "cardlint", "check"], cwd=folder, capture_output=True, text=True, check=False
    ).stdout
    assert max(map(len, shown.splitlines())) <= columns
    heading = next(line for line in piped.splitlines() if line.startswith("error[unknown-license]: "))
    assert heading in " ".join(shown.split())


def test_first_finding_of_a_rule_links_to_its_page(folder: Path) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "README.md").write_text(BAD, encoding="utf-8")
    shown = in_terminal("check", "--select", "unknown-license", cwd=folder)
    assert LINK.findall(shown) == [
        ("https://github.com/cardlint/cardlint/blob/main/docs/rules.md#unknown-license", "unknown-license")
    ]
    assert shown.count("unknown-license") == 3  # the address, the first and the second finding
    assert LINK.findall(in_terminal("check", cwd=folder, NO_COLOR="1")) == []


def test_explanation_is_wrapped_and_has_no_markup_of_its_source(folder: Path) -> None:
    shown = in_terminal("explain", "task-config-conflict", cwd=folder, columns=60)
    assert "``" not in shown
    assert "\x1b[36m`pipeline_tag`\x1b[0m" in shown
    prose, _, examples = plain(shown).partition("\nBad\n")
    assert max(map(len, prose.splitlines())) <= 60
    assert 'Next to the card: config.json\n    {"architectures": ["BertForMaskedLM"]}\n' in examples


def test_long_file_of_an_example_is_cut(folder: Path) -> None:
    shown = plain(in_terminal("explain", "heavy-image", cwd=folder))
    assert "Next to the card: p.png\n" in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_patch_is_in_color(folder: Path) -> None:
    shown = in_terminal("check", "--diff", "--select", "unknown-license", cwd=folder)
    assert "\x1b[91m-license: apache-2\x1b[0m\n\x1b[32m+license: apache-2.0\x1b[0m\n" in shown
    assert "\x1b" not in in_terminal("check", "--diff", "--select", "unknown-license", cwd=folder, NO_COLOR="1")


@pytest.mark.parametrize(
    ("words", "is_colored"),
    [
        (("check",), True),
        (("check", "--color", "auto"), True),
        (("check", "--color", "never"), False),
        (("--color", "never", "check"), False),
        (("--color", "never", "check", "--color", "always"), True),
        (("rules", "--color", "never"), False),
    ],
    ids=str,
)
def test_color_is_for_the_user_to_choose(words: tuple[str, ...], is_colored: bool, folder: Path) -> None:
    assert ("\x1b[" in in_terminal(*words, cwd=folder)) == is_colored


@pytest.mark.parametrize(
    ("words", "variables", "is_colored"),
    [
        (("check",), {}, False),
        (("check", "--color", "always"), {}, True),
        (("--color", "always", "rules"), {}, True),
        (("explain", "unknown-license", "--color", "always"), {}, True),
        (("check", "--color", "always"), {"NO_COLOR": "1"}, True),
        (("check", "--color", "never"), {"FORCE_COLOR": "1"}, False),
        (("check", "--color", "auto"), {"FORCE_COLOR": "1"}, True),
        (("check", "--color", "always", "--format", "json"), {}, False),
    ],
    ids=str,
)
def test_color_without_a_terminal(
    words: tuple[str, ...], variables: dict[str, str], is_colored: bool, folder: Path
) -> None:
    done = as_text(run_cardlint(words, folder, **variables))
    assert ("\x1b[" in done.stdout) == is_colored
    assert "\x1b]8" not in done.stdout


def test_error_is_wrapped_between_words_in_a_terminal(folder: Path) -> None:
    lines = in_terminal("check", "--format", "yml", cwd=folder, columns=60).splitlines()
    assert lines[0] == "cardlint: invalid value for `--format`: `yml`"
    assert len(lines) > 2
    assert all(len(line) <= 60 and line.startswith("  ") for line in lines[1:])
    assert " ".join(lines[1:]).replace("   ", " ").endswith("sarif, text")


def test_version_has_a_short_option(tmp_path: Path) -> None:
    assert as_text(run_cardlint(("-V",), tmp_path)).stdout == as_text(run_cardlint(("--version",), tmp_path)).stdout


def test_width_of_every_character_is_that_of_its_class() -> None:
    for point in range(0x20, 0x11_0000):
        character = chr(point)
        if 0x7F <= point < 0xA0 or 0xD800 <= point < 0xE000 or unicodedata.category(character) == "Cn":
            continue  # never printed as they are, or not assigned
        if unicodedata.category(character) in ("Mn", "Me", "Cf"):
            expected = 0
        else:
            expected = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if point not in (0x200D, 0xFE0F) and not 0x1F3FB <= point <= 0x1F3FF:  # change the width of others
            assert width(character) == expected, hex(point)


@pytest.mark.parametrize(
    ("text", "cells"),
    [("é", 1), ("e\u0301", 1), ("日本", 4), ("👩\u200d🔬", 2), ("❤\ufe0f", 2), ("👍🏽", 2), ("–’“", 3)],
)
def test_width_of_text(text: str, cells: int) -> None:
    assert width(text) == cells
