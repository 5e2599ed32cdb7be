"""An index deletes and writes only its own files, in its own folder, readable only by the user."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cardlint.cli import cli
from cardlint.search.sources.hub.fetched_cards import FetchedCards

FORMAT_1 = (
    "catalogue.sqlite",
    "catalogue.sqlite-wal",
    "text/_MAIN_3.toc",
    "text/_MAIN_4.toc.1753275121.25",
    "text/MAIN_0123456789abcdef.trm",
    "text/MAIN_0123456789abcdef.pst",
    "text/MAIN_0123456789abcdef._stored.col",
    "text/MAIN_WRITELOCK",
    "text/MAIN.tmp/q1w2.ctmp",
    "text/streams.bin",
    "text/streams.end",
)


def run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(cli, list(map(str, arguments)))
    assert done.exception is None or isinstance(done.exception, SystemExit), (arguments, done.exception)
    return done


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    for number in range(3):
        card = tmp_path / "cards" / f"card-{number}" / "README.md"
        card.parent.mkdir(parents=True)
        card.write_text(f"# Card {number}\n\nSome words\n")
    return tmp_path / "cards"


@pytest.fixture
def index(tmp_path: Path, cards: Path) -> Path:
    assert run("index", "add", cards, "--index", tmp_path / "index").exit_code == 0
    return tmp_path / "index"


def content(folder: Path) -> dict[str, bytes | str]:
    """Return all files and links below the folder, by path."""
    return {
        str(path.relative_to(folder)): os.readlink(path) if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def thesis(folder: Path) -> None:
    (folder / "generation-thesis").mkdir(parents=True)
    (folder / "generation-thesis" / "chapter.tex").write_text("all of it")
    (folder / "notes.new").write_text("not yet saved")


def generations_of_others(folder: Path) -> None:
    (folder / "generation-000007").mkdir(parents=True)
    (folder / "generation-000007" / "genome.fa").write_text("ACGT")


def other_index(folder: Path) -> None:
    thesis(folder)
    (folder / "index.json").write_text('{"generation": "generation-thesis", "format": 1}')


def marked_for_something_else(folder: Path) -> None:
    thesis(folder)
    signature = "Signature: 8a477f597d28d172789f06886806bc55\n"
    (folder / "CACHEDIR.TAG").write_text(
        f"{signature}# This folder is a lint cache of cardlint, which deletes old files in it.\n"
    )


FOREIGN = (thesis, generations_of_others, other_index, marked_for_something_else)


@pytest.mark.parametrize("make", FOREIGN)
@pytest.mark.parametrize("command", ["add", "update", "rebuild", "remove"])
def test_folder_of_others_is_refused_and_not_touched(
    tmp_path: Path, cards: Path, make: Callable[[Path], None], command: str
) -> None:
    folder = tmp_path / "folder"
    make(folder)
    folder.chmod(0o755)
    before = content(folder)
    arguments = {"add": [cards], "remove": [cards]}.get(command, [])
    done = run("index", command, *arguments, "--index", folder)
    assert done.exit_code == 2
    assert content(folder) == before


@pytest.mark.parametrize("make", [thesis, generations_of_others, marked_for_something_else])
def test_refusal_says_what_is_in_the_way(tmp_path: Path, cards: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "folder")
    done = run("index", "add", cards, "--index", tmp_path / "folder")
    assert "not a cardlint search index and is not empty: it contains `" in done.output
    assert "use an empty folder, or one that cardlint created" in done.output


def test_working_folder_and_home_are_refused(cards: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    thesis(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    before = content(tmp_path)
    for folder in (".", "", tmp_path, os.path.expanduser("~")):
        monkeypatch.setenv("CARDLINT_INDEX", str(folder) or ".")
        for place in (("--index", folder or "."), ()):
            assert run("index", "add", cards, *place).exit_code == 2
    assert content(tmp_path) == before


def test_what_others_put_into_an_index_stays(index: Path, cards: Path) -> None:
    thesis(index)
    (index / "generation-000099" / "text").mkdir(parents=True)
    for name in ("catalogue.sqlite", "text/streams.bin", "text/poem.txt", "genome.fa"):
        (index / "generation-000099" / name).write_text("x")
    for command in (("add", cards), ("rebuild",), ("update",)):
        (cards / "card-0" / "README.md").write_text(f"# {command[0]}\n")
        assert run("index", *command, "--index", index).exit_code == 0
    left = {name for name in content(index) if not name.startswith(("generation-0001", "index", "sources", "lock"))}
    assert left == {
        "CACHEDIR.TAG",
        "generation-thesis/chapter.tex",
        "notes.new",
        "generation-000099/text/poem.txt",
        "generation-000099/genome.fa",
    }


def test_links_in_an_index_are_refused_and_not_followed(index: Path, cards: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "catalogue.sqlite").write_text("precious")
    (generation,) = index.glob("generation-*")
    places = [
        index / "generation-000077",
        index / "index.json.new",
        index / "lock",
        generation / "catalogue.sqlite-wal",
    ]
    for place in (*places, generation / "text" / "streams.bin", index / "sources.json", index / "fetched.jsonl"):
        kept = place.read_bytes() if place.is_file() else None
        place.unlink(missing_ok=True)
        place.symlink_to(outside if place.name.startswith("generation") else outside / "catalogue.sqlite")
        for command in (("add", cards), ("update",), ("rebuild",), ("status",)):
            done = run("index", *command, "--index", index)
            assert done.exit_code == 2
            assert f"`{place}` is a link or not a regular file" in done.output
        assert content(outside) == {"catalogue.sqlite": b"precious"}
        place.unlink()
        if kept is not None:
            place.write_bytes(kept)
    assert run("index", "rebuild", "--index", index).exit_code == 0


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
@pytest.mark.parametrize(
    "name", ["index.json", "lock", "sources.json", "CACHEDIR.TAG", "generation-000001/text/streams.end"]
)
def test_pipe_in_an_index_blocks_nothing(index: Path, cards: Path, name: str) -> None:
    (index / name).unlink()
    os.mkfifo(index / name)
    for command in (("search", "words"), ("index", "add", cards), ("index", "update"), ("index", "rebuild")):
        done = subprocess.run(
            [sys.executable, "-m", "cardlint", *command, "--index", index], capture_output=True, text=True, timeout=20
        )
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_every_file_is_for_its_user_alone(tmp_path: Path, cards: Path) -> None:
    folder = tmp_path / "new" / "place" / "index"
    program = "import os, sys; os.umask(0); from cardlint.__main__ import main; main()"
    for command in (("add", cards), ("update",), ("rebuild",), ("add", cards)):
        (cards / "card-0" / "README.md").write_text(f"# {command[0]}\n")
        done = subprocess.run(
            [sys.executable, "-c", program, "index", *command, "--index", folder], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    before = os.umask(0)
    try:
        fetched = FetchedCards(str(folder))
        fetched.keep("hf://models/a/b", "1", "# Card")
        modes(tmp_path / "new", {"-wal", "-shm"})
        fetched.close()
    finally:
        os.umask(before)
    modes(tmp_path / "new", {"catalogue.sqlite", "fetched.jsonl", "sources.json", "index.json", "lock", "CACHEDIR.TAG"})


def modes(folder: Path, ends: set[str]) -> None:
    """Assert that everything is private, and that files with these suffixes exist."""
    found = {path: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}
    assert {path: mode for path, mode in found.items() if mode != (0o700 if path.is_dir() else 0o600)} == {}
    assert all(any(path.name.endswith(end) for path in found) for end in ends)


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_memory_of_a_walk_is_private(tmp_path: Path, cards: Path) -> None:
    for number in range(300):
        (cards / f"more-{number}").mkdir()
    for path in (cards, *cards.iterdir()):
        os.utime(path, (1, 1))
    before = os.umask(0)
    try:
        from cardlint.search.sources.folders.memory import FolderMemory

        memory = FolderMemory(str(cards), str(tmp_path))
        memory._device = cards.stat().st_dev  # as on a reliable file system
        for folder in cards.iterdir():
            memory.listing(str(folder), cards.stat().st_dev, "state")
        memory.keep()
    finally:
        os.umask(before)
    (file,) = tmp_path.glob("folders-*.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        "[]",
        '{"FOLDER": []}',
        '{"FOLDER": ["STATE", [["README.md"], ["../../.."], false, false]]}',
        '{"FOLDER": ["STATE", [["/etc/README.md"], [], false, false]]}',
        '{"FOLDER": ["STATE", [[7], [], false, false]]}',
        '{"FOLDER": ["STATE", {"files": []}]}',
    ],
)
def test_hostile_memory_of_a_walk_is_not_believed(tmp_path: Path, cards: Path, content: str) -> None:
    from cardlint.search.sources.folders.memory import FolderMemory

    folder, device = str(cards), cards.stat().st_dev
    path = Path(FolderMemory(folder, str(tmp_path))._path or "")
    path.write_text(content.replace("FOLDER", folder).replace("STATE", "state"))
    memory = FolderMemory(folder, str(tmp_path))
    memory._device = device
    memory._known = memory._read()
    assert memory.listing(folder, device, "state") == ([], ["card-2", "card-1", "card-0"], False, False)


def older(index: Path) -> None:
    """Make the index look like format 1: without a mark, and with the files of Whoosh."""
    (index / "CACHEDIR.TAG").unlink()
    (generation,) = index.glob("generation-*")
    for path in (generation / "text").iterdir():
        path.unlink()
    for name in FORMAT_1[2:]:
        (generation / name).parent.mkdir(parents=True, exist_ok=True)
        (generation / name).write_bytes(b"x")
    content = json.loads((index / "index.json").read_text())
    (index / "index.json").write_text(json.dumps({**content, "format": 1}))


@pytest.mark.parametrize("command", [("index", "update"), ("index", "rebuild"), ("search", "words", "--format", "ids")])
def test_index_of_format_1_is_taken_over(index: Path, command: tuple[str, ...]) -> None:
    older(index)
    done = run(*command, "--index", index)
    assert done.exit_code == 0
    if command != ("index", "rebuild"):
        assert "has the format 1, and this cardlint has 2" in done.output
    assert [path.name for path in index.glob("generation-*")] == ["generation-000002"]
    assert "search index of cardlint" in (index / "CACHEDIR.TAG").read_text()
    assert len(run("search", "words", "--format", "ids", "--index", index).output.split()) == 3


def test_reading_an_index_of_format_1_asks_for_a_rebuild(index: Path) -> None:
    older(index)
    for command in ("status", "export"):
        done = run("index", command, "--index", index)
        assert done.exit_code == 2
        assert "has the format 1, and this cardlint has 2" in done.output
        assert "cardlint index rebuild" in done.output


def test_copied_index_works(index: Path, cards: Path, tmp_path: Path) -> None:
    """As in a CI cache or an image: the files have other inode numbers and times, and another location."""
    shutil.make_archive(str(tmp_path / "index-archive"), "tar", index)
    shutil.rmtree(index)
    index.mkdir(mode=0o700)
    shutil.unpack_archive(tmp_path / "index-archive.tar", index, filter="data")
    for path in index.rglob("*"):
        os.utime(path, (1, 1))
    assert len(run("search", "words", "--format", "ids", "--index", index).output.split()) == 3
    (cards / "card-0" / "README.md").write_text("# Other words\n")
    assert run("index", "update", "--index", index).output == "0 added, 1 changed, 0 removed, 2 unchanged\n"
    assert run("index", "rebuild", "--index", index).exit_code == 0


@pytest.mark.parametrize("command", [("add", "cards"), ("rebuild",), ("update",)], ids=lambda words: words[0])
def test_nobody_is_advised_to_change_a_folder_that_is_not_an_index(
    tmp_path: Path, cards: Path, command: tuple[str, ...]
) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "link").symlink_to(cards)
    foreign.chmod(0o777)
    words = [cards if word == "cards" else word for word in command]
    done = run("index", *words, "--index", foreign)
    assert done.exit_code == 2
    assert "not a cardlint search index" in done.output or f"there is no index in {foreign}" in done.output
    assert "chmod" not in done.output
    assert "remove" not in done.output


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs permissions that hold")
def test_index_of_another_user_says_how_to_allow_it(index: Path) -> None:
    (index / "index.json").chmod(0)
    done = run("search", "--index", index)
    assert f"chmod -R a+rX {index}" in done.output


def test_temporary_files_of_others_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoosh would empty `words.tmp` there, even if it is a link to somewhere else."""
    thesis, temporary = tmp_path / "documents" / "thesis.tex", tmp_path / "temporary"
    thesis.parent.mkdir()
    thesis.write_text("years of work", encoding="utf-8")
    temporary.mkdir()
    (temporary / "words.tmp").symlink_to(thesis.parent, target_is_directory=True)
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    card = tmp_path / "cards" / "one" / "README.md"
    card.parent.mkdir(parents=True)
    card.write_text("# One\n", encoding="utf-8")
    done = CliRunner().invoke(cli, ["index", "add", str(card.parent), "--index", str(tmp_path / "index")])
    assert (done.exit_code, thesis.read_text(encoding="utf-8")) == (0, "years of work")
    assert [each.name for each in temporary.iterdir()] == ["words.tmp"]
