"""``cardlint index`` with a full disk, wrong permissions, other writers, and unusual names."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from template_process import as_text, run_cardlint

from cardlint.search.backends.protocol import SearchRequest, Sort
from cardlint.search.fields import shipped_table
from cardlint.search.folder.lock import writing
from cardlint.search.store.generations import open_backend

pytestmark = pytest.mark.skipif(os.name == "nt", reason="permissions and limits of POSIX")

COMMAND = [sys.executable, "-m", "cardlint"]


def run(*arguments: str | Path, before: str = "", starting: Sequence[str] = ()) -> "subprocess.CompletedProcess[str]":
    """Run cardlint, with the prefix ``starting``, in a process that runs the code ``before`` first."""
    command = COMMAND
    if before:
        command = [sys.executable, "-c", f"import os, sys; {before}; from cardlint.__main__ import main; main()"]
    if before or starting:
        done = as_text(
            subprocess.run([*starting, *command, *arguments], capture_output=True, timeout=120, check=False), "replace"
        )
    else:
        done = as_text(run_cardlint(arguments), "replace")
    assert "Traceback" not in done.stderr, done.stderr
    return done


def write(folder: Path, count: int, version: int = 1) -> None:
    for number in range(count):
        card = folder / f"someone/card-{number}/README.md"
        card.parent.mkdir(parents=True, exist_ok=True)
        words = " ".join(f"word{number}x{word}" for word in range(60))
        card.write_text(f"---\nlicense: mit\ntags: [v{version}]\n---\n# Card {number}\n\n{words}\n", encoding="utf-8")


def answer(index: Path) -> dict[str, str]:
    """Return the tags of each card, by id."""
    backend = open_backend(str(index), shipped_table())
    try:
        found = backend.search(SearchRequest(sort=Sort("id"), limit=1000))
        return {hit.id: " ".join(map(str, hit.values["tags"])) for hit in found.hits}
    finally:
        backend.close()


def content(folder: Path) -> Mapping[str, tuple[int, bytes]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    write(tmp_path / "cards", 30)
    return tmp_path / "cards"


@pytest.fixture
def index(tmp_path: Path, cards: Path) -> Path:
    assert run("index", "add", cards, "--index", tmp_path / "index").returncode == 0
    return tmp_path / "index"


@pytest.mark.parametrize("limit", [4_000, 40_000])
@pytest.mark.parametrize("command", [("update",), ("rebuild",)])
def test_full_disk_leaves_the_index_as_it_was(index: Path, cards: Path, limit: int, command: tuple[str, ...]) -> None:
    before = answer(index)
    write(cards, 200, version=2)
    full = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))"
    )
    done = run("index", *command, "--index", index, before=full)
    assert done.returncode == 2, done.stderr
    assert "cannot write the index in" in done.stderr
    assert "rebuild" not in done.stderr
    assert answer(index) == before
    assert run("index", "update", "--index", index).returncode == 0
    assert set(answer(index).values()) == {"v2"}
    assert len(answer(index)) == 200


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m,mode=700", "tmpfs", str(disk)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("only root of a Linux that lets it can mount a small disk")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.parametrize("free", [0, 40_000], ids=["nothing free", "too little free"])
@pytest.mark.parametrize("command", [("index", "update"), ("index", "rebuild")])
def test_full_disk_is_reported_and_harms_nothing(
    small_disk: Path, cards: Path, free: int, command: tuple[str, ...]
) -> None:
    index = small_disk / "index"
    assert run("index", "add", cards, "--index", index).returncode == 0
    before = answer(index)
    write(cards, 200, version=2)
    (small_disk / "fill").write_bytes(bytes(shutil.disk_usage(small_disk).free - free))
    done = run(*command, "--index", index)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        f"cardlint: cannot write the index in {index}: no space left on device",
        "  free some space, and try again; an existing index is unchanged",
    ]
    assert run("search", "--format", "ids", "--limit", "100", "--index", index).stdout.split() == sorted(before)
    assert answer(index) == before
    assert not list(index.glob("*.json.*"))
    (small_disk / "fill").unlink()
    assert run("index", "update", "--index", index).stdout == "170 added, 30 changed, 0 removed, 0 unchanged\n"


def test_full_disk_keeps_nobody_from_an_answer(small_disk: Path, cards: Path) -> None:
    index = small_disk / "index"
    assert run("index", "add", cards, "--index", index).returncode == 0
    write(cards, 200, version=2)
    (small_disk / "fill").write_bytes(bytes(shutil.disk_usage(small_disk).free))
    old = run("search", "v1", "--format", "ids", "--no-refresh", "--index", index)
    done = run("search", "v1", "--format", "ids", "--refresh", "--index", index)
    assert (done.returncode, done.stdout) == (0, old.stdout)
    assert "no space left on device" in done.stderr


def test_full_disk_is_not_kept_full(small_disk: Path, tmp_path: Path) -> None:
    write(tmp_path / "few", 3)
    write(tmp_path / "many", 1500)
    place = ("--index", small_disk / "index")
    assert run("index", "add", tmp_path / "few", *place).returncode == 0
    free = shutil.disk_usage(small_disk).free
    for _ in range(2):
        done = run("index", "add", tmp_path / "many", *place)
        assert done.returncode == 2
        assert "no space left on device" in done.stderr
        assert shutil.disk_usage(small_disk).free > free - 500_000  # the remembered walk, which has complete paths
        assert len(answer(small_disk / "index")) == 3
    assert run("index", "rebuild", *place).returncode == 0
    assert run("index", "update", *place).stdout == "0 added, 0 changed, 0 removed, 3 unchanged\n"


def test_writer_removes_what_another_left(index: Path, cards: Path) -> None:
    (text,) = index.glob("generation-*/text")
    for place in (
        index / "index.json.new",
        index / "folders-0123456789abcdef.json.77",
        text / "abcdefgh12345678.words",
    ):
        place.write_text("half")
    write(cards, 30, version=2)
    assert run("index", "update", "--index", index).returncode == 0
    left = [path.name for path in index.rglob("*") if path.suffix in (".new", ".77") or "abcdefgh" in path.name]
    assert left == []


def bound_by_permissions() -> list[str]:
    """Return the prefix of a command that runs without root's privileges, so that permissions apply."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("permissions do not bind root, and setpriv is not there to change that")
    without = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={without}", f"--inh-caps={without}"]


