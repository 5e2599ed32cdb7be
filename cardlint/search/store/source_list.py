"""The sources of an index, and of which kind their cards are where somebody said so: a small file beside the generations.

It outlives a damaged catalogue: from it, an index is made anew.
"""

import json
import os
from collections.abc import Mapping

from cardlint.kind import Kind
from cardlint.search.folder import explained, put

FILE = "sources.json"


def read(folder: str) -> dict[str, Kind | None]:
    """Return the sources by name; none where nothing is noted, or nothing that makes sense."""
    try:
        with open(os.path.join(folder, FILE), encoding="utf-8") as file:
            told = json.load(file)
    except (OSError, ValueError, RecursionError):
        return {}
    kinds = {kind.value: kind for kind in Kind}
    return {name: kinds.get(str(kind)) for name, kind in told.items()} if isinstance(told, dict) else {}


def note(folder: str, name: str, kind: Kind | None) -> None:
    """Note a source. Nothing is written where it is noted already."""
    known = read(folder)
    if name not in known or known[name] is not kind:
        _write(folder, {**known, name: kind})


def forget(folder: str, name: str) -> None:
    """Note no longer what has no cards any more."""
    known = read(folder)
    if name in known:
        _write(folder, {other: kind for other, kind in known.items() if other != name})


def _write(folder: str, sources: Mapping[str, Kind | None]) -> None:
    told = {name: kind and kind.value for name, kind in sources.items()}
    with explained(folder):
        put(os.path.join(folder, FILE), json.dumps(told, indent=1))
