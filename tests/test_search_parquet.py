"""Parquet dumps as a source: the layouts of public dumps, several row groups, and unusual or broken files."""

import json
import random
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cardlint.card.kind import Kind
from cardlint.search.backends.protocol import SearchRequest, Sort
from cardlint.search.documents.entry import CardEntry
from cardlint.search.fields import shipped_table
from cardlint.search.query.parser import parse
from cardlint.search.query.resolve import resolve
from cardlint.search.sources.named import source_of
from cardlint.search.sources.parquet.source import ParquetSource
from cardlint.search.store.generations import open_backend
from cardlint.search.store.refresh import CardChanges, refresh
from cardlint.system.errors import CardlintError

TABLE = shipped_table()
DAY = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)


def model(number: int, **other: Any) -> dict[str, Any]:
    """Return a row like those in the dump of model cards."""
    return {
        "modelId": f"someone/model-{number}",
        "author": "someone",
        "last_modified": DAY,
        "downloads": number,
        "likes": 1,
        "library_name": "transformers",
        "tags": ["pytorch", "fr"],
        "pipeline_tag": "translation",
        "createdAt": DAY,
        "card": f"---\nlicense: mit\n---\n# Model {number}\n",
        **other,
    }


def dump(path: Path, rows: list[dict[str, Any]] | pa.Table, group: int = 1_000) -> Path:
    table = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(rows)
    pq.write_table(table, path, row_group_size=group)
    return path


def entries(path: Path, kind: Kind | None = None) -> list[CardEntry]:
    found = [candidate.read() for candidate in ParquetSource(str(path), kind).candidates()]
    return [entry for entry in found if entry is not None]


def ids(folder: Path, query: str = "") -> list[str]:
    backend = open_backend(str(folder), TABLE)
    try:
        found = backend.search(SearchRequest(resolve(parse(query, TABLE), TABLE), sort=Sort("id"), limit=100))
        return sorted(hit.id for hit in found.hits)
    finally:
        backend.close()


def test_dump_of_model_cards_is_indexed(tmp_path: Path) -> None:
    index = tmp_path / "index"
    path = dump(tmp_path / "models.parquet", [model(number) for number in range(10)], group=3)
    assert pq.ParquetFile(path).num_row_groups == 4
    source = source_of(str(path))
    assert isinstance(source, ParquetSource)
    assert refresh(str(index), TABLE, [source]) == CardChanges(added=10)
    assert refresh(str(index), TABLE, [source]) == CardChanges(unchanged=10)
    assert ids(index, "downloads:>7 updated:2025-01 created:2025 likes:1") == ["someone/model-8", "someone/model-9"]
    assert len(ids(index, "license:mit task:translation library:transformers kind:model")) == 10


def test_rows_that_changed_are_indexed_again(tmp_path: Path) -> None:
    path = dump(tmp_path / "models.parquet", [model(number) for number in range(3)])
    source, index = ParquetSource(str(path)), str(tmp_path / "index")
    refresh(index, TABLE, [source])
    dump(path, [model(0), model(1, card="# Other\n"), model(3)])
    assert refresh(index, TABLE, [source]) == CardChanges(added=1, changed=1, removed=1, unchanged=1)


def test_dump_of_dataset_cards_holds_datasets(tmp_path: Path) -> None:
    rows = [{"datasetId": "someone/data", "card": "# Data\n", "tags": None, "task_categories": ["translation"]}]
    assert [entry.kind for entry in entries(dump(tmp_path / "datasets.parquet", rows))] == [Kind.DATASET]


def test_kind_that_is_given_counts(tmp_path: Path) -> None:
    path = dump(tmp_path / "spaces.parquet", [{"id": "someone/demo", "card": "---\nsdk: gradio\n---\n"}])
    assert [entry.kind for entry in entries(path, Kind.SPACE)] == [Kind.SPACE]


