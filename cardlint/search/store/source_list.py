"""The sources of an index, and of which kind their cards are where somebody said so: a small file beside the generations.

It outlives a damaged catalogue: from it, an index is made anew.
"""

import json
import os
from collections.abc import Mapping

from cardlint.card.kind import Kind
from cardlint.search.folder import explain_failures, replace_file
from cardlint.system.regular_file import DATA_LIMIT, read_whole

FILE = "sources.json"


def read(folder: str) -> dict[str, Kind | None]:
    """Return the sources by name; none where nothing is noted, or nothing that makes sense."""
    try:
        told = json.loads(read_whole(os.path.join(folder, FILE), DATA_LIMIT, follow=False))
    except (OSError, ValueError, RecursionError):
        return {}
    kinds = {kind.value: kind for kind in Kind}
    return {name: kinds.get(str(kind)) for name, kind in told.items()} if isinstance(told, dict) else {}


def has(folder: str, name: str, kind: Kind | None) -> bool:
    """Return whether a source is noted as one of this kind."""
    known = read(folder)
    return name in known and known[name] is kind


def note(folder: str, name: str, kind: Kind | None) -> None:
    """Note a source. Nothing is written where it is noted already. The caller holds the lock."""
    if not has(folder, name, kind):
        _write(folder, {**read(folder), name: kind})


def forget(folder: str, name: str) -> None:
    """Note no longer what has no cards any more. The caller holds the lock."""
    known = read(folder)
    if name in known:
        _write(folder, {other: kind for other, kind in known.items() if other != name})


def _write(folder: str, sources: Mapping[str, Kind | None]) -> None:
    told = {name: kind and kind.value for name, kind in sources.items()}
    with explain_failures(folder):
        replace_file(os.path.join(folder, FILE), json.dumps(told, indent=1))
