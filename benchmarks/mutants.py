"""Mutation testing: makes small changes to cardlint, one at a time, and checks that a test fails. The share that fails rates the tests.

``python benchmarks/mutants.py [-n COUNT] [--seed SEED] [--under cardlint/lint] [--keep FOLDER]``. The hash of the commit determines the
sample, so that a run can be repeated and nobody can choose the mutants. A first run of the tests records which test executes which
line. The records are kept outside the repository: later, only test files that have changed run again, and lines are tracked through
changes of a file. For a mutant, only the tests that execute its line are run, those that execute the fewest lines first, up to the
first failure. They run in a fork of a process that has imported all libraries, and take 2 seconds per mutant. Everything runs in a
copy; the checkout is only read.

A test that also fails without the mutant is left out, and so is a mutant whose tests do not finish in time.

Why not mutmut or cosmic-ray? mutmut runs its own copy of the package with a trampoline in each function, which does not work with our
forked processes and import contracts, and it maps functions, not lines, to tests; cosmic-ray runs the entire suite, or one command,
for each mutant. coverage.py (Apache-2.0) does the hard part. ``pip install coverage``; it is not in any extra.
"""

import argparse
import ast
import compileall
import contextlib
import difflib
import hashlib
import importlib
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[1]
KEPT = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cardlint-mutants"
SECONDS = 120
"""Time limit for one batch of tests."""
SECONDS_A_TEST = 60
"""Time limit for one test; one that takes longer is in an endless loop."""
SECONDS_TO_END = 5
"""Time for a failed test to close what it opened and end what it started."""

GENERATED = ("cardlint/rules/listing.py",)
"""Generated files; a test compares them with the output of their generator."""

BATCHES = (10, 40, 250)
"""The number of tests in each batch for one mutant. The first batch is small, because collecting tests takes time."""

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
"""Tests that run programs or check other things than the code of a line; they would only take long."""

PLUGIN = """\
'PYTEST_DONT_REWRITE'
import json, os, sys, warnings, coverage
FOLDER, CODE = os.environ["MUTANTS_NOTES"], os.environ["MUTANTS_CODE"]
file_under_way = ""
def start():
    global measured
    measured = coverage.Coverage(data_file=None, include=[CODE + "/cardlint/*"], config_file=False)
    measured.start()
def write(process):
    with warnings.catch_warnings(action="ignore"):
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
    with warnings.catch_warnings(action="ignore"):
        measured.stop()
    start()
    os._exit = end
def pytest_runtest_logstart(nodeid, location):
    global file_under_way
    if file_under_way != location[0]:
        file_under_way = location[0]
        write(f"tests-{os.getpid()}")
        start()
    measured.switch_context(nodeid)
def pytest_sessionfinish(session):
    write(f"tests-{os.getpid()}")
start()
os.register_at_fork(after_in_child=start_anew)
if sys.orig_argv[1:3] == ["-m", "cardlint"]:
    os._exit = end
"""
"""Imported by every Python process of the first run. It records the executed lines, by the name of the current test.

It writes them after each test file, because the records of all tests do not fit into memory.
"""


class Mutant(NamedTuple):
    """A change of one expression."""

    file: str
    """The path, relative to the root."""
    line: int
    start: int
    end: int
    text: str

    def apply(self, source: str) -> str:
        return source[: self.start] + self.text + source[self.end :]


EQUIVALENT = {
    ("cardlint/search/query/parser.py", "LONGEST_QUERY = 4_000"): "a limit; its tests read it",
    ("cardlint/config/path_patterns.py", "zip(starts, parts, strict=True)"): "the two always have the same length",
    ("cardlint/run/git/command.py", "if len(answer) > _MOST_ANSWERED:"): "a limit far from any answer",
    ("cardlint/card/markdown/leaves.py", "opened.mark[0]"): "all characters of a mark are the same",
    ("cardlint/card/suppression/__init__.py", "_LONGEST_STRETCH = 64"): "limits the time, not the result",
    ("cardlint/card/markdown/headings.py", "for code in range(128)"): "U+0080 is not printable, so it is in no heading",
    ("cardlint/search/backends/ranking.py", "if len(weights) < len(result):"): "both ways give the same sums",
    ("cardlint/search/backends/embedded/database.py", "1024"): "the size of a cache",
    ("cardlint/search/sources/bounded_lines.py", "1024"): "the size of a buffer",
    ("cardlint/task/example.py", "printable(value, 40)"): "the length of a quotation",
}
"""Lines in which a change makes no difference, and why. At most a twentieth of a sample is left out because of them."""

