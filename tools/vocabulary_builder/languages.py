"""Languages with a two-letter code, collective languages, and codes that are often wrong in cards."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from tools.vocabulary_builder import pins
from tools.vocabulary_builder.packages import Archive, javascript

PACKAGES = (pins.LANGUAGES, pins.PYCOUNTRY, pins.PYTHON_ISO639)


def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:
    """Return the vocabulary without the codes of ISO 639-3, which are many and rarely needed, and have their own file."""
    known = facts("languages")
    languages = javascript(archives[pins.LANGUAGES.key], "dist/index.js", "it.LANGUAGES_ISO_639_1")
    hub = {code: row for code, row in languages.items() if code not in known["withdrawn"]}  # it has ``bh``
    iso = _database(archives[pins.PYCOUNTRY.key], "639-3")
    three_letters = {row["alpha_2"]: row["alpha_3"] for row in iso if "alpha_2" in row}
    collective = {row["alpha_3"]: row["name"] for row in _database(archives[pins.PYCOUNTRY.key], "639-5")}
    entries: dict[str, Any] = {code: _details(row, three_letters.get(code)) for code, row in sorted(hub.items())}
    entries |= {code: {"name": name, "special": True} for code, name in known["special"].items()}
    entries |= {code: {"name": name, "collective": True} for code, name in sorted(collective.items())}
    bibliographic = {row["bibliographic"]: row["alpha_2"] for row in iso if "bibliographic" in row}
    names: dict[str, str] = {}
    for kind in ("nativeName", "name"):  # if two languages share a name, the English name and the first code win
        names |= {name: code for code, row in sorted(hub.items(), reverse=True) for name in _names(row[kind])}
    aliases = dict(sorted(names.items())) | known["names"] | known["withdrawn"] | known["mistaken"] | bibliographic
    return {
        "title": "Languages: ISO 639-1, what the Hub adds, and ISO 639-5",
        "entries": entries,
        "aliases": {word: code for word, code in aliases.items() if word not in entries},
        "withdrawn": known["withdrawn"],
        "mistaken": known["mistaken"],
        "doubtful": known["doubtful"],
        "bibliographic": bibliographic,
        "two_letter_forms": {details["iso639_3"]: code for code, details in entries.items() if "iso639_3" in details},
        "macrolanguages": [row["alpha_3"] for row in iso if row["scope"] == "M"],
        "members": _members(archives[pins.PYTHON_ISO639.key]) | known["members"],
    }


def _members(archive: Archive) -> dict[str, str]:
    """The languages that are part of a macrolanguage, each with that of ISO 639-3: ``nno`` and ``nob`` with ``nor``."""
    table = archive.read("iso639/_data/iso-639-3-macrolanguages.tab").decode("utf-8")
    rows = [line.split("\t") for line in table.splitlines()[1:]]
    return {member: macro for macro, member, status in sorted(rows) if status.strip() == "A"}


def _details(row: dict[str, str], three_letters: str | None) -> dict[str, str]:
    details = {"name": row["name"], "native": row["nativeName"]}
    return details | ({"iso639_3": three_letters} if three_letters else {})


def _names(name: str) -> list[str]:
    """Return the names in ``Norwegian Bokmål`` or ``中文 (Zhōngwén), 汉语``: each part, without the text in parentheses."""
    parts = re.split(r"[,;/]", re.sub(r"\(.*?\)", "", name))
    return [part.strip().lower() for part in parts if len(part.strip()) > 1]


def _database(archive: Archive, part: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads(archive.read(f"pycountry/databases/iso{part}.json"))[part]
    return rows
