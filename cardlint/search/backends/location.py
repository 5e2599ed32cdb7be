"""Where an index is: what the store asks of a folder, and of whatever an engine on other machines has instead.

An index has generations. A build makes a new one next to the current one; a manifest names the current one, and replacing it is the
swap. Whatever is changed is changed under a lock.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from cardlint.search.manifest import Manifest

if TYPE_CHECKING:
    from cardlint.card.kind import Kind


class Location(Protocol):
    """Where one index is. CardlintError wherever it cannot be reached, read or written."""

    @property
    def address(self) -> str:
        """How people name it."""

    @property
    def scratch(self) -> str | None:
        """The folder on this disk where sources keep what they saw for the next time; None: they keep nothing."""

    def exists(self) -> bool:
        """Return whether there is a manifest, be it damaged."""

    def require_trusted(self) -> None:
        """Raise CardlintError where there is no index, and CardlintError where somebody else could have changed it."""

    def manifest(self) -> Manifest | None:
        """Return the current manifest, or None if there is no index. Raises like ``manifest_of``."""

    def generations(self) -> list[str]:
        """Return the names of all generations, also of unfinished ones and of those that were replaced."""

    def place(self, generation: str) -> str:
        """Return where the engine of the index finds a generation, or makes it."""

    def writing(self, wait: float = 0.0) -> AbstractContextManager[None]:
        """Hold the lock, and have what an index needs to be made here.

        LockedError where another one has the lock for longer than ``wait`` seconds. Whoever dies holds it no longer.
        """

    def put_in_force(self, manifest: Manifest) -> None:
        """Make a complete generation the current one, atomically and durably. Requires the lock."""

    def sources(self) -> "dict[str, Kind | None]":
        """Return the noted sources, and the kind of their cards if it was given. They outlive damage of the rest."""

    def write_sources(self, sources: "Mapping[str, Kind | None]") -> None:
        """Note just these sources. Under the lock."""

    def remove_unfinished(self) -> None:
        """Remove what interrupted writers left next to the generations. Under the lock."""
