"""The models page, offline: cards become documents that are found by words and filters, with exact counts for every facet.

backend = open_index()
request = request_of(Question("french speech", {"task": ("asr",)}, facets=("license",)), shipped_table())
results = backend.search(request)
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardlint.search.backends.protocol import Backend


def open_index(folder: str | None = None) -> "Backend":
    """Return the index in ``folder``, or the default one, opened for reading. Raises CardlintError if there is none."""
    from cardlint.search.address import default_address
    from cardlint.search.fields import shipped_table
    from cardlint.search.store.generations import open_backend

    return open_backend(folder or default_address(), shipped_table())
