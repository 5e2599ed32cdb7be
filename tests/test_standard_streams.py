"""Standard streams that are closed, full, disconnected or ASCII: one clear line, and never exit code 1 without a finding.

Each command is forked, which is fast, with each state of its streams. A new Python, with streams that a shell closes, is started for
one command per way of printing, and for all encodings other than UTF-8.
"""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile

import pytest
from template_process import ForkedProcess
from test_check import cardlint, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="redirections of a POSIX shell")

CARD = "---\nlicense: apäche\ntags: [naïve, 日本]\n---\n# Mödel 日本\n\nIt sorts “naïve” letters. [a]()\n"
SUPPRESSED = CARD.replace("apäche", "apäche  # cardlint: ignore[unknown-license] naïve reason")
SOME = (
    "check .",
    "check --diff c",
    "check --format json .",
    "task a",
    "rules",
    "search letters",
    "index export",
    "--help",
)
READING = ("check -", "check --fix -", "check --diff -", "check --add-ignores later -", "task -")
STARTED = ("check .", "check --format json .", "search letters", "--help")
"""One command for each way of printing: as in hooks, through click, from an index, and by click itself."""
WRITING = (
    "check .",
    "check a/README.md",
    "check --no-cache --jobs 2 .",
    "check --diff c",
    "check --fix --no-cache b",
    "check --format json .",
    "check --format html .",
    "check --statistics .",
    "task a",
    "config",
    "rules",
    "rules --format json",
    "rules --format markdown",
    "explain unknown-license",
    "schema",
    "schema model",
    "vocab list",
    "vocab show licenses mit",
    "init --dry-run",
    "completion bash",
    "--help",
    "--version",
    "check --help",
    "index add .",
    "index update",
    "index rebuild",
    "index status",
    "index export",
    "search letters",
    "search --format csv letters",
    "stats",
    "stats --format svg",
    "similar a --format json",
    "similar --duplicates --format json",
    "lineage a --format json",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("streams")
    write(folder, CARD, "a/README.md")
    write(folder, "---\nlicense: mit\n---\n# B\n\nIt sorts letters.\n", "b/README.md")
    write(folder, "---\nlicense: MIT\n---\n# C\n\nIt sorts letters.\n", "c/README.md")
    assert cardlint("index", "add", ".", "--index", folder.parent / "index", cwd=folder).returncode == 0
    return folder


def run(words: str, redirections: str, folder: Path, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    command = ["bash", "-c", f"exec '{sys.executable}' -m cardlint {words} {redirections}"]
    own = {**os.environ, "CARDLINT_INDEX": str(folder.parent / "index"), **environment}
    return subprocess.run(command, cwd=folder, env=own, capture_output=True, timeout=60, check=False)


CLOSED, KEPT, EMPTY, FULL, GONE = "closed", "kept", "empty", "full", "a reader that is gone"


def fork(
    words: str, folder: Path, input_: str = EMPTY, output: str = KEPT, errors: str = KEPT
) -> tuple[int, bytes, bytes]:
    """Run cardlint with these streams. Return its exit code, its standard output, and its standard error."""
    with ExitStack() as stack, open(os.devnull, "rb") as null, open("/dev/full", "wb") as full:
        kept = [stack.enter_context(TemporaryFile()) for _ in range(2)]
        reader, writer = os.pipe()
        os.close(reader)
        stack.callback(os.close, writer)
        streams = [
            {CLOSED: None, EMPTY: null.fileno()}[input_],
            *(
                {CLOSED: None, KEPT: file.fileno(), FULL: full.fileno(), GONE: writer}[state]
                for state, file in zip((output, errors), kept, strict=True)
            ),
        ]
        code = ForkedProcess(words.split(), streams, folder, CARDLINT_INDEX=str(folder.parent / "index")).wait()
        for file in kept:
            file.seek(0)
        return code, kept[0].read(), kept[1].read()


@pytest.mark.parametrize("words", WRITING)
def test_output_that_is_closed_or_full_is_reported_in_one_line(words: str, folder: Path) -> None:
    assert fork(words, folder, output=CLOSED) == (2, b"", b"cardlint: the output is closed\n")
    assert fork(words, folder, output=FULL) == (2, b"", b"cardlint: the output: no space left on device\n")


@pytest.mark.parametrize("words", STARTED)
def test_output_that_a_shell_closes_is_reported_in_one_line(words: str, folder: Path) -> None:
    closed = run(words, ">&-", folder)
    assert (closed.returncode, closed.stderr) == (2, b"cardlint: the output is closed\n")
    assert run(words, "<&- >&- 2>&-", folder).returncode == 2


@pytest.mark.parametrize("words", SOME)
def test_closed_input_and_errors_change_nothing(words: str, folder: Path) -> None:
    fork(words, folder)
    code, output, _ = fork(words, folder)
    assert fork(words, folder, input_=CLOSED, errors=CLOSED) == (code, output, b"")


@pytest.mark.parametrize("words", [*SOME, *READING])
def test_without_any_stream_it_fails_in_silence(words: str, folder: Path) -> None:
    assert fork(words, folder, CLOSED, CLOSED, CLOSED) == (2, b"", b"")


@pytest.mark.parametrize("words", READING)
def test_closed_input_is_reported_in_one_line(words: str, folder: Path) -> None:
    code, _, errors = fork(words, folder, input_=CLOSED)
    assert code == 2
    assert errors.startswith(b"cardlint: standard input: bad file descriptor\n")


def test_input_that_a_shell_closes_is_reported_in_one_line(folder: Path) -> None:
    done = run("check -", "<&-", folder)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, b"cardlint: standard input: bad file descriptor")


@pytest.mark.parametrize("words", [*SOME, "--version", "check --help", "stats", "explain unknown-license"])
def test_reader_that_is_gone_ends_it_quietly(words: str, folder: Path) -> None:
    assert fork(words, folder, output=GONE) == (128 + 13, b"", b"")


ASCII = (
    {"PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
)


ODD = (
    "check --add-ignores naïve - <a/README.md",
    "check --add-ignores $'caf\\xe9' a",
    "check --write-baseline ../known.json .",
    "check ö",
    "check --select ö .",
    "search naïve",
    "search $'caf\\xe9'",
    "index remove ö",
    "index remove $'caf\\xe9'",
    "explain ö",
    "vocab show licenses ö",
    "schema ö",
    "lineage ö",
    "ö",
)
"""Words that are not ASCII."""


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        *((words, ASCII[number % 2]) for number, words in enumerate(WRITING)),
        *((words, environment) for words in ODD for environment in ASCII),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value)),
)
def test_no_encoding_is_an_error(words: str, environment: dict[str, str], folder: Path) -> None:
    done = run(words, "", folder, **environment)
    assert done.returncode in (0, 1, 2)
    assert b"internal error" not in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("environment", [*ASCII, {}], ids=["output", "locale", "UTF-8"])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("check -q --fix -", CARD),
        ("check --add-ignores 'naïve reason' --select unknown-license -", SUPPRESSED),
    ],
)
def test_card_on_standard_output_is_utf_8(words: str, expected: str, environment: dict[str, str], folder: Path) -> None:
    assert run(words, "<a/README.md", folder, **environment).stdout.decode() == expected


def test_suppressions_of_a_card_that_is_not_text_are_not_printed_as_one(folder: Path) -> None:
    done = cardlint("check", "--add-ignores", "later", "-", stdin=b"---\nlicense: x\n---\ncaf\xe9\n", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "not UTF-8 text" in done.stderr


@pytest.mark.parametrize("environment", ASCII, ids=["output", "locale"])
def test_json_is_json_on_an_ascii_terminal(environment: dict[str, str], folder: Path, tmp_path: Path) -> None:
    for words in ("check --format json .", "config . --format json", "schema model", "vocab show languages de"):
        json.loads(run(words, "", folder, **environment).stdout.decode())


def test_current_folder_that_is_gone_is_reported(tmp_path: Path) -> None:
    for words in ("check .", "task .", "config", "check --format json"):
        command = f"mkdir gone && cd gone && rmdir ../gone && exec '{sys.executable}' -m cardlint {words}"
        done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert done.stderr.startswith("cardlint: ")
        assert "Traceback" not in done.stderr
