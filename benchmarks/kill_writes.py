"""Kills ``check`` while it writes cards, its cache or a baseline, and checks that each file is completely the old or the new one.

Half of the runs are killed at a call that touches a file, counted from the start, so that every step of writing is covered; the
others after some time, which also interrupts calls. A killed run may leave an unfinished file, which the next one must remove. A run
that is ended by SIGTERM or Ctrl-C must not leave any.
``python benchmarks/kill_writes.py [-n TIMES] [--seed SEED]``; for systems with ``fork``.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple, NoReturn

from cardlint.cli import cli
from cardlint.run.cache import Cache
from cardlint.system.interruption import Interruption, raise_interruptions

TOUCHES = frozenset(
    (
        "open",
        "write",
        "writelines",
        "close",
        "flush",
        "fsync",
        "truncate",
        "ftruncate",
        "replace",
        "rename",
        "mkdir",
        "rmdir",
    )
) | {"unlink", "remove", "chmod", "chown", "flock", "scandir", "fdopen"}
WRITERS = frozenset(("atomic_file.py", "unfinished.py", "owned_folder.py", "cache.py"))
"""The modules that write files; the tests interrupt each of their calls."""

OLD = "---\nlicense: MIT\n---\n# Card {number}\n\nIt sorts letters by what they ask for.\n"
FIXED = OLD.replace("MIT", "mit")
SUPPRESSED = OLD.replace("MIT\n", "MIT  # cardlint: ignore[unknown-license] later\n")


class Work(NamedTuple):
    """A command that writes, and how to determine what it wrote."""

    words: tuple[str, ...]
    prepare: Callable[[Path], None]
    """Writes the old files to the folder."""
    states: Callable[[Path], list[str]]
    """Returns ``old`` or ``new`` for each file; raises AssertionError for one that is neither."""


def _write_cards(folder: Path, count: int = 3) -> None:
    for number in range(count):
        card = folder / f"{number}/README.md"
        card.parent.mkdir(exist_ok=True)
        card.write_text(OLD.format(number=number), encoding="utf-8")


def _states_of_cards(folder: Path, new: str) -> list[str]:
    texts = [(folder / f"{number}/README.md").read_text(encoding="utf-8") for number in range(3)]
    for number, text in enumerate(texts):
        assert text in (OLD.format(number=number), new.format(number=number)), text
    return ["old" if text == OLD.format(number=number) else "new" for number, text in enumerate(texts)]


def _prepare_cache(folder: Path) -> None:
    """Check two cards so that they are cached, and add a third."""
    _write_cards(folder, 2)
    _run_whole(folder, WORKS["cache"].words)
    _write_cards(folder, 3)


def _states_of_cache(folder: Path) -> list[str]:
    """Return which card the cache has. It is read like in a run, which accepts only a complete file."""
    here = os.getcwd()
    os.chdir(folder)  # there is one cache file per working directory
    try:
        cache = Cache(str(folder / "cache"))
        known = [str(folder / f"{number}/README.md") in cache for number in range(3)]
    finally:
        os.chdir(here)
    assert known[:2] == [True, True], known
    return ["new" if known[2] else "old"]


def _prepare_baseline(folder: Path) -> None:
    _write_cards(folder, 2)
    _run_whole(folder, WORKS["baseline"].words)
    _write_cards(folder, 3)


def _states_of_baseline(folder: Path) -> list[str]:
    text = (folder / "known.json").read_text(encoding="utf-8")
    assert text.endswith("]\n}\n"), text
    count = text.count('"rule": "unknown-license"')
    assert count in (2, 3), text
    return ["old" if count == 2 else "new"]


WORKS = {
    "fix": Work(("--fix", "--no-cache"), _write_cards, lambda folder: _states_of_cards(folder, FIXED)),
    "ignores": Work(("--add-ignores", "later"), _write_cards, lambda folder: _states_of_cards(folder, SUPPRESSED)),
    "cache": Work(("--cache-dir", "cache"), _prepare_cache, _states_of_cache),
    "new cache": Work(
        ("--cache-dir", "cache"), _write_cards, lambda folder: ["new" if any(folder.glob("cache/*.json")) else "old"]
    ),
    "baseline": Work(("--write-baseline", "known.json"), _prepare_baseline, _states_of_baseline),
    "new baseline": Work(
        ("--write-baseline", "known.json"),
        _write_cards,
        lambda folder: ["new" if (folder / "known.json").exists() else "old"],
    ),
}


class Stroke(NamedTuple):
    """Where a run was killed, and the state of its files afterwards."""

    work: str
    signal: str
    outcome: str  # old, new, mixed, or: finished before


class Torture:
    """A folder in which one kind of work is repeated."""

    def __init__(self, folder: Path, name: str, within: frozenset[str] = frozenset()) -> None:
        self.name = name
        self.within = within
        self.work = WORKS[name]
        self.folder = folder / "run"
        self.folder.mkdir()
        self.left = 0
        """How many runs left an unfinished file."""
        warm = ["check", *self.work.words, "."]
        self.work.prepare(self.folder)
        self._inside(lambda: _main(warm, None))  # imports everything before the first fork
        self.touches, self.seconds = self._measured()

    def strike(
        self, *, touch: int | None = None, after: float = 0.0, number: signal.Signals = signal.SIGKILL
    ) -> Stroke:
        """Run the command, kill it at a call or after some seconds, and check the files; then run it once to its end."""
        self._reset()
        child = self._fork(touch, number)
        if touch is None:
            time.sleep(after)
            os.kill(child, number)
        status = os.waitpid(child, 0)[1]
        finished = os.WIFEXITED(status) and os.WEXITSTATUS(status) < 2
        states = self.work.states(self.folder)
        leftovers = list(self.folder.rglob(".cardlint-*"))
        self.left += bool(leftovers)
        assert not leftovers or number == signal.SIGKILL, (number, leftovers)
        others = [
            path for path in self.folder.rglob("*") if path.is_file() and path not in leftovers and not _is_known(path)
        ]
        assert not others, others
        assert finished is False or set(states) == {"new"}, states
        os.waitpid(self._fork(None, number), 0)
        assert set(self.work.states(self.folder)) == {"new"}
        assert not list(self.folder.rglob(".cardlint-*")), "the next run has not removed what the killed one left"
        outcome = "finished" if finished else states[0] if len(set(states)) == 1 else "mixed"
        return Stroke(self.name, number.name, outcome)

    def _reset(self) -> None:
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        self.work.prepare(self.folder)

    def _measured(self) -> tuple[int, float]:
        """Return the length of the command, in calls and in seconds."""
        self._reset()
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            touches = Touches(sys.maxsize, signal.SIGKILL, self.within)
            self._inside(lambda: _main(["check", *self.work.words, "."], touches))
            os.write(writer, str(touches.count).encode())
            os._exit(0)
        os.waitpid(child, 0)
        count = int(os.read(reader, 20))
        self._reset()
        started = time.monotonic()
        os.waitpid(self._fork(None, signal.SIGKILL), 0)
        return count, time.monotonic() - started

    def _fork(self, touch: int | None, number: signal.Signals) -> int:
        child = os.fork()
        if child == 0:
            _be_command(
                self.folder,
                ["check", *self.work.words, "."],
                None if touch is None else Touches(touch, number, self.within),
            )
        return child

    def _inside(self, action: Callable[[], Any]) -> None:
        here = os.getcwd()
        os.chdir(self.folder)
        try:
            action()
        finally:
            os.chdir(here)


class Touches:
    """Counts the calls that touch files, before and after each, and sends this process a signal at one of them.

    ``within``: the modules whose calls count; all if it is empty.
    """

    def __init__(self, last: int, number: signal.Signals, within: frozenset[str]) -> None:
        self.count = 0
        self.last = last
        self.number = number
        self.within = within

    def __call__(self, frame: FrameType, event: str, called: Any) -> None:
        if event in ("c_call", "c_return") and called.__name__ in TOUCHES:
            if self.within and os.path.basename(frame.f_code.co_filename) not in self.within:
                return
            self.count += 1
            if self.count == self.last:
                os.kill(os.getpid(), self.number)


def _is_known(path: Path) -> bool:
    return path.name in ("README.md", "known.json", "CACHEDIR.TAG") or (
        path.parent.name == "cache" and len(path.stem) == 32
    )


def _run_whole(folder: Path, words: tuple[str, ...]) -> None:
    child = os.fork()
    if child == 0:
        _be_command(folder, ["check", *words, "."], None)
    os.waitpid(child, 0)


def _main(arguments: list[str], touches: Touches | None) -> int:
    """Run the command line, discard its output, and return its exit code."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    kept = os.dup(1), os.dup(2)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        if touches is not None:
            sys.setprofile(touches)
        cli(arguments, prog_name="cardlint")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    finally:
        sys.setprofile(None)
        os.dup2(kept[0], 1)
        os.dup2(kept[1], 2)
    return 0


