"""Cards that were fetched from the Hub, so that none is fetched twice: in a file next to the index until the index has
them, then in the index itself.
"""

import os

from cardlint.search.backends.engine import LocatedIndex, index_at
from cardlint.search.backends.storage import Holdings
from cardlint.search.folder.files import explain_failures
from cardlint.search.folder.private import prepare
from cardlint.search.sources.hub.card_log import CardLog
from cardlint.system.errors import CardlintError

FILE = "fetched.jsonl"


class FetchedCards:
    """The cards that are at hand for the index at ``address``. What is kept survives whatever ends the process."""

    def __init__(self, address: str) -> None:
        index = index_at(address)
        self._scratch = index.location.scratch
        if self._scratch is not None:
            prepare(self._scratch)
        self._indexed = _holdings(index)
        self._log: CardLog | None = None
        if self._scratch is not None:
            with explain_failures(self._scratch):
                self._log = CardLog(os.path.join(self._scratch, FILE))
                self._log.drop(self._is_indexed)

    def text(self, path: str, revision: str) -> str | None:
        """Return the card at ``path`` if it is at hand as it was at ``revision``."""
        text = self._log.text(path, revision) if self._log is not None else None
        if text is None and self._indexed is not None and self._is_indexed(path, revision):
            text = self._indexed.text(path)
        return text

    def keep(self, path: str, revision: str, text: str) -> None:
        """Keep a card that was fetched."""
        if self._log is not None and self._scratch is not None:
            with explain_failures(self._scratch):
                self._log.add(path, revision, text)

    def close(self) -> None:
        """Let go of the index."""
        if self._indexed is not None:
            self._indexed.close()

    def _is_indexed(self, path: str, revision: str) -> bool:
        """Return whether the index has the card at ``path`` as it was at ``revision``, with which its stamp begins."""
        stamp = self._indexed.stamp(path) if self._indexed is not None else None
        return stamp is not None and stamp.startswith(f"{revision} ")


def _holdings(index: LocatedIndex) -> Holdings | None:
    """Return what the index holds, or None where there is none that can be read."""
    try:
        found = index.location.manifest()
        return index.engine.holdings(index.location.place(found.generation)) if found is not None else None
    except CardlintError:
        return None
