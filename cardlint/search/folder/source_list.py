"""The list of an index's sources, with the kind of their cards if it was given: a small file next to the generations.

It is independent of the catalog, so that an index with a damaged catalog can be rebuilt from its sources.
"""

import json
import os
from collections.abc import Mapping

from cardlint.card.kind import Kind
from cardlint.search.folder.files import replace_file
from cardlint.system.regular_file import DATA_LIMIT, read_whole

FILE = "sources.json"


def read(folder: str) -> dict[str, Kind | None]:
    """Return the sources by name; an empty dictionary if there is no list, or if it is not valid."""
    try:
        data = json.loads(read_whole(os.path.join(folder, FILE), DATA_LIMIT, follow=False))
    except (OSError, ValueError, RecursionError):
        return {}
    kinds = {kind.value: kind for kind in Kind}
    return {name: kinds.get(str(kind)) for name, kind in data.items()} if isinstance(data, dict) else {}


def write(sources: Mapping[str, Kind | None], folder: str) -> None:
    """Replace the list of sources. Raises OSError."""
    data = {name: kind and kind.value for name, kind in sources.items()}
    replace_file(os.path.join(folder, FILE), json.dumps(data, indent=1))
