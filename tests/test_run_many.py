"""Many cards in several processes: the report is the same as with one process, whatever happens to them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_check import BAD, GOOD, cardlint, write

from cardlint.system import progress, workers
from cardlint.system.errors import CardlintError

forking = pytest.mark.skipif(not workers.AVAILABLE, reason="this system cannot fork")


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    for number in range(70):
        card = BAD if number % 3 else GOOD
        write(tmp_path, card.replace("Model", f"Model {number} 日本語"), f"{number:03}/README.md")
    write(tmp_path, "---\na: [\n---\n", "broken/README.md")
    (tmp_path / "folder/README.md").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize("form", ["text", "json", "sarif", "concise"])
def test_report_is_that_of_one_process(cards: Path, form: str) -> None:
    paths = [str(path) for path in sorted(cards.glob("*/README.md")) if path.is_file()] + ["missing/README.md"]
    options = ("check", "--no-cache", "--format", form, *paths)
    one, *others = (cardlint(*options, "--jobs", str(jobs), cwd=cards) for jobs in (1, 2, 5))
    assert one.returncode == 2
    assert "missing" in one.stderr
    for other in others:
        assert (other.returncode, other.stdout, other.stderr) == (one.returncode, one.stdout, one.stderr)


def test_report_from_the_cache_is_that_of_one_process(cards: Path) -> None:
    plain = cardlint("check", "--no-cache", "--jobs", "1", cwd=cards)
    first = cardlint("check", "--jobs", "2", cwd=cards)
    write(cards, BAD, "new/README.md")
    second = cardlint("check", "--jobs", "2", cwd=cards)
    assert first.stdout == plain.stdout
    assert second.stdout == cardlint("check", "--no-cache", "--jobs", "1", cwd=cards).stdout != first.stdout


@forking
def test_results_come_in_order() -> None:
    items = list(range(1_000))
    for jobs in (2, 3, 100):
        assert list(workers.ordered(str, items, jobs)) == [str(item) for item in items]
    assert list(workers.ordered(str, [], 2)) == []


@forking
def test_dead_process_is_an_error_and_no_hang() -> None:
    def die(item: int) -> int:
        if item == 40:
            os._exit(3)
        return item

    with pytest.raises(CardlintError, match=r"died \(exit code 3\)"):
        list(workers.ordered(die, list(range(100)), 2))


@forking
def test_killed_process_is_an_error_and_no_hang() -> None:
    def kill(item: int) -> int:
        if item == 20:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    with pytest.raises(CardlintError, match=r"died \(signal 9\)"):
        list(workers.ordered(kill, list(range(100)), 2))


@forking
def test_nothing_is_left_when_the_reader_stops() -> None:
    before = _children(os.getpid())
    results = workers.ordered(time.sleep, [0.0] * 16 + [60.0] * 16, 2)
    next(results)
    assert _children(os.getpid()) > before
    results.close()
    assert _children(os.getpid()) == before


def _children(pid: int) -> set[int]:
    """Return the children of a process, including zombies, without the `ps` process that lists them."""
    with subprocess.Popen(["ps", "-A", "-o", "pid=,ppid="], stdout=subprocess.PIPE, text=True) as ps:
        rows = [tuple(map(int, line.split())) for line in ps.communicate()[0].splitlines()]
    return {child for child, parent in rows if parent == pid and child != ps.pid}


@forking
def test_interrupt_ends_all_processes_without_a_traceback(tmp_path: Path) -> None:
    for number in range(1_500):
        write(tmp_path, BAD, f"{number}/README.md")
    command = [sys.executable, "-m", "cardlint", "check", "--no-cache", "--jobs", "2", "--format", "json"]
    run = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    while not _children(run.pid):
        assert run.poll() is None
        time.sleep(0.005)
    os.killpg(run.pid, signal.SIGINT)
    _, stderr = run.communicate(timeout=20)
    assert "Traceback" not in stderr
    assert run.returncode == 130
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)


def test_reader_that_goes_away_is_not_an_error(cards: Path) -> None:
    for options in ((), ("--jobs", "2")):
        command = [sys.executable, "-m", "cardlint", "check", *options]
        run = subprocess.Popen(command, cwd=cards, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()  # before anything was written
        assert run.stderr.read() == ""
        run.stderr.close()
        assert run.wait(timeout=20) == 128 + 13  # the exit code after SIGPIPE, neither clean nor findings


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("options", [(), ("--no-cache",), ("--format", "json"), ("--statistics",), ("--diff",)])
def test_output_that_cannot_be_written_is_reported(cards: Path, options: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "cardlint", "check", *options]
        done = subprocess.run(command, cwd=cards, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "cardlint: the output: no space left on device\n")


def test_progress_line() -> None:
    assert progress.line(1_500, 7_116, 2.0) == "1,500 of 7,116 cards, 750 a second, 7 s left"
    assert progress.line(10, 100_000, 10.0) == "10 of 100,000 cards, 1 a second, 1666 min left"


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
@pytest.mark.parametrize(("options", "is_shown"), [((), True), (("--quiet",), False)])
def test_progress_is_on_the_terminal_and_gone_at_the_end(
    tmp_path: Path, options: tuple[str, ...], is_shown: bool
) -> None:
    import pty

    for number in range(3):
        write(tmp_path, GOOD.replace("Model", f"Model {number}"), f"{number}/README.md")
    ours, its = pty.openpty()
    at_once = (
        "from cardlint import __main__; from cardlint.system import progress; progress.QUIET_FOR = 0; __main__.main()"
    )
    command = [sys.executable, "-c", at_once, "check", "--no-cache", *options]
    run = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=its)
    os.close(its)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # the terminal ends with the process
        pass
    os.close(ours)
    assert run.wait(timeout=60) == 0
    assert (b"1 of 3 cards, " in shown) is is_shown
    assert not shown or shown.endswith(b"\r\x1b[K")
    assert cardlint("check", "--no-cache", cwd=tmp_path).stderr == ""


def test_secret_is_masked_also_where_the_cache_knows_the_card(tmp_path: Path) -> None:
    token = "hf_" + "QwErTzUiOpAsDfGhJ" + "kLyXcVbNmQaYwSxEd"
    for number in range(3):
        write(tmp_path, f"---\nlicense: mit\n---\n# A\n\n{token if number else 'Text'} [a]()\n", f"{number}/README.md")
    first = cardlint("check", cwd=tmp_path)
    again = cardlint("check", cwd=tmp_path)
    assert "hf_Q*****" in first.stdout
    assert token not in first.stdout
    assert again.stdout == first.stdout
