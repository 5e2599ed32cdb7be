"""Dumps of cards as Parquet."""

from cardlint.search.sources.source import CardSource, SourceKind, WantedSource


def _open(wanted: WantedSource) -> CardSource:
    from cardlint.search.sources.parquet.source import ParquetSource

    return ParquetSource(wanted.text, wanted.kind)


SOURCE = SourceKind(_open, endings=(".parquet",))
