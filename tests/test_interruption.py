"""Ctrl-C and SIGTERM end every command with the exit code that shells expect, and leave nothing behind.

Each command is certain to be interrupted while it works, because its output is a full pipe, or its input is a pipe that stays open.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pytest
from template_process import ForkedProcess
from test_check import BAD, GOOD, cardlint, write

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

COMMAND = [sys.executable, "-m", "cardlint"]
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}
OUTPUT, ERRORS, INPUT = "stdout", "stderr", "stdin"
FIXABLE = "---\nlicense: MIT\n---\n# Model\n\nIt sorts letters by what they ask for.\n"
FIXED = FIXABLE.replace("MIT", "mit")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(12):
        write(tmp_path, BAD.replace("Model", f"Model {number}"), f"cards/{number:02}/README.md")
    return tmp_path


@pytest.fixture
def full_pipe() -> Iterator[int]:
    """A full pipe whose reader does not close it."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with suppress(BlockingIOError):
        while os.write(writer, bytes(4096)):
            pass
    with suppress(BlockingIOError):
        while os.write(writer, b"x"):
            pass
    os.set_blocking(writer, True)
    yield writer
    os.close(reader)
    os.close(writer)


def wait_until_blocked(pid: int, is_forked: bool = False) -> None:
    """Return when the process sleeps and has not used CPU time for a while.

    A process that is not forked also sleeps while it starts, before it has used any.
    """
    before = None
    same = 0
    deadline = time.monotonic() + 60
    while same < 10:
        assert time.monotonic() < deadline
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        assert fields[0] != "Z", "ended before the signal"
        now = (fields[0], fields[11], fields[12])
        same = same + 1 if now == before and fields[0] == "S" and (is_forked or int(fields[11]) > 0) else 0
        before = now
        time.sleep(0.02)


def assert_nothing_is_left(run: "subprocess.Popen[Any] | ForkedProcess", folder: Path) -> None:
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)
    assert [path for path in folder.rglob(".*") if path.name.startswith(".cardlint-")] == []


@pytest.mark.parametrize(
    ("words", "blocked"),
    [
        ("check cards", OUTPUT),
        ("check cards/00/README.md", OUTPUT),
        ("check --jobs 2 --no-cache cards", OUTPUT),
        ("check --fix --jobs 2 cards", OUTPUT),
        ("check --diff --jobs 2 cards", OUTPUT),
        ("check --format sarif --output html=report.html cards", OUTPUT),
        ("check --statistics cards", OUTPUT),
        ("check --verbose cards", ERRORS),
        ("check --write-baseline known.json cards", ERRORS),
        ("check --add-ignores later --jobs 2 cards", ERRORS),
        ("check --watch cards", OUTPUT),
        ("check -", INPUT),
        ("check --fix --stdin-filename cards/00/README.md -", INPUT),
        ("check --diff -", INPUT),
        ("check --add-ignores later -", INPUT),
        ("task cards", OUTPUT),
        ("task -", INPUT),
        ("explain unknown-license", OUTPUT),
        ("rules --format markdown", OUTPUT),
        ("config", OUTPUT),
        ("schema", OUTPUT),
        ("init --dry-run", OUTPUT),
        ("vocab list", OUTPUT),
        ("index add cards", OUTPUT),
        ("--help", OUTPUT),
    ],
)
def test_signal_ends_a_command_in_its_middle(words: str, blocked: str, folder: Path, full_pipe: int) -> None:
    end_in_the_middle(words, blocked, folder, full_pipe)


@pytest.mark.parametrize(
    "words",
    [
        "index update",
        "index rebuild",
        "index export",
        "index status",
        "search letters",
        "stats",
        "similar --format json 00",
        "similar --format json --duplicates",
        "lineage --format json 00",
    ],
)
def test_signal_ends_what_reads_an_index(words: str, folder: Path, full_pipe: int) -> None:
    assert cardlint("index", "add", "cards", "--index", folder / "index", cwd=folder).returncode == 0
    end_in_the_middle(words, OUTPUT, folder, full_pipe)


