"""``cardlint check --watch`` as users run it: a process that continues, real files that change, and Ctrl-C."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from test_check import BAD, GOOD, cardlint, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for other processes")

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started = []

    def watch(*options: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "cardlint", "check", "--watch", *options]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        process = subprocess.Popen(command, cwd=tmp_path, text=True, start_new_session=True, **pipes)
        limit = threading.Timer(60, process.kill)  # otherwise a missing line would be waited for forever
        limit.start()
        started.append((process, limit))
        return process

    yield watch
    for process, limit in started:
        limit.cancel()
        process.kill()
        process.communicate()


def result(process: "subprocess.Popen[str]") -> tuple[str, list[str]]:
    """Return the text of the next result, and the lines before it."""
    lines = []
    for line in process.stdout or ():
        if status := re.fullmatch(r"\d\d:\d\d:\d\d (.*)\n", line):
            return status[1], lines
        lines.append(line)
    raise AssertionError(f"ended: {process.stderr.read() if process.stderr else ''}")


def test_change_is_seen_and_interrupt_ends_well(tmp_path: Path, start: Start) -> None:
    write(tmp_path, GOOD)
    process = start()
    assert result(process) == ("1 card checked, nothing to report", [])
    write(tmp_path, BAD)
    words, lines = result(process)
    assert words == "1 error in 1 card; 1 fixable with `--fix`"
    assert lines[1] == " --> README.md:2:10\n"
    assert "\x1b" not in "".join(lines)
    write(tmp_path, BAD, "more/README.md")
    assert result(process)[0] == "2 errors in 2 of 2 cards; 2 fixable with `--fix`"
    write(tmp_path, 'ignore = ["unknown-license"]\n', ".cardlint.toml")
    assert result(process)[0] == "2 cards checked, nothing to report"
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=20)
    assert (process.returncode, stderr) == (130, "")


def test_file_next_to_the_card_is_watched(tmp_path: Path, start: Start) -> None:
    write(
        tmp_path, "---\nlicense: mit\npipeline_tag: image-classification\nlibrary_name: transformers\n---\n# M\n\nIt.\n"
    )
    process = start("--select", "task-config-conflict")
    assert result(process)[0] == "1 card checked, nothing to report"
    write(tmp_path, '{"architectures": ["BertForMaskedLM"]}', "config.json")
    assert result(process)[0] == "1 warning in 1 card"


def test_broken_configuration_is_reported_and_watched(tmp_path: Path, start: Start) -> None:
    write(tmp_path, BAD)
    write(tmp_path, "ignore = 1\n", ".cardlint.toml")
    process = start()
    assert result(process)[0] == "not checked"
    time.sleep(0.1)
    write(tmp_path, "", ".cardlint.toml")
    assert result(process)[0] == "1 error in 1 card; 1 fixable with `--fix`"


def test_what_cannot_be_watched_is_refused(tmp_path: Path) -> None:
    for options in (("--diff",), ("-",), ("--add-ignores", "x")):
        done = cardlint("check", "--watch", *options, cwd=tmp_path)
        assert done.returncode == 2
        assert "--watch" in done.stderr
