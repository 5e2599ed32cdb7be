"""An index on disk stays consistent: one writer, private, a snapshot for readers, and old or new after a kill at any point."""

import errno
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest
from search_cards import entry

from cardlint.search import analysis
from cardlint.search.backends.embedded.stored_text import StoredText
from cardlint.search.backends.embedded.whoosh_text import WhooshTextWriter
from cardlint.search.backends.memory.backend import MemoryBackend
from cardlint.search.backends.protocol import Results, SearchRequest, Sort
from cardlint.search.documents.document import Document, document_of
from cardlint.search.errors import LockedError, MismatchError
from cardlint.search.fields import FieldTable, shipped_table
from cardlint.search.folder.lock import writing
from cardlint.search.query.parser import parse
from cardlint.search.query.resolve import resolve
from cardlint.search.store.generations import building, open_backend, updating
from cardlint.system.errors import CardlintError

TABLE = shipped_table()
POINTS = int(os.environ.get("CARDLINT_KILL_POINTS", "40"))
"""How many points at which processes are killed; 200 in nightly runs."""

posix = pytest.mark.skipif(os.name == "nt", reason="signals and permissions of POSIX")


def card(number: int, version: int = 1) -> Document:
    license_id = "mit" if number % 2 else "apache-2.0"
    text = f"---\nlicense: {license_id}\n---\n# Card {number}\n\nversion{version} words{number} of a card\n"
    return document_of(entry(text, f"someone/card-{number:03}"), TABLE)


def path(number: int) -> str:
    return f"someone/card-{number:03}/README.md"


QUESTIONS = tuple(
    SearchRequest(resolve(parse(text, TABLE), TABLE), sort=Sort("id"), limit=500, facets=("license", "missing"))
    for text in ("", "version1", "version2", "version3", '"of a card"', "words7", "license:mit")
)


def answers(folder: str) -> list[Results]:
    backend = open_backend(folder, TABLE)
    try:
        return [backend.search(question) for question in QUESTIONS]
    finally:
        backend.close()


def expected(documents: dict[str, Document]) -> list[Results]:
    judge = MemoryBackend(TABLE, documents.values())
    return [judge.search(question) for question in QUESTIONS]


@posix
def test_killed_anywhere_the_index_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    chance = random.Random(os.environ.get("CARDLINT_KILL_SEED", "5"))
    folder = str(tmp_path / "index")
    now = {path(number): card(number) for number in range(40)}
    with building(folder, TABLE) as writer:
        writer.add(now.values())
    duration = {"build": 0.25, "update": 0.12}
    killed = outcomes = 0
    for _ in range(POINTS):
        what = chance.choice(["build", "update", "update"])
        changed = {path(number): card(number, chance.randint(1, 3)) for number in chance.sample(range(60), 12)}
        gone = [path(number) for number in chance.sample(range(60), 4)]
        kept = {} if what == "build" else {place: each for place, each in now.items() if place not in gone}
        after = {**kept, **changed}
        child = os.fork()
        if child == 0:  # pragma: no cover - another process
            try:
                with (building if what == "build" else updating)(folder, TABLE, wait=5) as writer:
                    if what == "update":
                        writer.remove(gone)
                    writer.add(changed.values())
                os._exit(0)
            except BaseException as error:
                sys.stderr.write(f"{error}\n")
                os._exit(3)
        started = time.monotonic()
        time.sleep(chance.uniform(0, duration[what]))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
        killed += os.WIFSIGNALED(status)
        if not os.WIFSIGNALED(status):
            duration[what] = max(0.01, min(duration[what], (time.monotonic() - started) * 1.1))
        found = answers(folder)
        if found == expected(after):
            now = after
            outcomes += 1
        else:
            assert found == expected(now)
    assert killed > POINTS // 4, "the processes were too fast to be killed"
    with updating(folder, TABLE) as writer:
        writer.add([card(7, 3)])
    assert answers(folder) == expected({**now, path(7): card(7, 3)})
    assert len([name for name in os.listdir(folder) if name.startswith("generation-")]) == 1


def test_reader_keeps_its_snapshot(tmp_path: Path) -> None:
    folder = str(tmp_path / "index")
    with building(folder, TABLE) as writer:
        writer.add([card(1), card(2)])
    reader = open_backend(folder, TABLE)
    before = [reader.search(question) for question in QUESTIONS]
    with updating(folder, TABLE) as writer:
        writer.add([card(2, 2), card(3)])
        writer.remove([path(1)])
    assert [reader.search(question) for question in QUESTIONS] == before
    with building(folder, TABLE) as writer:
        writer.add([card(4)])
    assert [reader.search(question) for question in QUESTIONS] == before
    reader.close()
    assert answers(folder) == expected({path(4): card(4)})


def test_many_small_updates_keep_the_numbers(tmp_path: Path) -> None:
    folder = str(tmp_path / "index")
    now: dict[str, Document] = {}
    for number in range(24):
        with updating(folder, TABLE) as writer:
            writer.add([card(number)])
        now[path(number)] = card(number)
    assert answers(folder) == expected(now)
    (generation,) = (tmp_path / "index").glob("generation-*")
    assert len(list((generation / "text").glob("*.trm"))) < 12


