"""The location of an index: the operations that the store needs from a folder, or from its equivalent in another engine.

An index has generations. A build creates a new generation next to the current one; the manifest names the current one, so replacing
the manifest swaps them. All changes require a lock.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from cardlint.search.manifest import Manifest

if TYPE_CHECKING:
    from cardlint.card.kind import Kind


class Location(Protocol):
    """The location of one index. All methods raise CardlintError if it cannot be reached, read or written."""

    @property
    def address(self) -> str:
        """The location as people write it."""

    @property
    def scratch(self) -> str | None:
        """A folder on this disk in which sources can store data for the next update; None if there is none."""

    def exists(self) -> bool:
        """Return whether there is a manifest, even a damaged one."""

    def require_trusted(self) -> None:
        """Raise CardlintError if there is no index, or if another user could have changed it."""

    def manifest(self) -> Manifest | None:
        """Return the current manifest, or None if there is no index. Raises like ``manifest_of``."""

    def generations(self) -> list[str]:
        """Return the names of all generations, including unfinished and replaced ones."""

    def place(self, generation: str) -> str:
        """Return the place of a generation, for the engine of the index."""

    def writing(self, wait: float = 0.0) -> AbstractContextManager[None]:
        """Hold the lock, and create what an index needs here.

        Raises LockedError if another process holds the lock for longer than ``wait`` seconds. A process that dies releases it.
        """

    def put_in_force(self, manifest: Manifest) -> None:
        """Make a complete generation current, atomically and durably. Requires the lock."""

    def sources(self) -> "dict[str, Kind | None]":
        """Return the recorded sources, and the kind of their cards if it was given. They can be read even if the index is damaged."""

    def write_sources(self, sources: "Mapping[str, Kind | None]") -> None:
        """Replace the recorded sources. Requires the lock."""

    def remove_unfinished(self) -> None:
        """Remove files that interrupted writers left next to the generations. Requires the lock."""
