"""An unexpected exception: one line with its place in the code, exit code 2, and no text of the card."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_check import BAD, write

from cardlint.system import workers

SECRET = "hf_" + "QwErTzUiOpAsDfGhJ" + "kLyXcVbNmQaYwSxEd"
MAIN = "from cardlint.__main__ import main\nmain()\n"
PLAIN = f"import cardlint.run.check as module\ndef check(*_): raise ValueError({SECRET!r})\nmodule.check = check\n"
COMMAND = (
    f"import cardlint.cli.commands.rules as rules\ndef known(): raise KeyError({SECRET!r})\nrules.all_rules = known\n"
)
WORKER = (
    f"import cardlint.run.session as session\ndef attempt(*_): raise KeyError({SECRET!r})\nsession._attempt = attempt\n"
)


def run(script: str, *words: str, cwd: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", script + MAIN, *words]
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(60):
        write(tmp_path, BAD, f"{number}/README.md")
    return tmp_path


@pytest.mark.parametrize(
    ("script", "words", "expected"),
    [
        (PLAIN, ("check", "."), "internal error: ValueError"),
        (PLAIN, ("check", "-q"), "internal error: ValueError"),
        (COMMAND, ("rules",), "internal error: KeyError at cli/commands/rules.py:"),
        (COMMAND.replace("KeyError", "EOFError"), ("rules",), "internal error: EOFError at cli/commands/rules.py:"),
        (COMMAND.replace("KeyError", "SystemError"), ("rules",), "internal error: SystemError at cli/commands/rules.py:"),
        (WORKER, ("check", "--no-cache", "--jobs", "1", "."), "internal error: KeyError at run/share.py:"),
        (WORKER, ("check", "--no-cache", "--jobs", "2", "."), "internal error: KeyError at run/share.py:"),
    ],
    ids=["plain", "plain quiet", "command", "early end", "system error", "one process", "before the workers"],
)  # fmt: skip
def test_unexpected_exception_is_one_line(script: str, words: tuple[str, ...], expected: str, folder: Path) -> None:
    done = run(script, *words, cwd=folder)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"cardlint: {expected}")
    assert line.endswith("please report it at https://github.com/cardlint/cardlint/issues; CARDLINT_DEBUG=1 shows more")
    assert SECRET not in done.stderr


def test_exception_that_is_too_deep_is_one_line(folder: Path) -> None:
    script = "import cardlint.run.check as module\ndef check(*_): return check()\nmodule.check = check\n"
    done = run(script, "check", cwd=folder)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("cardlint: internal error: RecursionError")


@pytest.mark.parametrize("words", [("check",), ("rules",)])
def test_end_of_memory_is_one_line(words: tuple[str, ...], folder: Path) -> None:
    script = (
        (PLAIN + COMMAND)
        .replace(f"ValueError({SECRET!r})", "MemoryError")
        .replace(f"KeyError({SECRET!r})", "MemoryError")
    )
    done = run(script, *words, cwd=folder)
    assert (done.returncode, done.stderr) == (2, "cardlint: out of memory\n")


@pytest.mark.skipif(not workers.AVAILABLE, reason="this system cannot fork")
def test_exception_in_a_worker_is_one_line(folder: Path) -> None:
    late = WORKER.replace("raise", "\n  if number.append(1) or len(number) < 20: return CardlintError('x')\n  raise")
    script = "from cardlint.system.errors import CardlintError\nnumber = []\n" + late
    done = run(script, "check", "--no-cache", "--jobs", "2", "-q", ".", cwd=folder)
    assert done.returncode == 2
    lines = [line for line in done.stderr.splitlines() if line != "cardlint: x"]
    assert len(lines) == 1
    assert lines[0].startswith("cardlint: internal error: KeyError at system/workers.py:")
    assert SECRET not in done.stderr


def test_traceback_is_shown_where_it_is_asked_for(folder: Path) -> None:
    done = run(COMMAND, "rules", cwd=folder, CARDLINT_DEBUG="1")
    assert done.returncode == 2
    assert "Traceback (most recent call last)" in done.stderr
    assert "in known" in done.stderr
