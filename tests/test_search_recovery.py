"""A damaged or outdated index is reported, and rebuilt from what can still be read; no command ends with a traceback."""

import gc
import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cardlint.cli import cli
from cardlint.search.fields import shipped_table
from cardlint.search.folder.private import prepare
from cardlint.search.sources.hub.fetched_cards import FetchedCards
from cardlint.search.store.generations import open_backend

FLIPS = int(os.environ.get("CARDLINT_FLIPS", "60"))
"""How many damaged copies are tried."""


def run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(cli, list(map(str, arguments)))
    assert done.exception is None or isinstance(done.exception, SystemExit), (arguments, done.exception)
    return done


def write(folder: Path, count: int = 5) -> Path:
    for number in range(count):
        card = folder / f"card-{number}" / "README.md"
        card.parent.mkdir(parents=True, exist_ok=True)
        card.write_text(f"---\nlicense: mit\nlanguage: fr\n---\n# Card {number}\n\nSome words of number{number}.\n")
    return folder


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    return write(tmp_path / "cards")


@pytest.fixture
def index(tmp_path: Path, cards: Path) -> Path:
    assert run("index", "add", cards, "--index", tmp_path / "index").exit_code == 0
    return tmp_path / "index"


def generation(index: Path) -> Path:
    (found,) = index.glob("generation-*")
    return found


def manifest_of(**changes: object) -> Callable[[Path], None]:
    def change(index: Path) -> None:
        expected = json.loads((index / "index.json").read_text())
        (index / "index.json").write_text(json.dumps({**expected, **changes}))

    return change


def content(name: str, text: bytes) -> Callable[[Path], None]:
    return lambda index: [file.write_bytes(text) for file in index.glob(name)] and None  # type: ignore[func-returns-value]


def cut(name: str) -> Callable[[Path], None]:
    def change(index: Path) -> None:
        for file in index.glob(name):
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    return change


def gone(name: str) -> Callable[[Path], None]:
    return lambda index: [file.unlink() for file in index.glob(name)] and None  # type: ignore[func-returns-value]


DAMAGES = {
    "empty manifest": content("index.json", b""),
    "cut manifest": content("index.json", b"{"),
    "deep manifest": content("index.json", b"[" * 100_000),
    "list for a manifest": content("index.json", b"[]"),
    "no manifest": gone("index.json"),
    "other generation": manifest_of(generation="generation-000009"),
    "odd generation": manifest_of(generation="../x"),
    "generation of another type": manifest_of(generation=5),
    "fields of another type": manifest_of(fields=None),
    "format of another type": manifest_of(format="1"),
    "cut catalogue": cut("generation-*/catalogue.sqlite"),
    "empty catalogue": content("generation-*/catalogue.sqlite", b""),
    "no catalogue": gone("generation-*/catalogue.sqlite"),
    "no list of words": gone("generation-*/text/*.words"),
    "cut list of words": cut("generation-*/text/*.words"),
    "cut contents": cut("generation-*/text/segments.json"),
    "no texts": gone("generation-*/text/streams.*"),
    "no words": lambda index: shutil.rmtree(generation(index) / "text"),
    "nothing": lambda index: shutil.rmtree(generation(index)),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_index_is_rebuilt(index: Path, damage: str) -> None:
    place = ("--index", index)
    DAMAGES[damage](index)
    expected = [run(*command, *place) for command in (("search", "words"), ("index", "add", index.parent / "cards"))]
    assert {done.exit_code for done in expected} <= {0, 2}
    for done in expected:
        assert done.exit_code == 0 or "cardlint index rebuild" in done.output or damage == "no manifest", done.output
    assert run("index", "rebuild", *place).exit_code == 0
    found = run("search", "words", "--format", "ids", *place)
    assert sorted(found.output.split()) == [f"card-{number}" for number in range(5)]
    assert run("index", "update", *place).output == "0 added, 0 changed, 0 removed, 5 unchanged\n"


def test_generation_behind_the_last_number_there_is_has_a_free_one(index: Path) -> None:
    generation(index).rename(index / "generation-999999999")
    manifest_of(generation="generation-999999999")(index)
    for expected in ("generation-000001", "generation-000002"):
        assert run("index", "rebuild", "--index", index).exit_code == 0
        assert generation(index).name == expected


def test_what_cannot_be_rebuilt_is_to_be_removed(index: Path, cards: Path) -> None:
    shutil.rmtree(cards)
    DAMAGES["no catalogue"](index)
    done = run("index", "rebuild", "--index", index)
    assert done.exit_code == 2
    assert f"the index in {index} and its sources cannot be read" in done.output
    assert "remove the folder, and create a new index with `cardlint index add PATH`" in done.output
    shutil.rmtree(index)
    assert run("index", "add", write(cards), "--index", index).exit_code == 0


def test_cards_whose_source_is_gone_are_kept_where_they_can_be_read(index: Path, cards: Path) -> None:
    shutil.rmtree(cards)
    DAMAGES["cut manifest"](index)
    assert run("index", "rebuild", "--index", index).output == "rebuilt the index with 5 cards\n"


def test_random_damage_never_ends_in_a_traceback(index: Path, tmp_path: Path) -> None:
    chance = random.Random(5)
    files = [path.relative_to(index) for path in sorted(index.rglob("*")) if path.is_file() and path.stat().st_size]
    for attempt in range(FLIPS):
        copy = tmp_path / f"copy-{attempt}"
        shutil.copytree(index, copy)
        copy.chmod(0o700)
        file = copy / chance.choice(files)
        damaged = bytearray(file.read_bytes())
        for _ in range(chance.choice((1, 3, 50))):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        if chance.random() < 0.2:
            del damaged[chance.randrange(len(damaged)) :]
        file.write_bytes(damaged)
        (tmp_path / "cards" / "card-0" / "README.md").write_text(f"# Card 0\n\nWords of version {attempt}\n")
        for command in (
            ("search", "words", "--facets", "all"),
            ("search", '"some words"', "--format", "json"),
            ("search", "language:fr", "nu*"),
            ("index", "status"),
            ("index", "export"),
            ("stats",),
            ("similar", "card-1"),
            ("similar", "--duplicates"),
            ("lineage", "card-1"),
            ("index", "add", tmp_path / "cards"),
            ("index", "update"),
            ("index", "rebuild"),
        ):
            done = run(*command, "--index", copy)
            assert done.exit_code in (0, 1, 2), (file, command)
        shutil.rmtree(copy)
        gc.collect()  # reports files that were not closed


def test_other_cardlint_has_other_findings(index: Path) -> None:
    manifest_of(cardlint="0.0.1")(index)
    done = run("index", "update", "--index", index)
    assert done.exit_code == 0
    assert (
        "was made by cardlint 0.0.1, whose findings and tasks may differ: rebuilt the index with 5 cards" in done.output
    )
    assert "made the index" not in run("index", "update", "--index", index).output


def test_other_version_of_the_engine_rebuilds_it_when_it_writes(index: Path, cards: Path) -> None:
    manifest_of(engine_version="1.0")(index)
    assert "made the index" not in run("index", "update", "--index", index).output
    (cards / "card-0" / "README.md").write_text("# Other words\n")
    done = run("index", "update", "--index", index)
    assert "was made with whoosh 1.0, and now" in done.output
    assert "rebuilt the index with 5 cards" in done.output
    (cards / "card-0" / "README.md").write_text("# Further words\n")
    assert "made the index" not in run("index", "update", "--index", index).output


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"engine": "tantivy"}, "was made with another engine (tantivy, now whoosh)"),
        ({"format": 0}, "has the format 0, and this cardlint has 2"),
        ({"analyser": 1}, "another way to split text into words"),
    ],
)
def test_other_rules_are_reported_and_the_index_rebuilt(index: Path, changes: dict[str, object], expected: str) -> None:
    manifest_of(**changes)(index)
    done = run("search", "words", "--format", "ids", "--index", index)
    assert done.exit_code == 0
    assert expected in done.output
    assert done.output.count("card-") == 5
    assert expected not in run("search", "words", "--index", index).output


