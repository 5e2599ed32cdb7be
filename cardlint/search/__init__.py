"""The models page, offline: cards become documents, found by words and filters, every facet counted exactly.

backend = open_index()
request = request_of(Question("french speech", {"task": ("asr",)}, facets=("license",)), shipped_table())
results = backend.search(request)
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardlint.search.backends.protocol import Backend


def open_index(folder: str | None = None) -> "Backend":
    """Open the index in ``folder``, or the user's own, for reading. Raises CardlintError if there is none."""
    from cardlint.search.address import default_address
    from cardlint.search.fields import shipped_table
    from cardlint.search.store.generations import open_backend

    return open_backend(folder or default_address(), shipped_table())
