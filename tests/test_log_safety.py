"""Logs never contain a command that a CI server executes, control characters for a terminal, or invalid UTF-8."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from template_process import run_cardlint
from test_check import cardlint, write

from cardlint.output import FORMATS
from cardlint.output.log_commands import FOR_PEOPLE, JSON, MARKUP, LogGuard, break_up, has_command
from cardlint.output.terminal import visible

COMMANDS = {
    "Azure": "##vso[task.setvariable variable=x]y",
    "GitHub, old form": "text ##[error]x",
    "TeamCity": "##teamcity[buildStop comment='x']",
    "GitHub": "::error file=x::y",
    "GitHub, white space before": " \t\u3000::set-output name=x::y",
    "GitHub, second line": "text\n::warning::x",
    "GitHub, after a carriage return": "text\r::warning::x",
    "GitHub, after a line separator": "text\u2028::warning::x",
    "GitHub, after a style": "\x1b[1m::stop-commands::x",
    "GitHub, zero width characters": "\u200b:\u200b:error::x",
    "GitHub, zero width characters in the old form": "#\u200b#\u200d[error]x",
}
QUIET = ("## Title", "## [a](b)", "std::vector", "a ::b:: c", "##", ": : x", "a:b", "#[derive]", "[[a]]", "12::34")


@pytest.mark.parametrize("text", COMMANDS.values(), ids=COMMANDS)
def test_command_is_broken_up_before_its_last_character(text: str) -> None:
    assert has_command(text)
    broken = break_up(text)
    assert not has_command(broken)
    assert broken.replace("\\", "", 1) == text


@pytest.mark.parametrize("text", QUIET)
def test_what_is_not_a_command_stays(text: str) -> None:
    assert not has_command(text)
    assert break_up(text) == text


@pytest.mark.parametrize("escape", [JSON, MARKUP], ids=["JSON", "XML"])
def test_data_for_programs_stay_exact(escape: object) -> None:
    text = "##vso[a] ##[b] ##teamcity[c]"
    if escape is JSON:
        written = break_up(json.dumps({"a": text}), JSON)
        assert json.loads(written) == {"a": text}
    else:
        written = break_up(f"<a b='{text}'>\n::error::\n</a>", MARKUP)
        root = ET.fromstring(written)  # noqa: S314
        assert (root.get("b"), root.text) == (text, "\n::error::\n")
    assert not has_command(written)


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_command_in_pieces_is_broken_up(size: int) -> None:
    text = "  ::error::x\nok ##vso[x]y\n" + " " * 300 + "::warning::\n" + "x" * 300 + "::fine::\n##" + "[z]"
    guard = LogGuard(FOR_PEOPLE)
    written = "".join(guard(text[at : at + size]) for at in range(0, len(text), size))
    assert written == break_up(text)
    assert not has_command(written)
    assert "x::fine::" in written


@pytest.mark.parametrize("text", [*COMMANDS.values(), "### [a](b)\n##[error]x", "#####[error]x", "##\n##[group]"])
def test_command_in_whole_lines_does_not_pass(text: str) -> None:
    shown = visible(text) if "\u200b" in text else text
    guard = LogGuard(FOR_PEOPLE)
    written = shown + "\n" if guard.can_pass(shown + "\n") else guard(shown + "\n")
    assert not has_command(written)


@pytest.mark.parametrize("text", ["## Title", "1 | ### [a](b)", "# a\n## b"])
def test_headings_pass(text: str) -> None:
    assert LogGuard(FOR_PEOPLE).can_pass(text + "\n")


@pytest.mark.parametrize(
    ("character", "shown"),
    [
        ("\u202e", "\\u202e"),
        ("\u2066", "\\u2066"),
        ("\u200f", "\\u200f"),
        ("\u061c", "\\u061c"),
        ("\u200b", "\\u200b"),
        ("\ufeff", "\\ufeff"),
        ("\u00ad", "\\xad"),
        ("\u3164", "\\u3164"),
        ("\x9b", "\\x9b"),
        ("\x1b", "␛"),
        ("\r", "␍"),
        ("\U000e0041", "\\U000e0041"),
        ("\udce9", "\\udce9"),
        ("\u200d", "\\u200d"),
    ],
    ids=ascii,
)
def test_character_that_is_not_seen_is_shown(character: str, shown: str) -> None:
    assert visible(f"a{character}b") == f"a{shown}b"


@pytest.mark.parametrize("text", ["👩‍💻", "👨🏽‍🚀", "❤️‍🔥", "می‌خواهم", "क्‍ष", "日本語", "naïve"])
def test_spelling_and_emoji_stay(text: str) -> None:
    assert visible(text) == text


NAME = "##vso[x]::a::\u202e\x1b[31m"
CARD = """\
---
license: "##vso[task.complete result=Failed]x"
language: "::error::x"
tags: ["##[error]x", "\\u202e##teamcity[x]"]
pipline_tag: x
---
::error::x

    ::warning::x

