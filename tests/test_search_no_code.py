"""Nothing in an index can run: payloads in all of its files, databases with triggers, and journals that name other files."""

import json
import os
import pickle
import re
import sqlite3
import struct
import subprocess
import sys
import zlib
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cardlint.cli import cli

QUESTIONS = (
    ("search", "words", "--facets", "all"),
    ("search", '"some words"', "--format", "json"),
    ("search", "wor*", "language:fr"),
    ("stats",),
    ("similar", "card-1"),
    ("similar", "--duplicates"),
    ("lineage", "card-1"),
    ("index", "status"),
    ("index", "export"),
)
CHANGES = (("index", "add", "cards"), ("index", "update"), ("index", "rebuild"))


def run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(cli, list(map(str, arguments)))
    assert done.exception is None or isinstance(done.exception, SystemExit), (arguments, done.exception)
    return done


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index of five cards."""
    monkeypatch.chdir(tmp_path)
    for number in range(5):
        card = tmp_path / "cards" / f"card-{number}" / "README.md"
        card.parent.mkdir(parents=True)
        card.write_text(f"---\nlicense: mit\nlanguage: fr\n---\n# Card {number}\n\nSome words of number{number}.\n")
    assert run("index", "add", "cards", "--index", tmp_path / "index").exit_code == 0
    return tmp_path / "index"


class Payload:
    """Creates the file ``path`` when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return os.mkdir, (str(self.path),)


def touch(cards: Path) -> None:
    """Change a card, so that an update has something to write."""
    (cards / "card-0" / "README.md").write_text("# Card 0\n\nOther words\n")


def everything(index: Path) -> list[Result]:
    touch(index.parent / "cards")
    return [run(*command, "--index", index) for command in (*QUESTIONS, *CHANGES)]


def test_payload_in_any_file_does_not_run(index: Path) -> None:
    """Wherever a pickle could begin, at the start of a file or where one seems to be, there is one that creates a folder."""
    marker = index.parent / "it ran"
    payload = pickle.dumps(Payload(marker), 2)
    files = {path.relative_to(index): path.read_bytes() for path in sorted(index.rglob("*")) if path.is_file()}
    assert len(files) > 6
    for name, content in files.items():
        places = {0, *(found.start() for found in re.finditer(rb"\x80[\x02-\x05]", content))}
        for place in sorted(places)[:20]:
            for other, held in files.items():
                (index / other).parent.mkdir(parents=True, exist_ok=True)
                (index / other).write_bytes(held)
            (index / name).write_bytes(content[:place] + payload + content[place + len(payload) :])
            results = everything(index)
            assert not marker.exists(), (name, place)
            assert all(done.exit_code in (0, 1, 2) for done in results)


def test_files_of_whoosh_are_not_read(index: Path) -> None:
    """The table of contents of an older format is the newest file, and its schema is a payload."""
    from whoosh import index as whoosh_index
    from whoosh.fields import ID, Schema

    marker = index.parent / "it ran"
    (text,) = index.glob("generation-*/text")
    whoosh_index.create_in(str(text), Schema(words=ID))
    (made,) = text.glob("_MAIN_*.toc")
    content = made.read_bytes()
    place = content.index(b"\x80\x02")
    payload = pickle.dumps(Payload(marker), 2)
    length = content.index(b"\x80\x02") - 2  # the length of the schema is a varint of two bytes before it
    assert length > 0
    made.write_bytes(content[:place] + payload.ljust(len(content) - place, b"."))
    for done in everything(index):
        assert done.exit_code == 0
    assert not marker.exists()