def test_error_in_the_middle_changes_nothing(tmp_path: Path) -> None:
    folder = str(tmp_path / "index")
    with building(folder, TABLE) as writer:
        writer.add([card(1)])
    for change in (building, updating):
        with pytest.raises(ZeroDivisionError), change(folder, TABLE) as writer:
            writer.add(1 // 0 for _ in range(1))  # type: ignore[misc]
    assert answers(folder) == expected({path(1): card(1)})


def test_full_disk_is_reported_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(tmp_path / "index")
    with building(folder, TABLE) as writer:
        writer.add([card(1)])

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(CardlintError, match="no space left on device"), updating(folder, TABLE) as writer:
            writer.add([card(2)])
    assert answers(folder) == expected({path(1): card(1)})
    with updating(folder, TABLE) as writer:
        writer.add([card(2)])
    assert answers(folder) == expected({path(1): card(1), path(2): card(2)})


def test_second_writer_is_refused_with_who_writes(tmp_path: Path) -> None:
    folder = str(tmp_path / "index")
    with updating(folder, TABLE) as writer:
        writer.add([card(1)])
        with (
            pytest.raises(LockedError, match=f"process {os.getpid()} has been writing this index for 0 s"),
            writing(folder),
        ):
            pass


@posix
def test_writer_waits_for_its_turn(tmp_path: Path) -> None:
    ready, done = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        with writing(str(tmp_path)):
            os.write(done, b".")
            time.sleep(0.2)
        os._exit(0)
    os.read(ready, 1)
    with pytest.raises(LockedError, match=f"process {child} has been writing"), writing(str(tmp_path)):
        pass
    with writing(str(tmp_path), wait=20):
        pass
    os.waitpid(child, 0)


@posix
def test_lock_of_a_dead_process_is_free(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        with writing(str(tmp_path)):
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    with writing(str(tmp_path)):
        pass


@posix
def test_index_is_private(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with building(str(folder), TABLE) as writer:
        writer.add([card(1)])
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o770)
    with pytest.raises(CardlintError, match="other users can write to the index") as caught:
        open_backend(str(folder), TABLE)
    assert caught.value.hint == f"make it private with `chmod -R go-w {folder}`"
    with pytest.raises(CardlintError, match="other users can write to the index"), updating(str(folder), TABLE):
        pass


def test_no_index_is_reported_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CardlintError, match="there is no index in") as caught:
        open_backend(str(tmp_path / "nothing"), TABLE)
    assert caught.value.hint == "create one with `cardlint index add PATH`"


def test_index_without_cards_answers(tmp_path: Path) -> None:
    folder = str(tmp_path / "index")
    with building(folder, TABLE):
        pass
    backend = open_backend(folder, TABLE)
    assert backend.search(SearchRequest(resolve(parse("bert", TABLE), TABLE))).total == 0
    backend.close()


def test_other_fields_or_another_analyser_are_a_mismatch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(tmp_path / "index")
    with building(folder, TABLE) as writer:
        writer.add([card(1)])
    with pytest.raises(MismatchError, match="another table of fields"):
        open_backend(folder, FieldTable(TABLE.fields[:-1]))
    with pytest.raises(MismatchError, match="another table of fields"), updating(folder, FieldTable(TABLE.fields[:-1])):
        pass
    monkeypatch.setattr(analysis, "VERSION", analysis.VERSION + 1)
    with pytest.raises(MismatchError, match="another way to split text into words"):
        open_backend(folder, TABLE)


@pytest.mark.parametrize(
    "name", ["catalogue.sqlite", "text/segments.json", "text/*.words", "text/streams.bin", "text/streams.end"]
)
def test_damaged_index_is_reported(tmp_path: Path, name: str) -> None:
    folder = str(tmp_path / "index")
    with building(folder, TABLE) as writer:
        writer.add([card(number) for number in range(300)])
    for file in tmp_path.glob(f"index/generation-*/{name}"):
        file.write_bytes(b"\x05" + file.read_bytes()[1:90] + bytes(10))
    try:
        answers(folder)
    except CardlintError as error:
        assert "read" in str(error) or "damaged" in str(error)  # noqa: PT017


def test_index_of_a_newer_cardlint_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with building(str(folder), TABLE) as writer:
        writer.add([card(1)])
    manifest = folder / "index.json"
    data = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**data, "format": 99}))
    with pytest.raises(CardlintError, match="has the format 99") as caught:
        open_backend(str(folder), TABLE)
    assert caught.value.hint == "upgrade cardlint, or use another `--index DIR`"
    for change in (updating, building):
        with pytest.raises(CardlintError, match="has the format 99"), change(str(folder), TABLE):
            pass


def test_writer_that_is_interrupted_behind_its_commit_keeps_the_current_state(tmp_path: Path) -> None:
    """After Ctrl-C directly after replacing the list of segments, the word lists in it must not be removed as leftovers."""
    generation = tmp_path / "generation"
    generation.mkdir()
    WhooshTextWriter.create(str(generation))
    writer, other = WhooshTextWriter(str(generation)), WhooshTextWriter(str(generation))
    other.add(card(1))
    other.commit()
    writer.cancel()  # it only remembers the previous list
    text = StoredText(str(generation), 1)
    try:
        assert text.weights("version1") != {}
        assert text.holding([0], "of a card", None) == [0]
    finally:
        text.close()
