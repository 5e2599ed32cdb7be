"""Licenses: the documented list of the Hub, compared with a package that has most of them."""

from collections.abc import Callable, Mapping
from typing import Any

from cardlint.system.errors import CardlintError
from tools.vocabulary_builder import pins
from tools.vocabulary_builder.packages import Archive, typescript_union

PACKAGES = (pins.HUB,)


def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:
    """Return the vocabulary. SPDX identifiers become aliases, because people often write them."""
    known = facts("licenses")
    entries: dict[str, Any] = known["entries"]
    types = archives[pins.HUB.key].read("dist/src/types/public.d.ts").decode("utf-8")
    missing = set(typescript_union(types, "License")) - set(entries)
    if missing:
        raise CardlintError(
            f"licenses missing from the facts: {sorted(missing)}", "add them to schemas/facts/licenses.json"
        )
    spdx = {name: key for key, details in entries.items() for name in details["spdx"]}
    return {
        "title": known["title"],
        "entries": entries,
        "aliases": known["aliases"] | {name: key for name, key in spdx.items() if name != key},
        "approximate": sorted(known["approximate"] + [name for name in spdx if name.endswith("-or-later")]),
    }