def test_what_is_not_there_is_left_out(tmp_path: Path) -> None:
    rows = [
        model(1, card=None, downloads=None, tags=None, last_modified=None, pipeline_tag=None, library_name=None),
        model(2, modelId=None),
        model(3, modelId=""),
        {"modelId": "someone/bare"},
    ]
    found = entries(dump(tmp_path / "models.parquet", rows))
    assert [(entry.id, entry.text) for entry in found] == [("someone/model-1", ""), ("someone/bare", "")]
    assert "downloads" not in found[0].facts
    assert found[1].facts == {}


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pa.array([DAY], pa.timestamp("ns", "UTC")), "2025-01-02T03:04:05"),
        (pa.array([1_735_787_045_000_000_001], pa.timestamp("ns")), "2025-01-02T03:04:05"),
        (pa.array([DAY], pa.timestamp("s", "Europe/Paris")), "2025-01-02T03:04:05"),
        (pa.array([DAY.date()], pa.date32()), "2025-01-02"),
        (pa.array(["2025-01-02"], pa.large_string()), "2025-01-02"),
        (pa.array(["2025-01-02"]).dictionary_encode(), "2025-01-02"),
        (pa.array([2**62], pa.timestamp("ms")), None),
        (pa.array([Decimal("1.5")]), "1.5"),
        (pa.array([None], pa.null()), None),
        (pa.array([{"a": [DAY]}], pa.struct([("a", pa.list_(pa.timestamp("us")))])), {"a": ["2025-01-02T03:04:05"]}),
    ],
    ids=str,
)
def test_columns_of_odd_types_are_read_or_left_out(tmp_path: Path, column: pa.Array, expected: object) -> None:
    table = pa.table({"modelId": ["a/b"], "last_modified": column, "card": ["# Card\n"]})
    found = entries(dump(tmp_path / "models.parquet", table))
    assert [entry.text for entry in found] == ["# Card\n"]
    assert found[0].facts.get("updated") == expected
    json.dumps(dict(found[0].facts))


def test_card_that_is_bytes_or_no_text_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    broken = pa.array([b"# Caf\xe9\n", None], pa.binary())
    text = pa.Array.from_buffers(pa.string(), 2, broken.buffers())
    for column in (broken, text):
        table = pa.table({"modelId": ["a/b", "a/c"], "card": column})
        assert [entry.text for entry in entries(dump(tmp_path / "x.parquet", table))] == ["# Caf\ufffd\n", ""]


def test_columns_of_wrong_types_do_no_harm(tmp_path: Path) -> None:
    rows = [{"modelId": "a/b", "card": 5, "tags": {"a": 1}, "downloads": "many", "likes": [1], "createdAt": True}]
    path = dump(tmp_path / "models.parquet", rows)
    assert refresh(str(tmp_path / "index"), TABLE, [ParquetSource(str(path))]) == CardChanges(added=1)


PEAK = """
import sys
import pyarrow
from cardlint.search.sources.parquet.source import ParquetSource

count = sum(1 for _ in ParquetSource(sys.argv[1]).candidates())
print(count, pyarrow.default_memory_pool().max_memory() // 2**20)
"""


def test_memory_is_that_of_a_few_rows(tmp_path: Path) -> None:
    """128 MiB of cards that compress to half the size, in two row groups: neither the file nor a row group is ever completely in memory."""
    path = tmp_path / "models.parquet"
    schema = pa.schema({"modelId": pa.string(), "card": pa.string()})
    with pq.ParquetWriter(path, schema, use_dictionary=False, compression="zstd") as writer:
        for group in range(2):
            names = [f"someone/{group}-{number}" for number in range(8_192)]
            cards = [random.randbytes(4_096).hex() for _ in names]
            writer.write_table(pa.table([names, cards], schema=schema))
    assert pq.ParquetFile(path).num_row_groups == 2
    done = subprocess.run([sys.executable, "-c", PEAK, path], capture_output=True, text=True, check=True)
    count, most = map(int, done.stdout.split())
    assert count == 16_384
    assert most < 32


@pytest.mark.parametrize(
    "content", [b"", b"PAR1", b"PAR1" + bytes(100) + b"PAR1", b"no Parquet at all, but long enough"]
)
def test_broken_file_is_reported(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "models.parquet"
    path.write_bytes(content)
    with pytest.raises(CardlintError, match=r"models\.parquet: \S"):
        entries(path)


def test_file_that_ends_in_between_changes_nothing(tmp_path: Path) -> None:
    path = dump(tmp_path / "models.parquet", [model(number) for number in range(2_000)], group=1_000)
    source, index = ParquetSource(str(path)), tmp_path / "index"
    refresh(str(index), TABLE, [source])
    content = bytearray(path.read_bytes())
    place = pq.ParquetFile(path).metadata.row_group(1).column(9).data_page_offset
    content[place : place + 64] = bytes(64)
    path.write_bytes(content)
    with pytest.raises(CardlintError, match=r"models\.parquet"):
        refresh(str(index), TABLE, [source])
    assert len(ids(index)) == 100  # as many as a page shows


def test_file_without_ids_is_reported(tmp_path: Path) -> None:
    with pytest.raises(CardlintError, match="no row has the id of its card"):
        entries(dump(tmp_path / "x.parquet", [{"card": "# Card\n", "name": "a/b"}]))


def test_file_that_is_gone_is_reported(tmp_path: Path) -> None:
    with pytest.raises(CardlintError, match="no such file"):
        entries(tmp_path / "models.parquet")


def test_missing_pyarrow_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = dump(tmp_path / "models.parquet", [model(1)])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(CardlintError, match="needs pyarrow") as raised:
        entries(path)
    assert raised.value.hint == "pip install 'cardlint[parquet]'"
