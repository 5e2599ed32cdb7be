"""Changes cardlint in small ways, one at a time, and looks whether a test fails: the share that is found says how good the tests are.

``python benchmarks/mutants.py [-n COUNT] [--seed SEED] [--under cardlint/lint] [--keep FOLDER]``. The sample is drawn by the hash of the
commit, so that a run can be repeated and no one can choose it. A first run of the tests notes which test touches which line (kept in
FOLDER for the next time); a mutant then costs only the tests that touch its line, those that touch the fewest lines first. All is done
in a copy: the checkout is only read.

By hand, and not with mutmut or cosmic-ray: mutmut runs in its own copy of the package with its own trampoline in each function, which
our forked processes and import contracts do not survive, and maps functions, not lines, to tests; cosmic-ray runs the whole suite, or
one command, for each mutant. coverage.py (Apache-2.0) does the work that is hard. ``pip install coverage``; it is in no extra.
"""

import argparse
import ast
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
MOST_TESTS = 300
SECONDS = 180
"""For all tests of one mutant. One that takes longer has an endless loop, and counts as found."""

NO_LINES = (
    "hook",
    "wheel",
    "quality",
    "site",
    "action",
    "fix_corpus",
    "kill_writes",
    "search_kill",
    "search_questions",
)
"""Tests that run programs or look at other things than lines, and would only take long."""

PLUGIN = """\
'PYTEST_DONT_REWRITE'
import json, os, sys, coverage
FOLDER, CODE = os.environ["MUTANTS_NOTES"], os.environ["MUTANTS_CODE"]
def start():
    global measured
    measured = coverage.Coverage(data_file=None, include=[CODE + "/cardlint/*"], config_file=False)
    measured.set_option("run:disable_warnings", ["no-data-collected", "module-not-measured", "trace-changed"])
    measured.start()
def write(process):
    measured.stop()
    data = measured.get_data()
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    with open(os.path.join(FOLDER, process), "a") as file:
        for name in data.measured_files():
            for line, tests in data.contexts_by_lineno(name).items():
                file.write(json.dumps([os.path.relpath(name, CODE), line, [each or test for each in tests]]) + "\\n")
def end(code, _exit=os._exit):
    write(f"process-{os.getpid()}")
    _exit(code)
def start_anew():
    measured.stop()
    start()
    os._exit = end
def pytest_runtest_logstart(nodeid, location):
    measured.switch_context(nodeid)
def pytest_runtest_logreport(report):
    if report.failed:
        with open(os.path.join(FOLDER, "failed"), "a") as file:
            file.write(json.dumps(report.nodeid) + "\\n")
def pytest_sessionfinish(session):
    write(f"tests-{os.getpid()}")
start()
os.register_at_fork(after_in_child=start_anew)
if sys.orig_argv[1:3] == ["-m", "cardlint"]:
    os._exit = end
"""
"""Imported by every Python that the first run starts. It notes the lines of each process, by the name of the test that is under way."""


class Mutant(NamedTuple):
    """A change of one place."""

    file: str
    """Its path from the root."""
    line: int
    start: int
    end: int
    text: str

    def apply(self, source: str) -> str:
        return source[: self.start] + self.text + source[self.end :]


OPPOSITE = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip


