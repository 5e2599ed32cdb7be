"""A fork of the template behaves like cardlint in a new Python."""

import os
import signal
import subprocess
from pathlib import Path

import pytest
from template_process import ForkedProcess, run_cardlint, start_cardlint
from test_check import BAD, write

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")


COMMANDS: tuple[tuple[str | bytes, ...], ...] = (
    ("--version",),
    ("check", "README.md"),
    ("check", "--format", "json", "--no-cache", "."),
    ("check", "--verbose", "--no-cache", "--jobs", "2", "."),
    ("check", "--fix", "-"),
    ("check", b"caf\xe9"),
    ("config",),
    ("task", "-"),
    ("search", "letters"),
    ("nonsense",),
)


@pytest.mark.parametrize(
    ("words", "encoding"),
    [*((words, "") for words in COMMANDS), (("check", "--fix", "-"), "ascii"), (("check", "naïve"), "ascii")],
    ids=str,
)
def test_fork_prints_what_a_start_prints(words: tuple[str | bytes, ...], encoding: str, tmp_path: Path) -> None:
    write(tmp_path, BAD)
    variables = {"CARDLINT_INDEX": "nowhere", "FORCE_COLOR": "1", "PYTHONIOENCODING": encoding}
    fork, start = (run(words, tmp_path, BAD.encode(), **variables) for run in (run_cardlint, start_cardlint))
    assert (fork.returncode, fork.stdout, fork.stderr) == (start.returncode, start.stdout, start.stderr)


def test_one_log_has_output_and_errors(tmp_path: Path) -> None:
    write(tmp_path, BAD)
    fork, start = (run(["check", ".", "nowhere"], tmp_path, one_log=True) for run in (run_cardlint, start_cardlint))
    assert fork.stdout == start.stdout != b""
    assert not fork.stderr


def test_fork_has_the_mask_of_files_of_the_test(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write(tmp_path, BAD)
        run_cardlint(["check", "--output", "json=report.json", "."], tmp_path)
    finally:
        os.umask(before)
    assert (tmp_path / "report.json").stat().st_mode & 0o777 == 0o600


def test_plugin_on_the_path_of_imports_is_found(tmp_path: Path) -> None:
    write(tmp_path, "Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n", "site/acme-1.0.dist-info/METADATA")
    write(tmp_path, "[cardlint.rules]\nacme = acme:RULES\n", "site/acme-1.0.dist-info/entry_points.txt")
    write(tmp_path, "raise ValueError('imported')", "site/acme.py")
    write(tmp_path, 'plugins = ["acme"]', ".cardlint.toml")
    write(tmp_path, BAD)
    for run in (run_cardlint, start_cardlint):
        assert b"imported" in run(["check", "."], tmp_path, PYTHONPATH=str(tmp_path / "site")).stderr


def test_command_that_does_not_end_is_ended(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    with open(os.devnull, "r+b") as null:
        process = ForkedProcess(["check", "-"], (reader, null.fileno(), null.fileno()), tmp_path)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=0.05)
        process.kill()
    assert process.wait() == -signal.SIGKILL
    os.close(reader)
    os.close(writer)
    assert run_cardlint(["--version"]).returncode == 0


def test_process_before_has_to_be_waited_for(tmp_path: Path) -> None:
    with open(os.devnull, "r+b") as null:
        streams = (null.fileno(),) * 3
        process = ForkedProcess(["--version"], streams, tmp_path)
        with pytest.raises(AssertionError):
            ForkedProcess(["--version"], streams, tmp_path)
        process.wait()