def test_read_only_index_is_read_and_not_written(index: Path, cards: Path) -> None:
    starting = bound_by_permissions()
    write(cards, 30, version=2)
    for path in (*index.rglob("*"), index):
        path.chmod(0o500 if path.is_dir() else 0o400)
    found = run("search", "card", "--format", "ids", "--limit", "100", "--index", index, starting=starting)
    assert (found.returncode, len(found.stdout.split())) == (0, 30), found.stderr
    for command in ("update", "rebuild"):
        done = run("index", command, "--index", index, starting=starting)
        assert done.returncode == 2
        assert f"cannot write the index in {index}: permission denied" in done.stderr
    assert answer(index).keys() == {f"someone/card-{number}" for number in range(30)}


@pytest.mark.parametrize("mode", [0o770, 0o702, 0o777, 0o1777])
def test_index_that_others_can_write_to_is_refused(index: Path, mode: int) -> None:
    index.chmod(mode)
    before = content(index)
    for command in (("search", "card"), ("index", "update"), ("index", "rebuild"), ("index", "export")):
        done = run(*command, "--index", index)
        assert done.returncode == 2
        assert f"other users can write to the index in {index}" in done.stderr
        assert f"chmod -R go-w {index}" in done.stderr
    assert content(index) == before


@pytest.mark.parametrize(
    "inner", ["text", "text/segments.json", "text/*.words", "text/streams.bin", "catalogue.sqlite", "../index.json"]
)
def test_part_that_others_can_write_to_is_refused(index: Path, inner: str) -> None:
    (place, *_) = index.glob(f"generation-*/{inner}")
    place.chmod(place.stat().st_mode | 0o022)
    assert run("search", "card", "--index", index).returncode == 0  # others cannot reach it
    index.chmod(0o755)
    for command in (("search", "card"), ("index", "update"), ("index", "rebuild")):
        done = run(*command, "--index", index)
        assert done.returncode == 2
        assert f"of the index in {index}" in done.stderr
        assert f"chmod -R go-w {index}" in done.stderr


def test_index_is_private_whatever_the_umask(tmp_path: Path, cards: Path) -> None:
    place = tmp_path / "new" / "index"
    assert run("index", "add", cards, "--index", place, before="os.umask(0)").returncode == 0
    modes = {path: path.stat().st_mode & 0o777 for path in (place, *place.rglob("*")) if path.is_dir()}
    assert set(modes.values()) == {0o700}