def _be_command(folder: Path, arguments: list[str], touches: Touches | None) -> NoReturn:
    """Run the command in a forked process, and exit."""
    code = 3
    try:
        os.chdir(folder)
        signal.signal(signal.SIGINT, signal.default_int_handler)  # it is ignored if this runs in the background
        raise_interruptions()
        code = _main(arguments, touches)
    except (Interruption, KeyboardInterrupt):  # a second signal can arrive before the handler of the first has run
        pass
    finally:
        os._exit(code)


def main() -> None:
    """Run the test, and print the outcomes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=200, metavar="TIMES", help="of each kind of work")
    parser.add_argument("--seed", default="1")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # noqa: S311
    outcomes: Counter[Stroke] = Counter()
    for name in WORKS:
        folder = Path(tempfile.mkdtemp(prefix="cardlint-kill-"))
        try:
            torture = Torture(folder, name)
            for turn in range(arguments.n + arguments.n // 4):
                number = signal.SIGKILL if turn < arguments.n else chance.choice((signal.SIGTERM, signal.SIGINT))
                if turn % 2:
                    outcomes[torture.strike(after=chance.uniform(0, 1.1) * torture.seconds, number=number)] += 1
                else:
                    touch = 1 + turn // 2 * torture.touches // max(1, (arguments.n + 1) // 2)
                    outcomes[torture.strike(touch=touch, number=number)] += 1
            print(
                f"{name}: {torture.touches} touches, {torture.left} of {arguments.n} runs left an unfinished file",
                flush=True,
            )
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    for stroke, count in sorted(outcomes.items()):
        print(f"{count:5} {stroke.work:13} {stroke.signal:8} {stroke.outcome}")
    print(f"{arguments.n} times each, every file was the old or the new one, whole (seed {arguments.seed})")


if __name__ == "__main__":
    main()