def mutants_of(file: str, source: str) -> Iterator[Mutant]:
    """Yield each small change: a test that is turned around, a guard that never holds, ``and`` for ``or``, a number more."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    lines = source.splitlines()

    def place(line: int, column: int) -> int:
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    def span(node: ast.expr) -> tuple[int, int]:
        return place(node.lineno, node.col_offset), place(node.end_lineno or 0, node.end_col_offset or 0)

    def between(one: ast.expr, other: ast.expr, old: str, new: str) -> Mutant:
        start, end = span(one)[1], span(other)[0]
        at = source.index(old, start, end)
        return Mutant(file, one.end_lineno or 0, at, at + len(old), new)

    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.If | ast.While | ast.IfExp):
            start, end = span(node.test)
            yield Mutant(file, node.test.lineno, start, end, f"not ({source[start:end]})")
            yield Mutant(file, node.test.lineno, start, end, "False")
        elif isinstance(node, ast.comprehension):
            for test in node.ifs:
                yield Mutant(file, test.lineno, *span(test), "True")
        elif isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in OPPOSITE:
            end, start = span(node.comparators[0])[0], span(node.left)[1]
            if source[start:end].strip(" ()\n") and "(" not in source[start:end] and ")" not in source[start:end]:
                yield Mutant(file, node.lineno, start, end, f" {OPPOSITE[type(node.ops[0])]} ")
        elif isinstance(node, ast.BoolOp):
            old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            for one, other in zip(node.values, node.values[1:], strict=False):
                yield between(one, other, old, new)
        elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
            yield Mutant(file, node.lineno, *span(node), str(not node.value))
        elif isinstance(node, ast.Constant) and isinstance(node.value, int):
            yield Mutant(file, node.lineno, *span(node), str(node.value + 1))
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
            old, new = ("+", "-") if isinstance(node.op, ast.Add) else ("-", "+")
            yield between(node.left, node.right, old, new)


def sample(copy: Path, under: str, seed: str, count: int) -> list[Mutant]:
    """Draw mutants that are Python, without those in what only types read."""
    found: list[Mutant] = []
    for path in sorted((copy / under).rglob("*.py")) if (copy / under).is_dir() else [copy / under]:
        source = path.read_text(encoding="utf-8")
        mutants = mutants_of(str(path.relative_to(copy)), source)
        found += (each for each in mutants if "TYPE_CHECKING" not in source.splitlines()[each.line - 1])
    return random.Random(seed).sample(found, min(count, len(found)))  # noqa: S311


class Tests(NamedTuple):
    """What the first run has noted."""

    lines: dict[str, dict[int, set[str]]]
    """Of each file, the tests that touch a line."""
    sizes: dict[str, int]
    """How many lines each test touches."""

    def touching(self, mutant: Mutant) -> list[str]:
        """Return the tests that touch its line. A line that runs at import only is touched by all tests of its file."""
        lines = self.lines.get(mutant.file, {})
        found = lines.get(mutant.line) or set().union(*lines.values())
        return sorted(found, key=lambda test: (self.sizes[test], test))[:MOST_TESTS]


def note_tests(copy: Path, folder: Path, named: list[str]) -> Tests:
    """Run all tests, or the files that are named, once, unless that was done before. Tests that fail without a mutant are left out."""
    notes = folder / "notes"
    if not notes.is_dir():
        (folder / "plugin").mkdir()
        (folder / "plugin" / "mutants_plugin.py").write_text(PLUGIN, encoding="utf-8")
        (folder / "plugin" / "sitecustomize.py").write_text("import mutants_plugin\n", encoding="utf-8")
        notes.mkdir()
        tests = (path for path in sorted((copy / "tests").glob("test_*.py")))
        chosen = named or [str(path) for path in tests if path.stem.removeprefix("test_") not in NO_LINES]
        variables = {"MUTANTS_NOTES": str(notes), "MUTANTS_CODE": str(copy)}
        run_tests(copy, ["-p", "mutants_plugin", "-n", "auto", *chosen], 7_200, folder / "plugin", **variables)
    lines: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    failed = notes / "failed"
    left_out = {"", *(map(json.loads, failed.read_text().splitlines()) if failed.exists() else ())}
    sizes: dict[str, int] = defaultdict(int)
    for path in notes.glob("*-*"):
        for row in path.read_text(encoding="utf-8").splitlines():
            file, line, names = json.loads(row)
            for name in {*names} - left_out - lines[file][line]:
                lines[file][line].add(name)
                sizes[name] += 1
    if not lines:
        shutil.rmtree(notes)
        raise SystemExit("the tests did not run, or touched no line")
    return Tests(lines, sizes)


def run_tests(copy: Path, arguments: list[str], seconds: float, *path: Path, **variables: str) -> int | None:
    """Return the exit code of pytest in the copy, or None where it does not end."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, (copy, *path))),
        "PYTHONDONTWRITEBYTECODE": "1",
        **variables,
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *arguments]
    process = subprocess.Popen(
        command, cwd=copy, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return None


def is_found(mutant: Mutant, copy: Path, chosen: list[str]) -> bool:
    """Return whether a test fails on the mutant, which is taken back."""
    path = copy / mutant.file
    source = path.read_text(encoding="utf-8")
    path.write_text(mutant.apply(source), encoding="utf-8")
    try:
        return run_tests(copy, ["-x", *chosen], SECONDS) != 0
    finally:
        path.write_text(source, encoding="utf-8")


def copy_checkout(to: Path) -> None:
    ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", "*.egg-info", ".*_cache", "site")
    shutil.copytree(ROOT, to, ignore=ignored, symlinks=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("-n", type=int, default=200, help="how many mutants")
    parser.add_argument("--seed", default="", help="instead of the hash of the commit")
    parser.add_argument("--under", default="cardlint", help="the folder or file to change")
    parser.add_argument("--keep", type=Path, help="a folder for what a run before has noted of lines and tests")
    parser.add_argument("--tests", nargs="*", default=[], help="the files of tests to run, instead of all")
    arguments = parser.parse_args()
    seed = arguments.seed or subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=ROOT, text=True).strip()
    with tempfile.TemporaryDirectory(prefix="mutants-") as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        copy = Path(temporary) / "here" / "copy"
        copy_checkout(copy)
        tests = note_tests(copy, folder, arguments.tests)
        drawn = sample(copy, arguments.under, seed, arguments.n)
        found = 0
        for mutant in drawn:
            chosen = tests.touching(mutant)
            if chosen and is_found(mutant, copy, chosen):
                found += 1
                continue
            old = (copy / mutant.file).read_text(encoding="utf-8")[mutant.start : mutant.end]
            print(
                f"{mutant.file}:{mutant.line}: {old.strip()!r} -> {mutant.text.strip()!r} ({len(chosen)} tests)",
                flush=True,
            )
    print(f"{found} of {len(drawn)} found: {found / max(1, len(drawn)):.0%}; seed {seed}")


if __name__ == "__main__":
    main()