@pytest.mark.parametrize(
    "content",
    [
        b"no JSON at all" * 100,
        b"\xff\0" * 5000,
        b'\n["hf://models/a/b", "1", "# Ca',
        b'["hf://models/a/b", "1", 5]\n["hf://models/a/b", "1"]\n{}',
        b"[" * 100_000,
    ],
)
def test_what_is_not_a_card_in_the_file_of_fetched_cards_is_skipped(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "index"
    prepare(str(place))
    (place / "fetched.jsonl").write_bytes(content)
    for expected in (None, "# Card"):
        fetched = FetchedCards(str(place))
        assert fetched.text("hf://models/a/b", "1") == expected
        fetched.keep("hf://models/a/b", "1", "# Card")
        fetched.close()


def test_kind_that_was_given_stays(tmp_path: Path, cards: Path) -> None:
    def kinds() -> set[str]:
        backend = open_backend(str(tmp_path / "index"), shipped_table())
        try:
            return {card.kind for number in range(5) for card in backend.cards_named(f"card-{number}")}
        finally:
            backend.close()

    place = ("--index", tmp_path / "index")
    for kind in ("dataset", "space"):
        run("index", "add", cards, "--kind", kind, *place)
        assert kinds() == {kind}
    (cards / "card-1" / "README.md").write_text("# Other words\n")
    assert run("index", "update", *place).output == "0 added, 1 changed, 0 removed, 4 unchanged\n"
    assert kinds() == {"space"}
    run("index", "add", cards, *place)
    assert kinds() == {"model"}


def test_source_that_is_gone_keeps_its_cards_and_stops_no_other(tmp_path: Path, cards: Path) -> None:
    place = ("--index", tmp_path / "index")
    other = write(tmp_path / "other", 1)
    assert run("index", "add", cards, other, *place).exit_code == 0
    cards.rename(tmp_path / "away")
    (other / "card-0" / "README.md").write_text("# Quite other\n")
    done = run("index", "update", *place)
    assert done.exit_code == 2
    assert f"{cards}: no such file or folder" in done.output
    assert "0 added, 1 changed, 0 removed, 0 unchanged" in done.output
    assert len(run("search", "--format", "ids", *place).output.split()) == 6
    (tmp_path / "away").rename(cards)
    assert run("index", "update", *place).exit_code == 0