OPPOSITE = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip


def mutants_of(file: str, source: str) -> Iterator[Mutant]:
    """Yield all small changes: a negated condition, a guard that is never true, ``and`` instead of ``or``, a number plus one."""
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

    for node in _walk(ast.parse(source)):
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


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a tree, without the examples of rules, which are tests themselves."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.keyword) and child.arg in ("examples", "silent")):
            yield from _walk(child)


def sample(copy: Path, under: str, seed: str, count: int) -> list[Mutant]:
    """Return a sample of mutants that compile, without those in code that only type checkers read."""
    found: list[Mutant] = []
    generated = {copy / each for each in GENERATED}
    for path in sorted((copy / under).rglob("*.py")) if (copy / under).is_dir() else [copy / under]:
        if path in generated:
            continue
        source = path.read_text(encoding="utf-8")
        mutants = mutants_of(str(path.relative_to(copy)), source)
        found += (each for each in mutants if "TYPE_CHECKING" not in source.splitlines()[each.line - 1])
    return random.Random(seed).sample(found, min(count, len(found)))  # noqa: S311


class Tests:
    """The records of the existing tests: which execute a line, and how many lines each executes."""

    def __init__(self) -> None:
        self.lines: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.sizes: Counter[str] = Counter()

    def add(self, file: str, line: int, names: set[str]) -> None:
        self.lines[file][line] |= names
        self.sizes.update(names)

    def touching(self, mutant: Mutant) -> list[str]:
        """Return the tests that execute its line. A line that runs only at import counts for all tests of its file."""
        lines = self.lines.get(mutant.file, {})
        found = lines.get(mutant.line) or set().union(*lines.values())
        return sorted(found, key=lambda test: (self.sizes[test], test))


class Notes:
    """Recorded runs, each in a folder with the records, the test files that were run, and the code at that time."""

    def __init__(self, folder: Path, copy: Path) -> None:
        self.folder = folder
        self.copy = copy

    def tests(self, existing: list[str]) -> Tests:
        """Return the records of the existing tests, after running those without current records."""
        files: dict[str, list[str]] = defaultdict(list)
        for name in existing:
            files[_file(name)].append(name)
        digests = {file: self._digest(file, names) for file, names in files.items()}
        noted = self._noted(digests)
        if missing := sorted(digests.keys() - noted.keys()):
            print(f"recording the lines that {len(missing)} test files execute", flush=True)
            self._note(missing, digests)
            noted = self._noted(digests)
        tests = Tests()
        for run in sorted(set(noted.values())):
            chosen = {name for name in existing if noted.get(_file(name)) == run}
            self._read(self.folder / str(run), chosen, tests)
        return tests

    def _digest(self, file: str, names: list[str]) -> str:
        return hashlib.sha256((self.copy / file).read_bytes() + "\n".join(sorted(names)).encode()).hexdigest()

    def _noted(self, digests: dict[str, str]) -> dict[str, int]:
        """Return the last run that recorded each test file in its current state."""
        found = {}
        for run in range(self._runs()):
            noted = json.loads((self.folder / str(run) / "digests.json").read_text(encoding="utf-8"))
            found.update({file: run for file, digest in digests.items() if noted.get(file) == digest})
        return found

    def _runs(self) -> int:
        return len(list(self.folder.glob("*/digests.json")))

    def _note(self, files: list[str], digests: dict[str, str]) -> None:
        run = self.folder / str(self._runs())
        shutil.rmtree(run, ignore_errors=True)  # from a run that did not finish
        plugin = run / "plugin"
        for each in (plugin, run / "notes"):
            each.mkdir(parents=True)
        (plugin / "mutants_plugin.py").write_text(PLUGIN, encoding="utf-8")
        (plugin / "sitecustomize.py").write_text("import mutants_plugin\n", encoding="utf-8")
        shutil.copytree(self.copy / "cardlint", run / "cardlint", ignore=shutil.ignore_patterns("__pycache__"))
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, (self.copy, plugin))),
            "MUTANTS_NOTES": str(run / "notes"),
            "MUTANTS_CODE": str(self.copy),
        }
        options = "-q -p no:cacheprovider -p mutants_plugin -n auto --dist loadfile"
        command = [sys.executable, "-m", "pytest", *options.split(), *files]
        subprocess.run(command, cwd=self.copy, env=environment, check=False, stdout=subprocess.DEVNULL)
        if not any((run / "notes").glob("tests-*")):
            raise SystemExit("the tests did not run, or executed no line")
        (run / "digests.json").write_text(json.dumps({file: digests[file] for file in files}), encoding="utf-8")

    def _read(self, run: Path, chosen: set[str], tests: Tests) -> None:
        """Add the records of ``run`` for the ``chosen`` tests, at the current positions of the lines."""
        names = {name: name for name in chosen}  # share one string per name, because there are millions of entries
        touched: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for path in (run / "notes").iterdir():
            with path.open(encoding="utf-8") as rows:
                for row in rows:
                    with contextlib.suppress(ValueError):  # a killed process leaves an incomplete row
                        file, line, found = json.loads(row)
                        touched[file][line].update(names[name] for name in found if name in names)
        for file, lines in touched.items():
            now = moved_lines(run / file, self.copy / file)
            for line, found in lines.items():
                if line in now:
                    tests.add(file, now[line], found)


