"""Input that is not an ordinary card: one clear line, the right exit code, and the other files are still checked."""

import os
import threading
from pathlib import Path

import pytest
from test_check import GOOD, cardlint, write

from cardlint.findings.source import SIZE_LIMIT

OTHER = "---\nlicense: apache-2\n---\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, OTHER, "other/README.md")
    return tmp_path


def assert_other_is_checked(stdout: str) -> None:
    assert "other/README.md:2:10: error: " in stdout


@pytest.mark.parametrize(
    ("argument", "line"),
    [
        ("nowhere/README.md", "nowhere/README.md: no such file or folder"),
        ("empty", "empty: no `README.md` in this folder"),
        ("*.markdown", "*.markdown: no file matches"),
        ("pipe", "pipe: not a regular file"),
        ("loop", "loop: too many levels of symbolic links"),
        ("a\x1b[31mb", "a␛[31mb: no file matches"),
    ],
)
def test_path_that_cannot_be_checked(argument: str, line: str, folder: Path) -> None:
    (folder / "empty").mkdir()
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to("loop")
    done = cardlint("check", "--format", "concise", argument, "other", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == f"cardlint: {line}"
    assert "Traceback" not in done.stderr
    assert_other_is_checked(done.stdout)


def test_unreadable_file(folder: Path) -> None:
    path = write(folder, GOOD, "secret/README.md")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user reads every file")
    done = cardlint("check", "--format", "concise", "secret/README.md", "other", cwd=folder)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "cardlint: secret/README.md: permission denied")
    assert_other_is_checked(done.stdout)


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", "1:1: error: the file is binary, not text"),
        ("---\nlicense: mit\n---\n".encode("utf-16"), "1:1: error: the file is UTF-16"),
        (b"---\nlicense: mit\n---\ncaf\xe9\n", "4:4: error: the file is not valid UTF-8"),
        (b"", "1:1: warning: the card has no front matter"),
        (b"---\nlicense: mit\n---\n\0", "4:1: error: the text contains a NUL character"),
    ],
    ids=["binary", "utf-16", "latin-1", "empty", "nul"],
)
def test_bytes_that_are_not_a_card_are_one_finding(content: bytes, finding: str, folder: Path) -> None:
    (folder / "README.md").write_bytes(content)
    done = cardlint("check", "--format", "concise", "README.md", "other", cwd=folder)
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if line.startswith("README.md:")] != []
    assert done.stdout.splitlines()[0].startswith(f"README.md:{finding}")
    assert_other_is_checked(done.stdout)


def test_gigantic_file_is_one_finding_that_names_the_cap(folder: Path) -> None:
    with (folder / "README.md").open("wb") as file:
        file.write(b"---\nlicense: mit\n---\n")
        file.truncate(100_000_000)
    done = cardlint("check", "--format", "concise", "README.md", "other", cwd=folder)
    assert done.returncode == 1
    assert f"README.md:1:1: error: the file is larger than {SIZE_LIMIT // 2**20} MiB" in done.stdout
    assert_other_is_checked(done.stdout)


def test_file_that_disappears_keeps_no_other_from_its_check(folder: Path) -> None:
    for number in range(300):
        write(folder, GOOD, f"many/{number:03}/README.md")
    last = folder / "many" / "299" / "README.md"
    thread = threading.Timer(0.0, last.unlink)
    thread.start()
    thread.join()
    done = cardlint(
        "check",
        "--format",
        "concise",
        *sorted(map(str, folder.glob("many/*/README.md"))),
        str(last),
        "other",
        cwd=folder,
    )
    assert done.returncode == 2
    assert f"{last}: no such file or folder" in done.stderr
    assert_other_is_checked(done.stdout)


@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "[" * 200_000 + "\n---\n",
        "---\n" + "a: " * 20_000 + "\n---\n",
        "---\na: &a [*a]\nlicense: mit\n---\n",
        "---\na0: &a0 [x,x,x,x,x,x,x,x]\n"
        + "".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 20))
        + "---\n",
        "---\n" + "".join(f"k{i}: 1\n" for i in range(20_000)) * 2 + "---\n",
        "---\nlicense: [" + "mit2, " * 20_000 + "]\n---\n",
        "---\ntags:\n" + "- [a]\n" * 20_000 + "---\n",
        "---\n" + "---\nlicense: mit\n" * 20_000,
        "\n" * 500_000 + "---\nlicense: mit\n---\n",
        "---\nlicense: mit\n" + "---  \t" * 50_000,
        '---\ntitle: "' + "\\u0000" * 10_000 + '"\n---\n',
        "---\nmodel-index: " + "[{name: x, results: " * 90 + "\n---\n",
        "---\n? [a, b]\n: c\n? {x: y}\n: d\n---\n",
        "---\n" + "x: &x {<<: *x}\n" + "---\n",
    ],
    ids=lambda text: text[4:24].replace("\n", "|"),
)
def test_hostile_card_is_checked_quickly(text: str, tmp_path: Path) -> None:
    write(tmp_path, text)
    done = cardlint("check", "--format", "concise", "README.md", cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr


def test_control_characters_of_a_card_do_not_reach_the_terminal(tmp_path: Path) -> None:
    write(tmp_path, '---\nlicense: "\\e[31mred\\u202e"\nlanguage: \u202eenglish\n---\n')
    done = cardlint("check", "README.md", cwd=tmp_path)
    assert done.returncode == 1
    assert not set(done.stdout) & set("\x1b\u202e\x07")


def test_card_whose_name_has_other_letters_is_found_below_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "---\nlicense: mit\n---\n# A\n\nText.\n", "a/readme.md")
    write(tmp_path, "# Only a readme of some code\n", "b/readme.md")
    write(tmp_path, "---\nlicense: mit\n---\n# A\n\nText.\n", "c/README.md")
    done = cardlint("check", "--format", "concise", cwd=tmp_path)
    assert [line.partition(" ")[0] for line in done.stdout.splitlines()] == ["a/readme.md:1:1:"]
    assert "not-a-card" in done.stdout