def test_no_command_unpickles(index: Path) -> None:
    program = (
        "import pickle, sys\n"
        "class Refused:\n"
        "    def __init__(self, *_, **__): raise SystemExit('something was unpickled')\n"
        "pickle.load = pickle.loads = pickle.Unpickler = Refused\n"
        "from cardlint.cli import cli\n"
        "for words in sys.stdin: cli(words.split(), standalone_mode=False)\n"
    )
    touch(index.parent / "cards")
    commands = (*QUESTIONS, *CHANGES, ("index", "remove", "cards"))
    words = "\n".join(" ".join((*command, "--index", str(index))) for command in commands)
    done = subprocess.run([sys.executable, "-c", program], input=words, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")


def catalogue(index: Path) -> Path:
    (found,) = index.glob("generation-*/catalogue.sqlite")
    return found


def sql(text: str) -> Callable[[Path], None]:
    def change(index: Path) -> None:
        connection = sqlite3.connect(catalogue(index), isolation_level=None)
        connection.executescript(text)
        connection.close()

    return change


HOSTILE_DATABASES = {
    "trigger": "CREATE TRIGGER t AFTER UPDATE ON state BEGIN DELETE FROM documents; END;",
    "view in the place of a table": "ALTER TABLE state RENAME TO s; CREATE VIEW state AS SELECT * FROM s;",
    "generated column": "ALTER TABLE documents ADD COLUMN g TEXT AS (printf('%.1000000d', 1)) VIRTUAL;",
    "index of an expression": "CREATE INDEX e ON documents (length(card));",
    "other table": "CREATE TABLE other (x);",
    "full text table": "CREATE VIRTUAL TABLE f USING fts5(x);",
}


@pytest.mark.parametrize("name", HOSTILE_DATABASES)
def test_database_with_more_than_our_tables_is_not_used(index: Path, name: str) -> None:
    sql(HOSTILE_DATABASES[name])(index)
    for command in (*QUESTIONS, *CHANGES[:2]):
        done = run(*command, "--index", index)
        assert done.exit_code == 2, command
        assert "its tables are not those of cardlint" in done.output
        assert "cardlint index rebuild" in done.output
    assert run("index", "rebuild", "--index", index).exit_code == 0
    assert len(run("search", "--format", "ids", "--index", index).output.split()) == 5


def plant_journal(database: Path, victim: Path) -> None:
    """Put a rollback journal next to a database that names ``victim`` as the journal of several databases.

    Opening the database replays the journal, and SQLite then deletes the victim. Source: sqlite.org/fileformat2.html, pager.c.
    """
    magic = bytes.fromhex("d9d505f920a163d7")
    head = magic + struct.pack(">iIIII", 0, 0, max(1, database.stat().st_size // 4096), 512, 4096)
    name = os.fsencode(victim)
    super_journal = struct.pack(">I", 0x40000000 // 4096 + 1) + name + struct.pack(">II", len(name), sum(name)) + magic
    database.with_name(f"{database.name}-journal").write_bytes(head.ljust(512, b"\0") + super_journal)


def test_journal_deletes_no_other_file(index: Path) -> None:
    victim = index.parent / "precious"
    victim.write_bytes(b"precious\0")
    plant_journal(catalogue(index), victim)
    for command in (*QUESTIONS, *CHANGES[:2]):
        done = run(*command, "--index", index)
        assert (done.exit_code, victim.exists()) == (2, True), command
        assert "catalogue.sqlite-journal` was not written by cardlint" in done.output
        assert "cardlint index rebuild" in done.output
    assert run("index", "rebuild", "--index", index).exit_code == 0
    assert victim.exists()
    assert run("index", "update", "--index", index).exit_code == 0


def bomb(size: int) -> bytes:
    packing = zlib.compressobj(9)
    part = packing.compress(bytes(1 << 20))
    return b"".join([part, *(packing.compress(bytes(1 << 20)) for _ in range(size >> 20)), packing.flush()])


def value(table: str, column: str, content: object) -> Callable[[Path], None]:
    def change(index: Path) -> None:
        connection = sqlite3.connect(catalogue(index), isolation_level=None)
        connection.execute(f"UPDATE {table} SET {column} = ?", (content,))  # noqa: S608
        connection.close()

    return change


def state(name: str, content: object) -> Callable[[Path], None]:
    def change(index: Path) -> None:
        connection = sqlite3.connect(catalogue(index), isolation_level=None)
        connection.execute("UPDATE state SET value = ? WHERE name = ?", (content, name))
        connection.close()

    return change


HOSTILE_VALUES = {
    "cards that unpack to a gigabyte": value("documents", "card", bomb(1 << 30)),
    "size of four thousand million cards": state("size", 2**32),
    "set with one far number": state("live", b"s" + array("I", [2**32 - 1]).tobytes()),
    "facets with one far number": value("postings", "documents", b"s" + array("I", [2**32 - 1]).tobytes()),
    "deep values": value("documents", "metadata", "[" * 100_000),
    "list of values": value("documents", "metadata", "[]"),
    "values of other types": value("documents", "metadata", '{"license": {"a": 1}}'),
    "bytes for a kind": value("documents", "kind", b"\xff"),
    "deep facts": value("documents", "facts", "[" * 100_000),
    "list of facts": value("documents", "facts", "[]"),
}

LIMITED = (
    "import resource, sys\n"
    "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
    "from cardlint.__main__ import main\n"
    "main()\n"
)


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory as Linux has them")
@pytest.mark.parametrize("name", HOSTILE_VALUES)
def test_hostile_values_end_no_command_and_cost_no_memory(index: Path, name: str) -> None:
    HOSTILE_VALUES[name](index)
    for command in (QUESTIONS[1], QUESTIONS[5], ("index", "export"), ("index", "update"), ("index", "rebuild")):
        done = subprocess.run(
            [sys.executable, "-c", LIMITED, *command, "--index", str(index)], capture_output=True, text=True, timeout=60
        )
        assert done.returncode in (0, 2), (command, done.stderr)
        assert "Traceback" not in done.stderr
        assert "MemoryError" not in done.stderr


def words_file(index: Path) -> Path:
    (found,) = index.glob("generation-*/text/*.words")
    return found


def numbers_at(place: int, *numbers: int) -> Callable[[Path], None]:
    def change(index: Path) -> None:
        content = bytearray(words_file(index).read_bytes())
        struct.pack_into(f"={len(numbers)}Q", content, place, *numbers)
        words_file(index).write_bytes(content)

    return change


def many_documents(index: Path) -> None:
    (listed,) = index.glob("generation-*/text/segments.json")
    ((name, _),) = json.loads(listed.read_text())
    listed.write_text(json.dumps([[name, 2**31]]))


def path_for_a_name(index: Path) -> None:
    (listed,) = index.glob("generation-*/text/segments.json")
    listed.write_text(json.dumps([["../../../../cards", 5]]))


HOSTILE_WORDS = {
    "more words than the file has": numbers_at(8, 2**60),
    "sizes that add up to nothing": numbers_at(8, 2**64 - 1, 2**64 - 1, 2**64 - 1),
    "words that end before they begin": numbers_at(32, *range(20, 0, -1)),
    "words that end nowhere": numbers_at(32, *[2**63] * 5),
    "more documents than there are": many_documents,
    "segment that is a path": path_for_a_name,
}


@pytest.mark.parametrize("name", HOSTILE_WORDS)
def test_hostile_words_end_no_command(index: Path, name: str) -> None:
    HOSTILE_WORDS[name](index)
    for command in (*QUESTIONS, ("index", "update"), ("index", "add", "cards"), ("index", "rebuild")):
        touch(index.parent / "cards")
        assert run(*command, "--index", index).exit_code in (0, 2), command
    assert len(run("search", "--format", "ids", "--index", index).output.split()) == 5
