"""What people see who run cardlint in a terminal: a process on a pseudo-terminal of its own, of a known width."""

import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

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
    """Return what ``cardlint WORDS`` shows in a terminal of so many columns, both streams, with its escapes."""
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
            except OSError:  # the last one has closed it
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
