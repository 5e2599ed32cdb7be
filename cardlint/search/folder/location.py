"""The location of an index on this disk. The first writer creates the folder, which is trusted only while it is private."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cardlint.search.errors import no_index
from cardlint.search.folder import manifest_file
from cardlint.search.folder.files import explain_failures, sync
from cardlint.search.folder.private import prepare, require_private
from cardlint.search.manifest import GENERATION, Manifest

if TYPE_CHECKING:
    from cardlint.card.kind import Kind


class FolderLocation:
    """A folder with a subfolder for each generation."""

    def __init__(self, folder: str) -> None:
        self.address = folder
        self.scratch: str | None = folder

    def exists(self) -> bool:
        return os.path.lexists(os.path.join(self.address, manifest_file.FILE))

    def require_trusted(self) -> None:
        if os.path.isdir(self.address) and not self.exists():
            raise no_index(self.address)  # first, so that the hint does not suggest changing a folder that is not ours
        require_private(self.address)

    def manifest(self) -> Manifest | None:
        return manifest_file.read(self.address) if os.path.isdir(self.address) else None

    def generations(self) -> list[str]:
        return [name for name in os.listdir(self.address) if GENERATION.fullmatch(name)]

    def place(self, generation: str) -> str:
        return os.path.join(self.address, generation)

    @contextmanager
    def writing(self, wait: float = 0.0) -> Iterator[None]:
        from cardlint.search.folder import lock

        prepare(self.address)
        with lock.writing(self.address, wait), explain_failures(self.address):
            yield

    def put_in_force(self, manifest: Manifest) -> None:
        with explain_failures(self.address):
            sync(self.place(manifest.generation))
            manifest_file.write(manifest, self.address)

    def sources(self) -> "dict[str, Kind | None]":
        from cardlint.search.folder import source_list

        return source_list.read(self.address)

    def write_sources(self, sources: "Mapping[str, Kind | None]") -> None:
        from cardlint.search.folder import source_list

        with explain_failures(self.address):
            source_list.write(sources, self.address)

    def remove_unfinished(self) -> None:
        from cardlint.search.folder.leftovers import remove_unfinished

        remove_unfinished(self.address)
