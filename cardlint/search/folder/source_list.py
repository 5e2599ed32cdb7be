"""The sources of an index, and the kind of their cards if it was given: a small file next to the generations.

It outlives a damaged catalog: from it, an index is rebuilt.
"""

import json
import os
from collections.abc import Mapping

from cardlint.card.kind import Kind
from cardlint.search.folder.files import replace_file
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


def write(sources: Mapping[str, Kind | None], folder: str) -> None:
    """Note just these sources. Raises OSError."""
    told = {name: kind and kind.value for name, kind in sources.items()}
    replace_file(os.path.join(folder, FILE), json.dumps(told, indent=1))
