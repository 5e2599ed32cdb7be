"""Reads blobs by their id, with two git processes for all of them: one for sizes and one for contents.

The size is requested first, so that git does not unpack gigabytes that nobody reads.
"""

import weakref

from cardlint.findings.source import SIZE_LIMIT
from cardlint.run.git.command import Git
from cardlint.run.git.process import Process
from cardlint.system.errors import CardlintError


class Objects:
    """The blobs of one repository."""

    def __init__(self, git: Git) -> None:
        self._sizes = _Conversation(git, "--batch-check")
        self._contents = _Conversation(git, "--batch")

    def size(self, blob: str) -> int:
        """Return the size of a blob in bytes. Raises CardlintError if git does not have it."""
        return self._sizes.ask(blob)

    def read(self, blob: str, limit: int = SIZE_LIMIT) -> bytes | None:
        """Return the content of a blob; None if it is larger than ``limit``. Raises CardlintError if git does not have it."""
        return self._contents.read(self._contents.ask(blob)) if self.size(blob) <= limit else None


class _Conversation:
    """One ``cat-file`` process that answers one question after the other. Processes cannot share it, because answers would get mixed up."""

    def __init__(self, git: Git, mode: str) -> None:
        self._git = git
        self._mode = mode
        self._process: Process | None = None
        self._failure: CardlintError | None = (
            None  # after a failure nothing is asked, because every question would wait for the time limit
        )

    def ask(self, blob: str) -> int:
        """Return the size of a blob, from the first line of the answer."""
        try:
            line = self._open().ask(blob.encode())
        except CardlintError as error:
            self._failure = error
            raise
        words = line.split()
        if not words:
            self._failure = CardlintError(
                "git ended while objects were read from it", "run `git fsck` to check the repository"
            )
            raise self._failure
        if len(words) != 3 or words[1] != b"blob":
            raise CardlintError(
                f"the git repository does not have the object {blob}",
                "fetch it first: a shallow or partial clone lacks some objects",
            )
        return int(words[2])

    def read(self, size: int) -> bytes:
        """Return the rest of the answer, which has ``size`` bytes."""
        try:
            content = self._open().read(size + 1)  # a line end follows the content
        except CardlintError as error:
            self._failure = error
            raise
        if len(content) != size + 1:
            self._failure = CardlintError(
                "git ended in the middle of an object", "run `git fsck` to check the repository"
            )
            raise self._failure
        return content[:-1]

    def _open(self) -> Process:
        if self._failure is not None:
            raise CardlintError(str(self._failure), self._failure.hint)
        if self._process is None or not self._process.is_ours:
            self._process = self._git.converse("cat-file", self._mode)
            weakref.finalize(self, self._process.end)
        return self._process
