"""A few points of benchmarks/kill_index.py, and the different ways in which a run with several processes can end."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from benchmark_module import imported_benchmark

from cardlint.search.documents.many import FEW
from cardlint.search.fields import shipped_table
from cardlint.search.store.generations import open_holdings

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")

COMMAND = [sys.executable, "-m", "cardlint"]


@pytest.fixture(scope="module")
def kill_index() -> Iterator[ModuleType]:
    with imported_benchmark("kill_index") as module:
        yield module


@pytest.mark.parametrize("seed", [5, 11])
def test_index_is_the_old_or_the_new_one(tmp_path: Path, kill_index: ModuleType, seed: int) -> None:
    torture = kill_index.Torture(tmp_path, seed)
    strokes = [torture.strike() for _ in range(10)]
    torture.finish()
    assert {"old", "new"} & {stroke.outcome for stroke in strokes}


@pytest.fixture
def many_cards(tmp_path: Path) -> Path:
    """Enough cards that several processes build their documents."""
    cards = tmp_path / "cards"
    for number in range(3 * FEW):
        (cards / f"someone/card-{number}").mkdir(parents=True)
        (cards / f"someone/card-{number}/README.md").write_text(f"---\nlicense: mit\n---\n# Card {number}\n")
    return cards


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_outlives_a_killed_build(tmp_path: Path, many_cards: Path, how: signal.Signals) -> None:
    index = tmp_path / "index"
    process, workers = _building(many_cards, index)
    process.send_signal(how)
    process.wait(timeout=60)
    output = (tmp_path / "output").read_bytes()
    assert process.returncode != 0
    assert b"Traceback" not in output
    done = subprocess.run(
        [*COMMAND, "index", "add", str(many_cards), "--index", str(index), "--wait", "5"],
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{3 * FEW:,} added, 0 changed, 0 removed, 0 unchanged\n"
    deadline = time.monotonic() + 10
    while (left := [worker for worker in workers if _lives(worker)]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not left


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_interrupted_build_leaves_the_index_as_it_was(tmp_path: Path, many_cards: Path, how: signal.Signals) -> None:
    index = tmp_path / "index"
    one = many_cards / "someone/card-7"
    subprocess.run([*COMMAND, "index", "add", str(one), "--index", str(index)], check=True, capture_output=True)
    process, _ = _building(many_cards, index)
    process.send_signal(how)
    process.wait(timeout=60)
    holdings = open_holdings(str(index), shipped_table())
    try:
        assert holdings.sources() == {str(one): 1}
    finally:
        holdings.close()
    assert json.loads((index / "index.json").read_text())["generation"] == "generation-000001"


@pytest.mark.parametrize(("how", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_signal_to_the_whole_group_ends_it_cleanly(
    tmp_path: Path, many_cards: Path, how: signal.Signals, code: int
) -> None:
    process, workers = _building(many_cards, tmp_path / "index")
    os.killpg(process.pid, how)
    assert process.wait(timeout=60) == code
    assert (tmp_path / "output").read_bytes() == b""
    assert not [worker for worker in workers if _lives(worker)]
    assert not list((tmp_path / "index").glob("generation-*"))


def _building(cards: Path, index: Path) -> tuple["subprocess.Popen[bytes]", list[int]]:
    """Start a build; when its workers run, return it and their process ids."""
    with (index.parent / "output").open(
        "wb"
    ) as output:  # not a pipe, whose reader would wait for all processes that have it open
        process = subprocess.Popen(
            [*COMMAND, "index", "add", str(cards), "--index", str(index), "--processes", "2"],
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    deadline = time.monotonic() + 60
    while len(workers := _children(process.pid)) < 2:
        assert process.poll() is None, "the build was too fast"
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return process, workers


def _children(parent: int) -> list[int]:
    output = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in output.splitlines())
    return [int(pid) for pid, its_parent in rows if int(its_parent) == parent]


def _lives(process: int) -> bool:
    output = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    ).stdout
    return bool(output.strip()) and not output.startswith("Z")