## ##[group]x

[##vso[x]](missing.md) ![::x::](##[x].png)
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    write(tmp_path, CARD, f"{NAME}/README.md")
    write(tmp_path, CARD, "::error::y/README.md")
    return tmp_path


def run(cwd: Path, *words: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run cardlint as a CI server does: both streams into one log."""
    return run_cardlint(words, cwd, one_log=True, **{"CARDLINT_CACHE_DIR": str(cwd / ".cache"), **environment})


def assert_is_safe(log: bytes) -> None:
    text = log.decode()  # raises if it is not UTF-8
    assert not has_command(text)
    assert not any(0x7F <= ord(each) < 0xA0 or each in "\x1b\u202e\u2066" for each in text)


@pytest.mark.parametrize("name", [each for each in FORMATS if each not in ("github", "azure")])
def test_no_format_prints_a_command(name: str, hostile: Path) -> None:
    done = run(hostile, "check", "--no-cache", "--severity", "info", "--format", name, ".")
    assert done.returncode == 1
    assert b"vso" in done.stdout
    assert_is_safe(done.stdout)
    written = run(hostile, "check", "--no-cache", "--severity", "info", "--output", f"{name}=report", ".")
    assert_is_safe(written.stdout + (hostile / "report").read_bytes())


@pytest.mark.parametrize(("name", "start"), [("github", "::"), ("azure", "##vso[task.logissue ")])
def test_format_of_commands_prints_only_its_own(name: str, start: str, hostile: Path) -> None:
    lines = run(hostile, "check", "--no-cache", "--severity", "info", "--quiet", "--format", name, ".").stdout.decode()
    assert len(lines.splitlines()) > 8
    for line in lines.splitlines():
        assert line.startswith(start)
        assert not has_command("x" + line.removeprefix(start))


@pytest.mark.parametrize(
    "words",
    [
        ("check", "##vso[x]"),
        ("check", "::error::x"),
        ("check", "::error::\u202e\x1b[31mx"),
        ("check", b"::error::\xff"),
        ("check", "--##[error]x"),
        ("check", "--format", "##[error]x"),
        ("check", "--format", "\x1b]0;x\x07##[error]x"),
        ("check", "--select", "##[error]x"),
        ("check", "--output", "##[error]x"),
        ("check", "--config", "##[error]x"),
        ("check", "--baseline", "##[error]x", "."),
        ("check", "--diff-from", "##[error]x", "."),
        ("check", "--verbose", "."),
        ("check", "--statistics", "."),
        ("check", "--add-ignores", "x", "--no-cache", "."),
        ("##[error]x",),
        ("::x::",),
        ("explain", "##vso[x]"),
        ("config", "##vso[x]"),
        ("config", "--format", "json", "##vso[x]"),
        ("init", "##vso[x]"),
        ("task", "."),
        ("task", "--format", "json", "."),
        ("task", "--format", "jsonl", "."),
        ("search", "--sort", "##vso[x]"),
        ("search", '"##vso[x]'),
        ("lineage", "##vso[x]"),
        ("similar", "##vso[x]"),
        ("index", "remove", "##vso[x]"),
        ("index", "add", "##vso[x]"),
        ("vocab", "show", "##vso[x]"),
        ("schema", "##vso[x]"),
    ],
    ids=lambda words: " ".join(map(str, words)).encode("ascii", "backslashreplace").decode(),
)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_no_command_line_makes_a_command(words: tuple[str | bytes, ...], encoding: str, hostile: Path) -> None:
    index = str(hostile / "index")
    done = run(hostile, *words, CARDLINT_INDEX=index, PYTHONIOENCODING=encoding)
    assert done.returncode in (0, 1, 2)
    assert done.stdout
    assert b"Traceback" not in done.stdout
    assert_is_safe(done.stdout)


@pytest.mark.parametrize(
    "text",
    ['profile = "##vso[x]y"', '"##vso[x]" = 1', "::error::x", 'ignore = ["##[error]x"]', 'plugins = ["##vso[x]"]'],
)
def test_no_configuration_makes_a_command(text: str, tmp_path: Path) -> None:
    write(tmp_path, "# M\n")
    (tmp_path / ".cardlint.toml").write_text(text, encoding="utf-8")
    done = run(tmp_path, "check", ".")
    assert done.returncode == 2
    assert_is_safe(done.stdout)


@pytest.mark.parametrize(
    "words",
    [
        *(("search", "--format", name) for name in ("table", "json", "jsonl", "csv", "ids")),
        ("search", "--facets", "all"),
        ("search", "error", "--explain"),
        *(("stats", "--format", name) for name in ("text", "json", "html", "svg")),
        ("similar", "--duplicates"),
        ("index", "export"),
        ("index", "status"),
    ],
    ids=" ".join,
)
def test_no_answer_from_an_index_makes_a_command(words: tuple[str, ...], hostile: Path) -> None:
    index = str(hostile / "index")
    added = run(hostile, "index", "add", ".", CARDLINT_INDEX=index)
    assert added.returncode == 0
    done = run(hostile, *words, CARDLINT_INDEX=index)
    assert (done.returncode, b"2 cards" in done.stdout or b"vso" in done.stdout) == (0, True)
    assert_is_safe(added.stdout + done.stdout)


DIFF = """\
---
license: Apache-2.0
# {trap}
language: en
---
# M
"""


@pytest.mark.parametrize("trap", ["##vso[task.x]y", "\n::error::x"], ids=["anywhere", "context line"])
def test_patch_in_a_log_has_no_command_and_in_a_file_applies(trap: str, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    path = write(tmp_path, DIFF.format(trap=trap))
    log = run(tmp_path, "check", "--no-cache", "--isolated", "--diff", ".")
    assert log.returncode == 1
    assert "README.md:2: left out of the patch: it would print a command that CI servers execute" in log.stdout.decode()
    assert_is_safe(log.stdout)
    with (tmp_path / "all.patch").open("wb") as file:
        command = [sys.executable, "-m", "cardlint", "check", "--no-cache", "--isolated", "--diff", "."]
        subprocess.run(command, cwd=tmp_path, stdout=file, check=False)
    subprocess.run(["git", "apply", "all.patch"], cwd=tmp_path, check=True)
    assert path.read_text(encoding="utf-8") == DIFF.format(trap=trap).replace("Apache", "apache")


def test_patch_of_a_file_whose_name_is_a_command_applies(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    path = write(tmp_path, DIFF.format(trap="x"), "##vso[x]y/README.md")
    log = run(tmp_path, "check", "--no-cache", "--isolated", "--diff", ".")
    assert_is_safe(log.stdout)
    (tmp_path / "all.patch").write_bytes(log.stdout)
    subprocess.run(["git", "apply", "all.patch"], cwd=tmp_path, check=True)
    assert "apache-2.0" in path.read_text(encoding="utf-8")


def test_other_changes_of_a_patch_apply_without_the_one_that_is_left_out(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    filler = "".join(f"x{number}: 1\n" for number in range(9))
    card = f"---\ntags: a, b\n# ##[x]\n{filler}license: Apache-2.0\n{filler.replace('x', 'y')}language: [en, en]\n---\n# M\n"
    path = write(tmp_path, card)
    done = cardlint(
        "check", "--isolated", "--no-cache", "--diff", "--select", "unknown-license,comma-list", ".", cwd=tmp_path
    )
    assert "README.md:2: left out" in done.stderr
    (tmp_path / "part.patch").write_text(done.stdout, encoding="utf-8")
    subprocess.run(["git", "apply", "--verbose", "part.patch"], cwd=tmp_path, check=True)
    assert path.read_text(encoding="utf-8") == card.replace("Apache", "apache")


def test_patch_on_a_terminal_has_no_escape_of_the_card(tmp_path: Path) -> None:
    write(tmp_path, DIFF.format(trap="\x1b[31m \x9b \u202e ##vso[x]"))
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "cardlint", "check", "--no-cache", "--isolated", "--diff", "."]
    child = subprocess.Popen(command, cwd=tmp_path, stdout=slave, stderr=slave)
    os.close(slave)
    shown = b""
    try:
        while part := os.read(master, 4096):
            shown += part
    except OSError:  # the terminal ends with the process
        pass
    child.wait()
    os.close(master)
    assert "+license: apache-2.0" in shown.decode()
    assert "␛[31m \\x9b \\u202e ##vso\\[x]" in shown.decode()
    assert not any(each in shown.decode() for each in "\x1b\x9b\u202e")


def test_lone_surrogates_are_escapes_in_json(tmp_path: Path) -> None:
    write(tmp_path, '---\nlicense: "\\ud800"\n---\n# M\n')
    folder = os.fsencode(tmp_path) + b"/\xff"
    os.mkdir(folder)
    (tmp_path / "README.md").rename(os.fsdecode(folder) + "/README.md")
    for name in ("json", "jsonl", "sarif", "gitlab", "rdjson"):
        done = run(tmp_path, "check", "--no-cache", "--severity", "info", "--format", name, ".")
        assert done.stdout.isascii()
        json.loads(done.stdout.splitlines()[0] if name == "jsonl" else done.stdout)
    assert b'"path": "\\udcff/README.md"' in run(tmp_path, "check", "--no-cache", "--format", "jsonl", ".").stdout


def test_repaired_card_on_standard_output_stays_as_it_is(tmp_path: Path) -> None:
    card = DIFF.format(trap="##vso[x]y hf_" + "NqVwQwErTzUiOpAsDfGhJ" + "kLyXcVbNmQaYwSxEd \u202e")
    done = run_cardlint(["check", "--isolated", "--fix", "-"], tmp_path, card.encode())
    assert done.stdout.decode() == card.replace("Apache", "apache")
    assert not has_command(done.stderr.decode())
