"""A run is killed at every step of writing: each file is completely the old or the new one, and the next run removes leftovers."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from benchmark_module import imported_benchmark

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@pytest.fixture(scope="module")
def kill_writes() -> Iterator[ModuleType]:
    with imported_benchmark("kill_writes") as module:
        yield module


@pytest.mark.parametrize("name", ["fix", "new cache", "cache", "new baseline", "baseline"])
def test_file_is_the_old_or_the_new_one_whole(name: str, tmp_path: Path, kill_writes: ModuleType) -> None:
    torture = kill_writes.Torture(tmp_path, name, kill_writes.WRITERS)
    assert torture.touches > 10
    outcomes = {torture.strike(touch=touch).outcome for touch in range(1, torture.touches + 1)}
    assert {"old", "new"} <= outcomes
    assert torture.left > 4, "some of the places are between the making of a file and its move"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_that_is_asked_to_end_leaves_nothing(
    number: signal.Signals, tmp_path: Path, kill_writes: ModuleType
) -> None:
    torture = kill_writes.Torture(tmp_path, "ignores", kill_writes.WRITERS)
    for touch in range(1, torture.touches + 1, 3):
        torture.strike(touch=touch, number=number)
    assert torture.left == 0
