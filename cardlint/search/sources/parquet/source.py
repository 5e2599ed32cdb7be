"""Cards in a Parquet file, such as the public dumps of all cards of the Hub: a row a card, with what the Hub knows of it.

Rows are read a few at a time, of every row group only the columns that we look at.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from cardlint.card.kind import Kind
from cardlint.findings.source import SIZE_LIMIT
from cardlint.search.sources.dump_row import COLUMNS, entry_of
from cardlint.search.sources.source import Candidate
from cardlint.system.errors import CardlintError
from cardlint.system.memory_limit import memory_limit

if TYPE_CHECKING:
    from pyarrow import Array, DataType, RecordBatch  # type: ignore[import-untyped]
    from pyarrow.parquet import ParquetFile  # type: ignore[import-untyped]


_IDS = ("modelId", "datasetId", "id", "repo_id", "repoId")
_ROWS = 200
"""Rows that are in memory at once."""

_BUFFER = 1 << 20
"""Bytes of a column that are read at once. Without it an entire column of a row group is in memory, and dumps have few."""


_MOST_IN_MEMORY = 1 << 30
"""Bytes of text in the rows that are in memory at once."""

_MOST_TO_READ = 3 << 30
"""Bytes of memory that pyarrow may take for that: a file can say that a page of it unpacks to any size."""

_MOST_UNPACKED = 200
"""Bytes that a file unpacks to, for each of its own: real dumps unpack to ten. A file can say a million times that one text is meant."""

_ALWAYS_ALLOWED = 64 << 20
"""Bytes that any file may unpack to, however small it is."""


class ParquetSource:
    """The cards of one file."""

    costly = False
    problems = ()

    def __init__(self, path: str, kind: Kind | None = None) -> None:
        self.path = os.path.abspath(path)
        self.name = self.path
        self.kind = kind

    def candidates(self) -> Iterator[Candidate]:
        with _explained(self.path):
            from pyarrow.parquet import ParquetFile

            status = os.stat(self.path)
            stamp = f"{status.st_size} {status.st_mtime_ns}"
            left = _ALWAYS_ALLOWED + _MOST_UNPACKED * status.st_size
            with ParquetFile(self.path, buffer_size=_BUFFER, pre_buffer=False) as file:
                if _declared_size(file) > left:
                    raise _too_large(self.path)
                columns = [name for name in file.schema_arrow.names if name in COLUMNS]
                if not any(name in _IDS for name in columns):
                    raise CardlintError(
                        f"{self.path}: no row has the id of its card", f"the column is called {', '.join(_IDS)}"
                    )
                batches = file.iter_batches(_ROWS, columns=columns, use_threads=False)
                while (batch := _next(batches, self.path)) is not None:
                    size = sum(map(_size, batch.columns))
                    left -= size
                    if size > _MOST_IN_MEMORY or left < 0:
                        raise _too_large(self.path)
                    for row in _rows(batch):
                        entry = entry_of(row, self.path, self.kind)
                        if entry is not None:
                            yield Candidate(entry.path, stamp, lambda entry=entry: entry)  # type: ignore[misc]


def _too_large(path: str) -> CardlintError:
    return CardlintError(
        f"{path}: its rows contain far more text than the file has bytes, or than fits into memory",
        "write it again with fewer or shorter cards",
    )


def _declared_size(file: "ParquetFile") -> int:
    """Return how many bytes the file says that it unpacks to."""
    groups = map(file.metadata.row_group, range(file.metadata.num_row_groups))
    return sum(group.total_byte_size for group in groups)


def _next(batches: Iterator["RecordBatch"], path: str) -> "RecordBatch | None":
    """Return the next rows, or None behind the last ones."""
    try:
        with memory_limit(_MOST_TO_READ):
            return next(batches, None)
    except MemoryError as error:
        raise _too_large(path) from error


def _size(column: "Array") -> int:
    """Return how many bytes the values of a column have, a text that rows share counted for each of them."""
    from pyarrow import compute, types

    if types.is_dictionary(column.type):
        if not (types.is_binary(column.dictionary.type) or _is_text(column.dictionary.type)):
            return int(column.nbytes)
        lengths = compute.binary_length(column.dictionary).take(column.indices)
        return int(compute.sum(lengths, min_count=0).as_py())
    if types.is_list(column.type) or types.is_large_list(column.type):
        return len(column) + _size(column.flatten())
    if types.is_struct(column.type):
        return sum(map(_size, column.flatten()))
    return int(column.nbytes)


def _is_text(kind: "DataType") -> bool:
    from pyarrow import types

    return bool(types.is_string(kind) or types.is_large_string(kind))


def _rows(batch: "RecordBatch") -> Iterator[dict[str, Any]]:
    names = batch.schema.names
    for values in zip(*map(_values, batch.columns), strict=True):
        yield {name: _plain(value) for name, value in zip(names, values, strict=True)}


def _values(column: "Array") -> list[Any]:
    """Return the values of a column; None in the place of all of them where Python has nothing for their type."""
    from pyarrow import large_binary, timestamp, types

    if types.is_timestamp(column.type):  # Python's know no nanoseconds, and not every time zone
        column = column.cast(timestamp("us" if column.type.unit == "ns" else column.type.unit), safe=False)
    elif _is_text(column.type):  # not all of them are UTF-8
        column = column.cast(large_binary())
    try:
        return list(column.to_pylist())
    except (ValueError, OverflowError, NotImplementedError):
        return [None] * len(column)


def _plain(value: Any) -> Any:
    """Return ``value`` as JSON can hold it."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value[:SIZE_LIMIT].decode("utf-8", errors="replace")
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return str(value)


@contextmanager
def _explained(path: str) -> Iterator[None]:
    """Turn what goes wrong with a file, or without pyarrow, into a CardlintError."""
    try:
        from pyarrow import ArrowException
    except ImportError as error:
        raise CardlintError(f"{path}: reading Parquet needs pyarrow", "pip install 'cardlint[parquet]'") from error
    try:
        yield
    except (ArrowException, OSError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).strip().splitlines()[0]
        raise CardlintError(f"{path}: {reason[:1].lower()}{reason[1:]}") from error
