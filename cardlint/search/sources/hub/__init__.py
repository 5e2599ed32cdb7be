"""Listings of the Hub, with an address such as ``hf://models/OWNER``."""

from cardlint.search.sources.source import CardSource, SourceKind, WantedSource

SCHEME = "hf://"
"""The beginning of the address of a listing."""


def _is_name(text: str) -> bool:
    return text.startswith(SCHEME)


def _open(wanted: WantedSource) -> CardSource:
    from cardlint.search.address import default_address
    from cardlint.search.sources.hub.source import HubSource

    return HubSource(wanted.text, wanted.for_index or default_address())


SOURCE = SourceKind(_open, is_name=_is_name)
