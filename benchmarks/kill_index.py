"""Kills builds, updates and swaps of an index at any point, and checks that the index is completely the old or the new one.

Each change is a command of cardlint in its own process. Half of them are killed at a call that touches a file, counted from the
start, so that a seed gives the same points on every machine; the others after some time, which also interrupts the code of SQLite.
Then the index is opened: its cards, their texts, all counts and all facets must be those from before or those from after, and the
next command must work, which shows that the lock of the killed process is released.
``python benchmarks/kill_index.py [-n TIMES] [--seed SEED]``; for systems with ``fork``.
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
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple, NoReturn

import cardlint.cli.commands.index
import cardlint.search.backends.embedded.holdings
import cardlint.search.backends.embedded.whoosh_text
import cardlint.search.backends.embedded.writer  # imported before the first fork, so that imports are not interrupted
import cardlint.search.store.keeper  # noqa: F401
from cardlint.cli import cli
from cardlint.search.backends.memory.backend import MemoryBackend
from cardlint.search.backends.protocol import Results, SearchRequest, Sort
from cardlint.search.documents.document import Document, document_of
from cardlint.search.fields import shipped_table
from cardlint.search.query.parser import parse
from cardlint.search.query.resolve import resolve
from cardlint.search.sources.folders.source import FolderSource
from cardlint.search.store.generations import open_backend
from cardlint.system.errors import CardlintError

TABLE = shipped_table()
CARDS = 60
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
TOUCHES = frozenset(
    ("open", "close", "flush", "fsync", "truncate", "ftruncate", "replace", "rename", "mkdir", "rmdir", "unlink")
) | {"remove", "execute", "executemany", "executescript", "flock", "listdir", "scandir"}
QUESTIONS = tuple(
    SearchRequest(
        resolve(parse(text, TABLE), TABLE),
        sort=Sort("id"),
        limit=1000,
        facets=tuple(field.name for field in TABLE.facets),
        facet_size=1000,
    )
    for text in ("", "version1", "version2 OR version3", '"of a card"', "word*", "license:mit NOT version1", "title:7")
)

Answers = tuple[list[Results], dict[str, str | None]]


class Stroke(NamedTuple):
    """Where a process was killed, and the state of the index afterwards."""

    command: str
    signal: str
    place: str
    outcome: str  # old, new, or: finished before


class Torture:
    """A folder of cards, its index, and the expected answers of the index."""

    def __init__(self, folder: Path, seed: object) -> None:
        self.chance = random.Random(f"{seed}")  # noqa: S311
        self.cards = folder / "cards"
        self.index = folder / "index"
        self.now: Answers | None = None  # None: there is no index
        self._made: dict[tuple[str, str], Document] = {}
        self._lengths: dict[tuple[str, str], float] = {}  # length of each command, in file calls and in seconds
        for number in range(CARDS):
            self._write(number)

    def strike(self) -> Stroke:
        """Change the cards, start a command that updates the index, kill it, and check the index."""
        command = self.chance.choice(("build", "update", "update", "update", "swap"))
        if command == "build":
            shutil.rmtree(self.index, ignore_errors=True)
            self.now = None
        elif self.now is None:  # the previous build was killed
            self._measured("build", "clock")
            self.now = self._expected()
        if command != "swap":
            self._change()
        after = self._expected() if command != "swap" else self.now
        by = self.chance.choice(("touch", "clock"))
        with_signal = self.chance.choice(SIGNALS)
        part = self.chance.uniform(0, 1.05)
        if (command, by) not in self._lengths:  # the first of its kind is measured
            self._lengths[command, by] = self._measured(command, by)
            self.now = after
            return Stroke(command, "none", f"{by}: {self._lengths[command, by]:g}", "finished")
        place = part * self._lengths[command, by]
        status = self._hit(command, by, place, with_signal)
        finished = os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0
        stroke = Stroke(command, with_signal.name, f"{by} {place:.3f}", "finished")
        found = self.answers(stroke)
        if found != after and (finished or found != self.now):
            raise AssertionError(f"the index is neither the old nor the new one after {stroke}")
        outcome = "finished" if finished else "same" if after == self.now else "new" if found == after else "old"
        self.now = found
        return stroke._replace(outcome=outcome)

    def answers(self, stroke: Stroke) -> Answers | None:
        """Return the answers of the index, or None if there is no index."""
        try:
            backend = open_backend(str(self.index), TABLE)
        except CardlintError as error:
            if "there is no index in" in str(error):
                return None
            raise AssertionError(f"the index cannot be opened after {stroke}: {error}") from error
        try:
            found = [backend.search(question) for question in QUESTIONS]
            return found, {hit.path: next(backend.texts([hit.path])) for hit in found[0].hits}
        finally:
            backend.close()

    def finish(self) -> None:
        """Run a command to its end, and check that the index is new and no files of the killed commands remain."""
        self._change()
        self._measured("update" if self.now else "build", "clock")
        self.now = self._expected()
        assert self.answers(Stroke("finish", "none", "", "")) == self.now
        left = sorted(name for name in os.listdir(self.index) if name.startswith("generation-"))
        assert len(left) == 1, left

    def _change(self) -> None:
        for number in self.chance.sample(range(CARDS), 6):
            if self.chance.random() < 0.3:
                shutil.rmtree(self.cards / f"someone/card-{number}", ignore_errors=True)
            else:
                self._write(number)

    def _write(self, number: int) -> None:
        card = self.cards / f"someone/card-{number}/README.md"
        card.parent.mkdir(parents=True, exist_ok=True)
        words = " ".join(f"word{self.chance.randrange(500)}" for _ in range(30))
        license_id = self.chance.choice(("mit", "apache-2.0", "cc-by-4.0"))
        card.write_text(
            f"---\nlicense: {license_id}\ntags: [a{number % 7}, b]\n---\n# Card {number}\n\n"
            f"version{self.chance.randint(1, 3)} of a card: {words}\n",
            encoding="utf-8",
        )

    def _expected(self) -> Answers:
        documents: dict[str, Document] = {}
        for candidate in FolderSource(str(self.cards)).candidates():
            entry = candidate.read()
            assert entry is not None
            key = (candidate.path, entry.digest)
            if key not in self._made:
                self._made[key] = document_of(entry, TABLE)
            documents[candidate.path] = self._made[key]
        judge = MemoryBackend(TABLE, documents.values())
        found = [judge.search(question) for question in QUESTIONS]
        texts: Mapping[str, str | None] = {hit.path: next(judge.texts([hit.path])) for hit in found[0].hits}
        return found, dict(texts)

    def _arguments(self, command: str) -> list[str]:
        words = {"build": ["add", str(self.cards)], "update": ["update"], "swap": ["rebuild"]}[command]
        return ["index", *words, "--processes", "1", "--quiet", "--index", str(self.index)]

    def _measured(self, command: str, by: str) -> float:
        """Run ``command`` to its end, and return its length."""
        reader, writer = os.pipe()
        started = time.monotonic()
        child = os.fork()
        if child == 0:
            counter = Touches(sys.maxsize, signal.SIGKILL)
            _run(self._arguments(command), counter if by == "touch" else None, writer)
        os.close(writer)
        _, status = os.waitpid(child, 0)
        took = time.monotonic() - started
        count = os.read(reader, 20)
        os.close(reader)
        assert status == 0, f"{command} failed with {os.waitstatus_to_exitcode(status)}"
        return float(count) if by == "touch" else took

    def _hit(self, command: str, by: str, place: float, with_signal: signal.Signals) -> int:
        """Run ``command``, kill it at ``place``, and return its wait status."""
        child = os.fork()
        if child == 0:
            _run(self._arguments(command), Touches(int(place), with_signal) if by == "touch" else None)
        if by == "clock":
            time.sleep(place)
            os.kill(child, with_signal)
        return os.waitpid(child, 0)[1]


class Touches:
    """Counts the calls that touch files, and sends this process a signal at one of them."""

    def __init__(self, last: int, with_signal: signal.Signals) -> None:
        self.count = 0
        self.last = last
        self.signal = with_signal

    def __call__(self, frame: FrameType, event: str, called: Any) -> None:
        if event in ("c_call", "c_return") and called.__name__ in TOUCHES:
            self.count += 1
            if self.count == self.last:
                os.kill(os.getpid(), self.signal)


def _run(arguments: list[str], touches: Touches | None, pipe: int | None = None) -> NoReturn:
    """Run the command in a forked process, and exit."""
    code: object = 1
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if pipe is None:  # its message about the interruption
            os.dup2(1, 2)
        if touches is not None:
            sys.setprofile(touches)
        cli(arguments, prog_name="cardlint")
    except SystemExit as end:
        code = end.code or 0
    finally:
        sys.setprofile(None)
        if pipe is not None:
            os.write(pipe, str(touches.count if touches is not None else 0).encode())
        os._exit(code if isinstance(code, int) else 1)


def main() -> None:
    """Run the test, and print the outcomes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=200, metavar="TIMES")
    parser.add_argument("--seed", default="1")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="cardlint-kill-"))
    outcomes: Counter[tuple[str, str, str]] = Counter()
    try:
        torture = Torture(folder, arguments.seed)
        for _ in range(arguments.n):
            stroke = torture.strike()
            outcomes[stroke.command, stroke.signal, stroke.outcome] += 1
        torture.finish()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for (command, name, outcome), count in sorted(outcomes.items()):
        print(f"{count:5} {command:7} {name:8} {outcome}")
    print(f"{arguments.n} times the index was the old or the new one, whole (seed {arguments.seed})")


if __name__ == "__main__":
    main()
