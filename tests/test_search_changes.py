"""Every change in a folder of cards is detected, even if size and time are the same, and nothing else is read."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cardlint.findings.source import Source
from cardlint.search.backends.protocol import SearchRequest, Sort
from cardlint.search.fields import shipped_table
from cardlint.search.sources.folders import memory as folder_memory
from cardlint.search.sources.folders import source as folder_source
from cardlint.search.sources.folders.listing import Listing
from cardlint.search.sources.folders.source import FolderSource
from cardlint.search.store.generations import open_backend
from cardlint.search.store.refresh import CardChanges, refresh

pytestmark = pytest.mark.skipif(os.name == "nt", reason="its file systems do not tell when a file was changed last")

TABLE = shipped_table()
ALWAYS = 10**18
"""Nanoseconds, about 32 years."""

CARDS = {
    "a": ("Card a", "fill-mask", "F16", 1000.0),
    "b": ("Card b", "fill-mask", "F16", 1000.0),
    "c": ("Card c",),
    "d": ("Card d",),
}
"""The values of each card in the index: its title, task, type of the weights and parameters."""


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    """Four cards, of which ``a`` and ``b`` are in repositories, and a .gitignore."""
    cards = tmp_path / "cards"
    for name in CARDS:
        (cards / name).mkdir(parents=True)
        (cards / name / "README.md").write_text(card(name))
    for name in "ab":
        (cards / name / "config.json").write_text(config("MaskedLM"))
        (cards / name / "model.safetensors").write_bytes(weights("F16", 1000))
    (cards / ".gitignore").write_text("x\n")
    return cards


def card(name: str) -> str:
    return f"---\nlibrary_name: transformers\n---\n# Card {name}\n"


def config(task: str) -> str:
    return json.dumps({"model_type": "bert", "architectures": [f"BertFor{task}"]}).ljust(200)


def weights(dtype: str, size: int) -> bytes:
    header = json.dumps({"w": {"dtype": dtype, "shape": [size], "data_offsets": [0, 0]}}).encode()
    return len(header).to_bytes(8, "little") + header


def update(cards: Path) -> CardChanges:
    index = str(cards.parent / "index")
    return refresh(index, TABLE, [FolderSource(str(cards), index=index)])


def results(cards: Path) -> dict[str, tuple[object, ...]]:
    backend = open_backend(str(cards.parent / "index"), TABLE)
    try:
        hits = backend.search(SearchRequest(sort=Sort("id"), limit=100)).hits
    finally:
        backend.close()
    names = ("title", "task", "dtype", "parameters")
    return {hit.id: tuple(value for name in names for value in hit.values.get(name, ())) for hit in hits}


def rewrite(path: Path, content: bytes) -> None:
    """Replace the content with one of the same size, and restore the time."""
    before = path.stat()
    assert len(content) == before.st_size
    while path.stat().st_ctime_ns == before.st_ctime_ns:  # wait for the next tick of the file system's clock
        path.write_bytes(content)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def card_of_the_same_size(cards: Path) -> None:
    rewrite(cards / "c/README.md", card("C").encode())


def config_of_the_same_size(cards: Path) -> None:
    rewrite(cards / "a/config.json", config("QuestionAnswering").encode())


def weights_of_the_same_size(cards: Path) -> None:
    rewrite(cards / "a/model.safetensors", weights("I16", 1000))


def config_removed(cards: Path) -> None:
    (cards / "a/config.json").unlink()


def weights_added(cards: Path) -> None:
    (cards / "a/more.safetensors").write_bytes(weights("F16", 24))


def folder_removed(cards: Path) -> None:
    shutil.rmtree(cards / "b")


def gitignore_added(cards: Path) -> None:
    (cards / "c/.gitignore").write_text("*.md\n")


def gitignore_of_the_same_size(cards: Path) -> None:
    rewrite(cards / ".gitignore", b"d\n")


def gitignore_removed(cards: Path) -> None:
    (cards / ".gitignore").unlink()
    (cards / "x").mkdir()
    (cards / "x/README.md").write_text(card("x"))


def folders_swapped(cards: Path) -> None:
    """Swap only their names; size and times of their content stay the same."""
    for name in ("c", "d", "c/README.md", "d/README.md"):
        os.utime(cards / name, ns=(1, 1))
    update(cards)
    (cards / "c").rename(cards / "x")
    (cards / "d").rename(cards / "c")
    (cards / "x").rename(cards / "d")


def data_replaced(cards: Path) -> None:
    (cards / "b" / "data" / "x.csv").write_text("longer\n")


def data_added(cards: Path) -> None:
    (cards / "b" / "data" / "y.jsonl").write_text("")


def data_removed(cards: Path) -> None:
    (cards / "b" / "data" / "x.csv").unlink()


def tokens_grown(cards: Path) -> None:
    (cards / "b" / "tokens.txt").write_text("more\n")


@pytest.mark.parametrize("case", ["old", "fresh", "remembered"])
@pytest.mark.parametrize(
    ("change", "formats", "size"),
    [
        (data_replaced, ("csv", "safetensors"), 5),
        (data_added, ("csv", "json", "safetensors"), 0),
        (data_removed, ("safetensors",), -2),
        (tokens_grown, ("csv", "safetensors"), 3),
    ],
)
def test_change_of_other_files_is_seen(
    cards: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: str,
    change: Callable[[Path], None],
    formats: tuple[str, ...],
    size: int,
) -> None:
    def known() -> tuple[set[str], float]:
        backend = open_backend(str(cards.parent / "index"), TABLE)
        try:
            hits = backend.search(SearchRequest(sort=Sort("id"), limit=100)).hits
        finally:
            backend.close()
        (found,) = (hit.values for hit in hits if hit.id == "b")
        return set(found["file_format"]), found["size"][0]

    monkeypatch.setattr("cardlint.search.sources.folders.stamp.FRESH", ALWAYS if case == "fresh" else -ALWAYS)
    if case == "remembered":
        remember(monkeypatch, cards)
    (cards / "b" / "data").mkdir()
    (cards / "b" / "data" / "x.csv").write_text("x\n")
    (cards / "b" / "tokens.txt").write_text("x\n")
    update(cards)
    before = known()
    change(cards)
    assert update(cards) == CardChanges(changed=1, unchanged=3)
    assert known() == (set(formats), before[1] + size)
    assert update(cards) == CardChanges(unchanged=4)


def remember(monkeypatch: pytest.MonkeyPatch, cards: Path) -> None:
    """Make cardlint remember walks of few folders too, on any file system."""
    monkeypatch.setattr(folder_memory, "_FEW", 0)
    monkeypatch.setattr(folder_memory, "_device", lambda root: cards.stat().st_dev)


@pytest.mark.parametrize(
    ("change", "changes", "after"),
    [
        (card_of_the_same_size, CardChanges(changed=1, unchanged=3), {"c": ("Card C",)}),
        (
            config_of_the_same_size,
            CardChanges(changed=1, unchanged=3),
            {"a": ("Card a", "question-answering", "F16", 1000.0)},
        ),
        (weights_of_the_same_size, CardChanges(changed=1, unchanged=3), {"a": ("Card a", "fill-mask", "I16", 1000.0)}),
        (config_removed, CardChanges(changed=1, unchanged=3), {"a": ("Card a", "F16", 1000.0)}),
        (weights_added, CardChanges(changed=1, unchanged=3), {"a": ("Card a", "fill-mask", "F16", 1024.0)}),
        (folder_removed, CardChanges(removed=1, unchanged=3), {"b": None}),
        (gitignore_added, CardChanges(removed=1, unchanged=3), {"c": None}),
        (gitignore_of_the_same_size, CardChanges(removed=1, unchanged=3), {"d": None}),
        (gitignore_removed, CardChanges(added=1, unchanged=4), {"x": ("Card x",)}),
        (folders_swapped, CardChanges(changed=2, unchanged=2), {"c": ("Card d",), "d": ("Card c",)}),
    ],
)
@pytest.mark.parametrize("case", ["old", "fresh", "remembered"])
def test_change_is_seen(
    cards: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: str,
    change: Callable[[Path], None],
    changes: CardChanges,
    after: dict[str, tuple[object, ...] | None],
) -> None:
    monkeypatch.setattr("cardlint.search.sources.folders.stamp.FRESH", ALWAYS if case == "fresh" else -ALWAYS)
    if case == "remembered":
        remember(monkeypatch, cards)
    update(cards)
    assert results(cards) == CARDS
    change(cards)
    assert update(cards) == changes
    assert results(cards) == {name: value for name, value in {**CARDS, **after}.items() if value is not None}
    assert update(cards) == CardChanges(unchanged=changes.changed + changes.unchanged + changes.added)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the cards that were read so far."""
    names: list[str] = []
    original = folder_source.read

    def noted(path: str) -> Source:
        names.append(Path(path).parent.name)
        return original(path)

    monkeypatch.setattr(folder_source, "read", noted)
    return names