def _file(test: str) -> str:
    return test.partition("::")[0]


def moved_lines(old: Path, new: Path) -> dict[int, int]:
    """Return the position in ``new`` of each line of ``old`` that still exists."""
    if not new.exists():
        return {}
    texts = [path.read_text(encoding="utf-8").splitlines() for path in (old, new)]
    blocks = difflib.SequenceMatcher(None, *texts, autojunk=False).get_matching_blocks()
    return {block.a + at + 1: block.b + at + 1 for block in blocks for at in range(block.size)}


class Report:
    """Reports failures, or the names of the tests, immediately through a pipe."""

    def __init__(self, pipe: int) -> None:
        self.pipe = pipe

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """In a run that only collects, report the tests and the libraries that they import."""
        if items and items[0].config.option.collectonly:
            os.write(self.pipe, json.dumps([[each.nodeid for each in items], sorted(sys.modules)]).encode())

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            os.write(self.pipe, report.nodeid.encode())

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            os.write(self.pipe, IMPORT.encode())


IMPORT = "import"
"""Reported instead of a test if the mutant cannot be imported."""


class Runner:
    """Runs tests in forks of this process, which imports the libraries once, but never cardlint."""

    def __init__(self, copy: Path) -> None:
        self.copy = copy
        self.sound: set[str] = {IMPORT}  # tests that pass without the mutant
        self.broken: set[str] = set()
        os.environ["PYTHONPATH"] = sys.path[0] = str(copy)

    def existing(self, files: list[str]) -> list[str]:
        """Return the tests of ``files``, and import the libraries that they use."""
        compileall.compile_dir(self.copy / "cardlint", quiet=1)
        output, _ = self._run(["--collect-only", *files])
        if not output.startswith("["):
            raise SystemExit("the tests cannot be collected")
        tests, modules = json.loads(output)
        ours = {"cardlint", "tools", "conftest", *(path.stem for path in (self.copy / "tests").glob("*.py"))}
        for name in modules:
            if name.partition(".")[0] not in ours:
                with contextlib.suppress(ImportError):
                    importlib.import_module(name)
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        return list(tests)

    def finds(self, mutant: Mutant, chosen: list[str]) -> bool:
        """Return whether a test fails with the mutant and passes without it."""
        for size in BATCHES:
            batch, chosen = chosen[:size], chosen[size:]
            if batch and self._fails(mutant, batch):
                return True
        return False

    def _fails(self, mutant: Mutant, batch: list[str]) -> bool:
        while wanted := [test for test in batch if test not in self.broken]:
            with self._mutated(mutant):
                failed, _ = self._run(["-x", *wanted])
            if not failed or failed in self.sound:
                return bool(failed)
            again, ended = self._run([failed])
            (self.broken if again or not ended else self.sound).add(failed)
        return False

    @contextlib.contextmanager
    def _mutated(self, mutant: Mutant) -> Iterator[None]:
        path = self.copy / mutant.file
        source, times = path.read_text(encoding="utf-8"), path.stat()
        path.write_text(mutant.apply(source), encoding="utf-8")
        try:
            yield
        finally:
            path.write_text(source, encoding="utf-8")
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))  # so that its bytecode is valid again

    def _run(self, arguments: list[str]) -> tuple[str, bool]:
        """Return the first test that fails, if any, and whether the tests finished."""
        read, write = os.pipe()
        process = os.fork()
        if not process:
            os.close(read)
            self._become_pytest(arguments, write)
        os.close(write)
        try:
            output = _read(read, SECONDS)
            _read(read, SECONDS_TO_END)
            return output
        finally:
            os.close(read)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
            os.waitpid(process, 0)

    def _become_pytest(self, arguments: list[str], pipe: int) -> NoReturn:
        os.setsid()
        os.chdir(self.copy)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        without = [word for name in ("randomly", "cacheprovider", "xdist") for word in ("-p", f"no:{name}")]
        options = ["-q", "--assert=plain", f"--timeout={SECONDS_A_TEST}", f"--basetemp={self.copy.parent / 'files'}"]
        with contextlib.suppress(BaseException):
            pytest.main([*without, *options, *arguments], [Report(pipe)])
        os._exit(0)


