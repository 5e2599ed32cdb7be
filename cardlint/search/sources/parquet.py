"""Cards in a Parquet file, such as the public dumps of all cards of the Hub: a row a card, with what the Hub knows of it.

Rows are read a few at a time, of every row group only the columns that we look at.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from cardlint.kind import Kind
from cardlint.search.sources.json_lines import COLUMNS, entry_of
from cardlint.search.sources.source import Candidate
from cardlint.source import SIZE_LIMIT
from cardlint.system.errors import CardlintError

if TYPE_CHECKING:
    from pyarrow import Array, RecordBatch  # type: ignore[import-untyped]


_IDS = ("modelId", "datasetId", "id", "repo_id", "repoId")
_ROWS = 200
"""Rows that are in memory at once."""

_BUFFER = 1 << 20
"""Bytes of a column that are read at once. Without it a whole column of a row group is in memory, and dumps have few."""


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
            from pyarrow.parquet import ParquetFile  # type: ignore[import-untyped]

            status = os.stat(self.path)
            stamp = f"{status.st_size} {status.st_mtime_ns}"
            with ParquetFile(self.path, buffer_size=_BUFFER, pre_buffer=False) as file:
                columns = [name for name in file.schema_arrow.names if name in COLUMNS]
                if not any(name in _IDS for name in columns):
                    raise CardlintError(
                        f"{self.path}: no row says whose card it is", f"the column is called {', '.join(_IDS)}"
                    )
                for batch in file.iter_batches(_ROWS, columns=columns, use_threads=False):
                    for row in _rows(batch):
                        entry = entry_of(row, self.path, self.kind)
                        if entry is not None:
                            yield Candidate(entry.path, stamp, lambda entry=entry: entry)  # type: ignore[misc]


def _rows(batch: "RecordBatch") -> Iterator[dict[str, Any]]:
    names = batch.schema.names
    for values in zip(*map(_values, batch.columns), strict=True):
        yield {name: _plain(value) for name, value in zip(names, values, strict=True)}


def _values(column: "Array") -> list[Any]:
    """Return the values of a column; None in the place of all of them where Python has nothing for their type."""
    from pyarrow import large_binary, timestamp, types

    if types.is_timestamp(column.type):  # Python's know no nanoseconds, and not every time zone
        column = column.cast(timestamp("us" if column.type.unit == "ns" else column.type.unit), safe=False)
    elif types.is_string(column.type) or types.is_large_string(column.type):  # not all of them are UTF-8
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