def test_only_what_changed_is_read(cards: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]) -> None:
    monkeypatch.setattr("cardlint.search.sources.folders.stamp.FRESH", -ALWAYS)
    update(cards)
    read.clear()
    update(cards)
    assert read == []
    card_of_the_same_size(cards)
    config_of_the_same_size(cards)
    update(cards)
    assert read == ["a", "c"]


def test_what_changed_lately_is_read_until_it_is_old(
    cards: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]
) -> None:
    monkeypatch.setattr("cardlint.search.sources.folders.stamp.FRESH", ALWAYS)
    update(cards)
    monkeypatch.setattr("cardlint.search.sources.folders.stamp.FRESH", -ALWAYS)
    read.clear()
    assert [update(cards), update(cards)] == [CardChanges(unchanged=4)] * 2
    assert read == ["a", "b", "c", "d"]


@pytest.fixture
def listings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the folders that were listed so far."""
    names: list[str] = []
    original = folder_memory.listed

    def noted(path: str) -> Listing:
        names.append(Path(path).name)
        return original(path)

    monkeypatch.setattr(folder_memory, "listed", noted)
    monkeypatch.setattr("cardlint.search.sources.folders.stamp.FRESH", -ALWAYS)
    return names


def test_only_folders_that_changed_are_listed(
    cards: Path, monkeypatch: pytest.MonkeyPatch, listings: list[str]
) -> None:
    remember(monkeypatch, cards)
    for _ in range(2):  # the first run creates the folder of the index, in which the second one remembers its walk
        update(cards)
    listings.clear()
    assert update(cards) == CardChanges(unchanged=4)
    assert listings == []
    weights_added(cards)
    card_of_the_same_size(cards)
    assert update(cards) == CardChanges(changed=2, unchanged=2)
    assert listings == ["a"]


@pytest.mark.parametrize("content", ["", "[", '{"a": 1}', "null"])
def test_damaged_memory_is_none(
    cards: Path, monkeypatch: pytest.MonkeyPatch, listings: list[str], content: str
) -> None:
    remember(monkeypatch, cards)
    for _ in range(2):
        update(cards)
    (memory,) = (cards.parent / "index").glob("folders-*.json")
    memory.write_text(content)
    listings.clear()
    assert update(cards) == CardChanges(unchanged=4)
    assert sorted(listings) == ["a", "b", "c", "cards", "d"]


def test_nothing_is_remembered_where_file_systems_do_not_promise_it(
    cards: Path, monkeypatch: pytest.MonkeyPatch, listings: list[str]
) -> None:
    monkeypatch.setattr(folder_memory, "_FEW", 0)
    monkeypatch.setattr(folder_memory, "_SURE", ())
    for _ in range(3):
        update(cards)
    assert len(listings) == 3 * 5
    assert not list((cards.parent / "index").glob("folders-*"))
