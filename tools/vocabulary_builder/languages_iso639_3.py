"""The three-letter codes of ISO 639-3, with one name each, and those that ISO has withdrawn."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from tools.vocabulary_builder import pins
from tools.vocabulary_builder.packages import Archive, javascript

PACKAGES = (pins.LANGUAGES, pins.PYTHON_ISO639)

_SPLIT_INTO = re.compile(r"\[([a-z]{3})\]")


def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:  # noqa: ARG001
    """Return the vocabulary. An entry is only the English name, because there are 7,916."""
    languages = javascript(archives[pins.LANGUAGES.key], "dist/index.js", "it.LANGUAGES_ISO_639_3")
    entries = {code: row["name"] for code, row in sorted(languages.items())}
    return {
        "title": "Languages: the three-letter codes of ISO 639-3",
        "entries": entries,
        "withdrawn": _withdrawn(archives[pins.PYTHON_ISO639.key], entries),
    }


def _withdrawn(archive: Archive, current: Mapping[str, str]) -> dict[str, list[str]]:
    """The codes that ISO has withdrawn, each with those that replace it: several if the language was split, or none."""
    table = archive.read("iso639/_data/iso-639-3_Retirements.tab").decode("utf-8")
    rows = [line.split("\t") for line in table.splitlines()[1:]]
    changes = {code: [into] if into else _SPLIT_INTO.findall(remedy) for code, _, _, into, remedy, *_ in rows}

    def latest(code: str, seen: tuple[str, ...] = ()) -> list[str]:
        if code in current or code not in changes or code in seen:
            return [code] if code in current else []
        return [each for into in changes[code] for each in latest(into, (*seen, code))]

    return {code: list(dict.fromkeys(latest(code))) for code in sorted(changes) if code not in current}
