"""Cards that were fetched from the Hub, so that none is fetched twice: they are in a file next to the index until the index has them."""

import os

from cardlint.search.backends.engine import LocatedIndex, index_at
from cardlint.search.backends.storage import Holdings
from cardlint.search.folder.files import explain_failures
from cardlint.search.folder.private import prepare
from cardlint.search.sources.hub.card_log import CardLog
from cardlint.system.errors import CardlintError

FILE = "fetched.jsonl"


class FetchedCards:
    """The available cards for the index at ``address``. Stored cards survive if the process is killed."""

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
        """Return the card at ``path`` if it is available at ``revision``."""
        text = self._log.text(path, revision) if self._log is not None else None
        if text is None and self._indexed is not None and self._is_indexed(path, revision):
            text = self._indexed.text(path)
        return text

    def keep(self, path: str, revision: str, text: str) -> None:
        """Store a fetched card."""
        if self._log is not None and self._scratch is not None:
            with explain_failures(self._scratch):
                self._log.add(path, revision, text)

    def close(self) -> None:
        """Close the index."""
        if self._indexed is not None:
            self._indexed.close()

    def _is_indexed(self, path: str, revision: str) -> bool:
        """Return whether the index has the card at ``path`` at ``revision``, which is the beginning of its stamp."""
        stamp = self._indexed.stamp(path) if self._indexed is not None else None
        return stamp is not None and stamp.startswith(f"{revision} ")


def _holdings(index: LocatedIndex) -> Holdings | None:
    """Return the content of the index, or None if there is no readable index."""
    try:
        found = index.location.manifest()
        return index.engine.holdings(index.location.place(found.generation)) if found is not None else None
    except CardlintError:
        return None
