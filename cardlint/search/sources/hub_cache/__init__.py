"""The cache of the Hub's client: that of the current user, wherever it is, or any other by its path."""

import os

from cardlint.card.kind import Kind
from cardlint.search.sources.source import CardSource, SourceKind, WantedSource

NAME = "hub-cache"
"""The source for the cache of the current user."""

_STARTS = tuple(f"{kind.value}s--" for kind in Kind)


def is_hub_cache(path: str) -> bool:
    """Return whether the folder at ``path`` is a cache of the Hub's client."""
    try:
        with os.scandir(path) as entries:
            return any(
                entry.name.startswith(_STARTS) and os.path.isdir(os.path.join(entry.path, "snapshots"))
                for entry in entries
            )
    except OSError:
        return False


def _is_name(text: str) -> bool:
    return text == NAME


def _open(wanted: WantedSource) -> CardSource:
    from cardlint.search.sources.hub_cache.source import HubCacheSource

    return HubCacheSource(None if wanted.text == NAME else wanted.text)


SOURCE = SourceKind(_open, is_name=_is_name, is_place=is_hub_cache)
