"""Dumps of cards as JSON Lines."""

from cardlint.search.sources.source import CardSource, SourceKind, WantedSource


def _open(wanted: WantedSource) -> CardSource:
    from cardlint.search.sources.json_lines.source import JsonLinesSource

    return JsonLinesSource(wanted.text, wanted.kind)


SOURCE = SourceKind(_open, endings=(".jsonl", ".ndjson"))
