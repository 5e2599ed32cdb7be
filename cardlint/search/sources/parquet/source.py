"""Cards in a Parquet file, such as the public dumps of all cards of the Hub: one row per card, with the Hub's data about it.

Only a few rows are read at a time, and only the columns that we need.
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
"""How many rows are in memory at once."""

_BUFFER = 1 << 20
"""How many bytes of a column are read at once. Without this limit, an entire column of a row group, and dumps have few groups."""


_MOST_IN_MEMORY = 1 << 30
"""Maximum size of the text in the rows in memory, in bytes."""

_MOST_TO_READ = 3 << 30
"""How much memory pyarrow may use for them, in bytes: a file can claim that a page unpacks to any size."""

_MOST_UNPACKED = 200
"""Maximum ratio of the unpacked size to the file size. Real dumps have a ratio of ten; a file can refer to one text a million times."""

_ALWAYS_ALLOWED = 64 << 20
"""The unpacked size in bytes that is always allowed, even for a small file."""


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
    """Return the unpacked size that the file declares, in bytes."""
    groups = map(file.metadata.row_group, range(file.metadata.num_row_groups))
    return sum(group.total_byte_size for group in groups)


def _next(batches: Iterator["RecordBatch"], path: str) -> "RecordBatch | None":
    """Return the next rows, or None after the last ones."""
    try:
        with memory_limit(_MOST_TO_READ):
            return next(batches, None)
    except MemoryError as error:
        raise _too_large(path) from error


def _size(column: "Array") -> int:
    """Return the size in bytes of the values of a column. A text that several rows share is counted for each of them."""
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
    """Return the values of a column; all are None if Python cannot represent their type."""
    from pyarrow import large_binary, timestamp, types

    if types.is_timestamp(column.type):  # Python supports neither nanoseconds nor all time zones
        column = column.cast(timestamp("us" if column.type.unit == "ns" else column.type.unit), safe=False)
    elif _is_text(column.type):  # not all of them are UTF-8
        column = column.cast(large_binary())
    try:
        return list(column.to_pylist())
    except (ValueError, OverflowError, NotImplementedError):
        return [None] * len(column)


def _plain(value: Any) -> Any:
    """Return ``value`` as JSON data."""
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
    """Turn errors of the file, or a missing pyarrow, into a CardlintError."""
    try:
        from pyarrow import ArrowException
    except ImportError as error:
        raise CardlintError(f"{path}: reading Parquet needs pyarrow", "pip install 'cardlint[parquet]'") from error
    try:
        yield
    except (ArrowException, OSError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).strip().splitlines()[0]
        raise CardlintError(f"{path}: {reason[:1].lower()}{reason[1:]}") from error
