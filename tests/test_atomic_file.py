"""Files are written completely or not at all, even on a full disk; leftovers of killed runs are removed, and nothing else."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_check import BAD, cardlint, write

from cardlint.card.files import replace
from cardlint.system.atomic_file import AtomicFile
from cardlint.system.errors import CardlintError
from cardlint.system.unfinished import Leftovers, create, is_unfinished

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locks and limits of POSIX")

SMALL = 64
"""The size in bytes that a file can have on the simulated full disk."""

FIXABLE = f"---\nlicense: MIT\n---\n# Model\n\n{'It sorts letters. ' * 10}\n"


def leftover(folder: Path, content: str = "half a ca") -> Path:
    """Create a file like the one that a killed run leaves."""
    descriptor, path = create(str(folder))
    os.write(descriptor, content.encode())
    os.close(descriptor)
    return Path(path)


@pytest.mark.parametrize("content", ["half a ca", ""], ids=["begun", "empty"])
def test_leftover_is_removed_by_the_next_that_writes_there(tmp_path: Path, content: str) -> None:
    left = leftover(tmp_path, content)
    with AtomicFile(str(tmp_path / "README.md")) as file:
        file.write("new")
    assert not left.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


@pytest.mark.parametrize(
    "words",
    [
        ("check", "--fix", "."),
        ("check", "--add-ignores", "later", "."),
        ("check", "--write-baseline", "known.json", "."),
        ("check", "--output", "json=report.json", "."),
        ("check", "--cache-dir", ".", "a"),
        ("init",),
    ],
    ids=lambda words: words[1] if len(words) > 1 else words[0],
)
def test_each_command_that_writes_removes_leftovers(tmp_path: Path, words: tuple[str, ...]) -> None:
    folder = tmp_path / "here"
    for name in "ab":
        write(tmp_path if "." not in words[-1:] else folder, FIXABLE, f"{name}/README.md")
    if "--cache-dir" in words:
        folder.mkdir()
        words = ("check", "--cache-dir", ".", "../a", "../b")
    folder.mkdir(exist_ok=True)
    places = (
        [folder] if not words[1:2] or words[1] in ("--write-baseline", "--output", "--cache-dir") else [folder / "a"]
    )
    left = [leftover(place) for place in places]
    assert cardlint(*words, cwd=folder).returncode in (0, 1)
    assert [path for path in left if path.exists()] == []


def _by_name(folder: Path) -> Path:
    return write(folder, "years of work", ".cardlint-0123456789abcdef.tmp")


def _with_a_number(folder: Path) -> Path:
    return write(folder, "years of work", ".cardlint-0123456789abcdef-1f.tmp")


def _copied(folder: Path) -> Path:
    left = leftover(folder)
    content = left.read_text()
    holder = write(folder, content, "holder")  # so that the inode number is not reused
    os.replace(holder, left)
    return left


def _linked(folder: Path) -> Path:
    left = leftover(folder)
    os.link(left, folder / "second name")
    return left


def _link(folder: Path) -> Path:
    path = folder / ".cardlint-0123456789abcdef.tmp"
    path.symlink_to(write(folder, "", "empty"))
    return path


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / ".cardlint-0123456789abcdef.tmp")
    return folder / ".cardlint-0123456789abcdef.tmp"


def _folder(folder: Path) -> Path:
    (folder / ".cardlint-0123456789abcdef.tmp").mkdir()
    return folder / ".cardlint-0123456789abcdef.tmp"


def _almost(folder: Path) -> Path:
    return write(folder, "", ".cardlint-0123456789ABCDEF.tmp")


@pytest.mark.parametrize("make", [_by_name, _with_a_number, _copied, _linked, _link, _pipe, _folder, _almost])
def test_what_we_cannot_prove_to_be_ours_stays(tmp_path: Path, make: "object") -> None:
    path = make(tmp_path)  # type: ignore[operator]
    before = path.lstat()
    Leftovers().remove(str(tmp_path))
    assert path.lstat().st_ino == before.st_ino


def test_file_that_is_being_written_stays(tmp_path: Path) -> None:
    with AtomicFile(str(tmp_path / "a.md")) as file:
        file.write("first")
        file.flush()
        command = "import sys; from cardlint.system.unfinished import Leftovers; Leftovers().remove(sys.argv[1])"
        subprocess.run([sys.executable, "-c", command, tmp_path], check=True)
        (unfinished,) = [path for path in tmp_path.iterdir() if is_unfinished(path.name)]
        assert unfinished.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "a.md").read_text() == "first"


def test_folder_is_searched_once_in_a_run(tmp_path: Path) -> None:
    leftovers = Leftovers()
    leftovers.remove(str(tmp_path))
    left = leftover(tmp_path)
    with AtomicFile(str(tmp_path / "a.md"), leftovers=leftovers) as file:
        file.write("new")
    assert left.exists()


def test_unfinished_file_is_hidden_and_has_its_own_number(tmp_path: Path) -> None:
    descriptor, path = create(str(tmp_path))
    os.close(descriptor)
    name = os.path.basename(path)
    assert is_unfinished(name)
    assert name.startswith(".")
    assert name.endswith(f"-{os.stat(path).st_ino:x}.tmp")


@pytest.fixture(params=["limit", "disk"])
def full(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk that has no space for a file of more than a few bytes."""
    if request.param == "limit":
        yield tmp_path
        return
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def run_on_full(full: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a command in ``full`` when the disk is full."""
    is_disk = os.path.ismount(full)
    if is_disk:
        with open(full / "filler", "wb", buffering=0) as filler:
            try:
                while filler.write(bytes(512)):
                    pass
            except OSError:
                pass
    return subprocess.run(
        [sys.executable, "-m", "cardlint", *words],
        cwd=full,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=None if is_disk else lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL)),
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (("check", "-q", "--fix", "--no-cache", "."), "a/README.md"),
        (("check", "--add-ignores", "later", "."), "a/README.md"),
        (("check", "--write-baseline", "known.json", "."), "known.json"),
        (("check", "-q", "--output", "json=report.json", "--no-cache", "."), "report.json"),
        (("check", "-q", "--output", "html=new.html", "--no-cache", "."), "new.html"),
        (("init", "--force"), ".cardlint.toml"),
    ],
    ids=["fix", "ignores", "baseline", "output", "new output", "init"],
)
def test_full_disk_leaves_the_old_file_and_is_one_line(words: tuple[str, ...], written: str, full: Path) -> None:
    write(full, FIXABLE + ("x" * 3800 if os.path.ismount(full) else ""), "a/README.md")
    write(full, '{"version": 1, "findings": []}', "known.json")
    write(full, "old", "report.json")
    write(full, "", ".cardlint.toml")
    before = (full / written).read_bytes() if (full / written).exists() else None
    done = run_on_full(full, *words)
    assert done.returncode == 2
    (line,) = [line for line in done.stderr.splitlines() if not line.startswith("suppressed ")]
    assert line.replace(" ./", " ").startswith(f"cardlint: {written}: cannot be written: ")
    assert ((full / written).read_bytes() if (full / written).exists() else None) == before
    assert list(full.rglob(".cardlint-*")) == []


@pytest.mark.parametrize("is_named", [True, False], ids=["named", "default"])
def test_cache_on_a_full_disk_is_reported_where_the_user_named_it(
    is_named: bool, full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CARDLINT_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(full / "home"))
    for name in "abc":
        write(full, BAD, f"{name}/README.md")
    done = run_on_full(full, "check", "-q", *(("--cache-dir", "cache") if is_named else ()), ".")
    assert done.returncode == 1
    assert done.stdout.count("unknown-license") == 3
    if is_named:
        assert done.stderr.startswith("cardlint: the cache cannot be saved: cache")
    assert len(done.stderr.splitlines()) == is_named
    assert list(full.rglob(".cardlint-*")) == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_full_disk_is_explained_wherever_it_is_noticed() -> None:
    for length in (10, 100_000):  # at the end, and in the middle of writing
        with pytest.raises(CardlintError, match="/dev/full: cannot be written: no space left on device"):
            replace("/dev/full", "x" * length)
