"""Finds the programs that cardlint starts, by an absolute path that no repository can choose.

A relative or empty part of PATH means the working directory, and Windows always looks there first: a program of that name in a
repository would be run.
"""

import os

from cardlint.system.containment import lies_below


class Programs:
    """The programs on PATH, without those in one untrusted folder."""

    def __init__(self, untrusted: str) -> None:
        # Every program is below the root of the file system, so it excludes none.
        self._untrusted = untrusted if os.path.dirname(untrusted) != untrusted else None
        folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
        self._folders = [each for each in folders if os.path.isabs(each) and self._is_trusted(each)]

    @property
    def path(self) -> str:
        """The value of PATH for a process that looks for programs itself."""
        return os.pathsep.join(self._folders)

    def find(self, name: str) -> str | None:
        """Return the absolute path of the program ``name``, or None. On Windows only an ``.exe`` counts: a batch file runs a shell."""
        file = f"{name}.exe" if os.name == "nt" else name
        for folder in self._folders:
            path = os.path.join(folder, file)
            if os.path.isfile(path) and os.access(path, os.X_OK) and self._is_trusted(path):
                return path
        return None

    def _is_trusted(self, path: str) -> bool:
        """Return whether ``path``, with and without its links followed, lies elsewhere."""
        return self._untrusted is None or not lies_below(path, self._untrusted)