def test_second_writer_waits_or_says_who_writes(index: Path, cards: Path) -> None:
    write(cards, 31, version=2)
    with writing(str(index)):
        refused = run("index", "update", "--index", index)
        started = time.monotonic()
        waited = run("index", "update", "--index", index, "--wait", "0.5")
        assert time.monotonic() - started > 0.5
        both = subprocess.Popen([*COMMAND, "index", "update", "-q", "--index", index, "--wait", "60"])
    for done in (refused, waited):
        assert done.returncode == 2
        assert f"process {os.getpid()} has been writing this index for" in done.stderr
        assert "--wait SECONDS" in done.stderr
    assert both.wait(timeout=60) == 0
    assert set(answer(index).values()) == {"v2"}


def test_many_writers_at_once_all_have_their_turn(tmp_path: Path) -> None:
    for name in "abc":
        write(tmp_path / name, 5)
    place = ("--index", tmp_path / "index", "--wait", "60", "-q")
    writers = [subprocess.Popen([*COMMAND, "index", "add", tmp_path / name, *place]) for name in "abc"]
    assert [writer.wait(timeout=100) for writer in writers] == [0, 0, 0]
    assert json.loads(run("index", "status", "--format", "json", "--index", tmp_path / "index").stdout)["sources"] == {
        str(tmp_path / name): 5 for name in "abc"
    }


def test_reader_during_writes_sees_a_whole_state(index: Path, cards: Path) -> None:
    states = set()
    for version, command in enumerate(("update", "rebuild", "update", "rebuild"), 2):
        write(cards, 30, version=version)
        with subprocess.Popen([*COMMAND, "index", command, "-q", "--index", index]) as writer:
            while writer.poll() is None:
                found = answer(index)
                assert len(found) == 30
                assert len(set(found.values())) == 1, found
                states.update(found.values())
        assert writer.returncode == 0
    assert len(states) > 1


def test_words_are_found_during_swaps(index: Path) -> None:
    """A reader opens the words only when it needs them, perhaps after a swap."""
    backend = open_backend(str(index), shipped_table())
    try:
        assert run("index", "rebuild", "-q", "--index", index).returncode == 0
        assert len(backend.search(SearchRequest(sort=Sort("id"))).hits) == 20
    finally:
        backend.close()


@pytest.mark.parametrize(
    "command", [("search",), ("index", "update"), ("index", "rebuild"), ("index", "status"), ("index", "export")]
)
def test_newer_format_is_named_and_not_touched(index: Path, command: tuple[str, ...]) -> None:
    manifest = index / "index.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 99}))
    before = {path: held for path, held in content(index).items() if not path.endswith("lock")}
    done = run(*command, "--index", index)
    assert done.returncode == 2
    assert f"the index in {index} has the format 99, and this cardlint has 2" in done.stderr
    assert "upgrade cardlint" in done.stderr
    assert {path: held for path, held in content(index).items() if not path.endswith("lock")} == before


@pytest.mark.parametrize(
    "name",
    [
        "a b",
        "what?mode=memory",
        "per%20cent%3f",
        "#hash",
        "quo'te\"",
        "new\nline",
        "-n",
        "é翻译",
        "'; DROP TABLE",
    ],
)
def test_hostile_names_of_folders(tmp_path: Path, name: str) -> None:
    try:
        write(tmp_path / name / "cards" / name, 2)
    except OSError:
        pytest.skip("the file system has no such names")
    place = tmp_path / name / "index"
    done = run("index", "add", tmp_path / name / "cards", "--index", place)
    assert done.returncode == 0, done.stderr
    assert len(answer(place)) == 2
    found = run("search", "card", "--index", place, "--format", "json")
    assert json.loads(found.stdout)["total"] == 2, found.stderr
    again = run("index", "update", "--index", place)
    assert again.stdout == "0 added, 0 changed, 0 removed, 2 unchanged\n", again.stderr
    assert not list(tmp_path.glob("*.sqlite*"))


@pytest.mark.skipif(sys.platform != "linux", reason="file systems elsewhere have no such names")
def test_names_that_are_not_utf_8(tmp_path: Path, cards: Path) -> None:
    odd = tmp_path / "\udcff"
    write(odd, 2)
    refused = run("index", "add", odd, "--index", tmp_path / "index")
    assert refused.returncode == 2
    assert "the path is not UTF-8" in refused.stderr
    write(cards / "\udcfe", 2)
    place = odd / "index"
    assert run("index", "add", cards, "--index", place).stdout.startswith("32 added")
    for _ in range(2):
        assert run("index", "update", "--index", place).stdout == "0 added, 0 changed, 0 removed, 32 unchanged\n"
    assert len(answer(place)) == 32
