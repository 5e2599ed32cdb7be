"""A program is stopped together with its children, and its standard error does not fill the memory."""

import os
import time
from pathlib import Path

import pytest

from cardlint.run.git import process
from cardlint.run.git.process import Process
from cardlint.system.errors import CardlintError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs are shell scripts")


def start(script: str, *, complains: bool = True) -> Process:
    return Process(("/bin/sh", "-c", script), "/", dict(os.environ), complains=complains)


@pytest.mark.parametrize(
    "script", ["sleep 300", "sleep 300 & sleep 300", "sleep 300 &"], ids=["itself", "both", "its child"]
)
def test_silence_ends_what_it_started_too(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.2)
    silent = start(script)
    with pytest.raises(CardlintError, match=r"sh did not answer for 0\.2 seconds and was stopped"):
        silent.read_piece()
    silent.end()
    assert is_gone(silent._process.pid)


def is_gone(group: int) -> bool:
    """Return whether a process group has no members any more; another process waits for its children."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_child_that_keeps_the_complaints_open_is_not_waited_for(tmp_path: Path) -> None:
    quick = start(f"echo said; sleep 300 >{tmp_path}/out & echo $! >{tmp_path}/child")
    assert quick.read_piece() == b"said\n"
    assert quick.read_piece() == b""
    assert quick.wait() == 0
    quick.end()
    os.kill(int((tmp_path / "child").read_text()), 9)


def test_endless_complaints_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    loud = start("echo first >&2; head -c 10000000 /dev/zero >&2; echo done")
    assert loud.read_piece() == b"done\n"
    loud.end()
    assert loud.complaint() == "first"
    assert len(loud._complaint) == 4096


def test_program_that_has_ended_answers_nothing() -> None:
    gone = start("exit 3", complains=False)
    assert gone.wait() == 3
    assert gone.ask(b"question") == b""
    gone.end()