def _read(pipe: int, seconds: float) -> tuple[str, bool]:
    """Return what is written to the pipe, and whether that was in time. Text that begins with a bracket is read to its end."""
    output = b""
    until = time.monotonic() + seconds
    while select.select([pipe], [], [], max(0, until - time.monotonic()))[0]:
        piece = os.read(pipe, 1 << 16)
        output += piece
        if not piece or not output.startswith(b"["):
            return output.decode(), True
    return output.decode(), False


def copy_checkout(to: Path) -> None:
    ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", "*.egg-info", ".*_cache", "site")
    shutil.copytree(ROOT, to, ignore=ignored, symlinks=True)


def reason_to_leave_out(mutant: Mutant, copy: Path) -> str | None:
    """Return why ``mutant`` changes nothing, if it is known to."""
    line = (copy / mutant.file).read_text(encoding="utf-8").splitlines()[mutant.line - 1]
    return next((why for (file, part), why in EQUIVALENT.items() if file == mutant.file and part in line), None)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("-n", type=int, default=200, help="how many mutants")
    parser.add_argument("--seed", default="", help="instead of the hash of the commit")
    parser.add_argument("--under", default="cardlint", help="the folder or file to change")
    parser.add_argument("--keep", type=Path, default=KEPT, help="the folder for the records of lines and tests")
    arguments = parser.parse_args()
    seed = arguments.seed or subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=ROOT, text=True).strip()
    with tempfile.TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True) as temporary:  # tests mount disks
        copy = Path(temporary) / "here" / "copy"
        copy_checkout(copy)
        runner = Runner(copy)
        files = [path.name for path in sorted((copy / "tests").glob("test_*.py")) if path.stem[5:] not in NO_LINES]
        tests = Notes(arguments.keep, copy).tests(runner.existing([f"tests/{name}" for name in files]))
        drawn = sample(copy, arguments.under, seed, arguments.n)
        found = same = 0
        for number, mutant in enumerate(drawn, 1):
            chosen = tests.touching(mutant)
            if runner.finds(mutant, chosen):
                found += 1
                continue
            if same < len(drawn) // 20 and (reason := reason_to_leave_out(mutant, copy)):
                same += 1
                print(f"{number}. {mutant.file}:{mutant.line}: left out: {reason}", flush=True)
                continue
            old = (copy / mutant.file).read_text(encoding="utf-8")[mutant.start : mutant.end]
            print(
                f"{number}. {mutant.file}:{mutant.line}: {old.strip()!r} -> {mutant.text.strip()!r} ({len(chosen)} tests)",
                flush=True,
            )
    counted = len(drawn) - same
    print(f"{found} of {counted} found: {found / max(1, counted):.0%}; {same} left out; seed {seed}")
    if runner.broken:
        print("left out, because they fail without a mutant:", *sorted(runner.broken))


if __name__ == "__main__":
    main()