def end_in_the_middle(words: str, blocked: str, folder: Path, full_pipe: int) -> None:
    open_pipe, writer = os.pipe()
    for number, code in CODES.items():
        with TemporaryFile("w+") as errors, open(os.devnull, "r+b") as null:
            streams = {INPUT: null.fileno(), OUTPUT: null.fileno(), ERRORS: errors.fileno()}
            streams[blocked] = open_pipe if blocked == INPUT else full_pipe
            run = ForkedProcess(words.split(), [*streams.values()], folder, CARDLINT_INDEX=str(folder / "index"))
            try:
                wait_until_blocked(run.pid, is_forked=True)
                run.send_signal(number)
                assert run.wait(timeout=30) == code
            finally:
                run.kill()
            errors.seek(0)
            printed = errors.read()
        assert len(printed.splitlines()) <= 1
        assert "Traceback" not in printed
        assert_nothing_is_left(run, folder)
    os.close(open_pipe)
    os.close(writer)


@pytest.mark.parametrize("number", CODES)
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("whole_group", [False, True], ids=["process", "group"])
def test_fix_that_is_interrupted_leaves_whole_cards(
    number: signal.Signals, jobs: str, whole_group: bool, tmp_path: Path
) -> None:
    cards = [write(tmp_path, FIXABLE, f"{card}/README.md") for card in range(1_200)]
    command = [*COMMAND, "check", "--fix", "--jobs", jobs, "."]
    run = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    third = sorted(cards, key=str)[300]
    while third.read_text() == FIXABLE:
        assert run.poll() is None
        time.sleep(0.002)
    os.killpg(run.pid, number) if whole_group else run.send_signal(number)
    _, stderr = run.communicate(timeout=30)
    assert (run.returncode, stderr) == (CODES[number], "")
    assert_nothing_is_left(run, tmp_path)
    texts = [card.read_text() for card in cards]
    assert {*texts} == {FIXABLE, FIXED}


def test_signal_that_is_ignored_stays_ignored(folder: Path, full_pipe: int) -> None:
    run = subprocess.Popen(
        [*COMMAND, "rules"],
        cwd=folder,
        stdout=full_pipe,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    )
    wait_until_blocked(run.pid)
    run.send_signal(signal.SIGINT)
    wait_until_blocked(run.pid)
    run.send_signal(signal.SIGTERM)
    assert run.wait(timeout=30) == 143


def scripted(script: str) -> "subprocess.Popen[str]":
    start = "import time\nfrom cardlint.system.interruption import *\nraise_interruptions()\n"
    return subprocess.Popen(
        [sys.executable, "-c", start + script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_second_signal_ends_at_once() -> None:
    run = scripted("try:\n  print(1, flush=True); time.sleep(60)\nfinally:\n  print(2, flush=True); time.sleep(60)")
    assert run.stdout is not None
    assert run.stdout.readline() == "1\n"
    run.send_signal(signal.SIGINT)
    assert run.stdout.readline() == "2\n"
    run.send_signal(signal.SIGTERM)
    assert run.communicate(timeout=30) == ("", "")
    assert run.returncode == 143


def test_signal_in_a_destructor_is_not_swallowed() -> None:
    run = scripted(
        "class A:\n  def __del__(self): print(1, flush=True); time.sleep(60)\na = A()\ndel a\ntime.sleep(60)"
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "1\n"
    run.send_signal(signal.SIGTERM)
    assert run.communicate(timeout=30) == ("", "")
    assert run.returncode == 143


def test_interrupted_run_keeps_the_cache_and_the_next_uses_it(folder: Path, full_pipe: int) -> None:
    for number in range(700):
        write(folder, GOOD if number % 2 else BAD, f"many/{number}/README.md")
    run = subprocess.Popen([*COMMAND, "check", "--jobs", "2", "many"], cwd=folder, stdout=full_pipe)
    wait_until_blocked(run.pid)
    run.send_signal(signal.SIGINT)
    assert run.wait(timeout=30) == 130
    done = cardlint("check", "many", cwd=folder)
    assert done.stdout == cardlint("check", "--no-cache", "many", cwd=folder).stdout
