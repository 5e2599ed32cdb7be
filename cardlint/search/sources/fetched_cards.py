"""Cards that were fetched from the Hub, so that none is fetched twice: in a file beside the index until the index has
them, then in the index itself.
"""

import os

from cardlint.search import manifest
from cardlint.search.backends.engine import Holdings, engine_named
from cardlint.search.folder import explain_failures
from cardlint.search.private_folder import prepare
from cardlint.search.sources.card_log import CardLog
from cardlint.system.errors import CardlintError

FILE = "fetched.jsonl"


class FetchedCards:
    """The cards that are at hand. What is kept survives whatever ends the process."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        prepare(folder)
        self._indexed = _holdings(folder)
        with explain_failures(folder):
            self._log = CardLog(os.path.join(folder, FILE))
            self._log.drop(self._is_indexed)

    def text(self, path: str, revision: str) -> str | None:
        """Return the card at ``path`` if it is at hand as it was at ``revision``."""
        text = self._log.text(path, revision)
        if text is None and self._indexed is not None and self._is_indexed(path, revision):
            text = self._indexed.text(path)
        return text

    def keep(self, path: str, revision: str, text: str) -> None:
        """Keep a card that was fetched."""
        with explain_failures(self._folder):
            self._log.add(path, revision, text)

    def close(self) -> None:
        """Let go of the index."""
        if self._indexed is not None:
            self._indexed.close()

    def _is_indexed(self, path: str, revision: str) -> bool:
        """Return whether the index has the card at ``path`` as it was at ``revision``, with which its stamp begins."""
        stamp = self._indexed.stamp(path) if self._indexed is not None else None
        return stamp is not None and stamp.startswith(f"{revision} ")


def _holdings(folder: str) -> Holdings | None:
    """Return what the index holds, or None where there is none that can be read."""
    try:
        found = manifest.read(folder)
        if found is None:
            return None
        return engine_named().holdings(os.path.join(folder, found.generation))
    except CardlintError:
        return None
