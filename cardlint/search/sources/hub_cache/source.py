"""Cards in the cache of the Hub's client: one snapshot of each repository, with the files that were downloaded.

Most models are in the cache without their card. They are indexed anyway, and found by their name and their files.
"""

import os
from collections.abc import Iterator
from functools import partial

from cardlint.card.files import CARD_NAME, read
from cardlint.card.repository import Repository
from cardlint.search.documents.entry import CardEntry
from cardlint.search.sources import hub_client
from cardlint.search.sources.hub_client import CachedRepository
from cardlint.search.sources.source import Candidate
from cardlint.system.containment import lies_inside
from cardlint.system.errors import CardlintError


class HubCacheSource:
    """The cache in a folder; by default, that of the current user."""

    costly = False
    kind = None

    def __init__(self, path: str | None = None) -> None:
        self.root = os.path.abspath(path or hub_client.cache_folder())
        self.name = self.root
        self.problems: list[str] = []
        if not os.path.isdir(self.root):
            raise CardlintError(f"there is no cache of the Hub in {self.root}", "set `HF_HUB_CACHE` to its folder")

    def candidates(self) -> Iterator[Candidate]:
        found, self.problems = hub_client.cached(self.root)
        for repository in found:
            if not lies_inside(repository.snapshot, self.root):
                self.problems.append(f"{repository.snapshot} is a link that leaves the cache")
                continue
            card = os.path.join(repository.snapshot, CARD_NAME)
            yield Candidate(card, repository.stamp, partial(self._read, card, repository))

    def _read(self, card: str, cached: CachedRepository) -> CardEntry | None:
        repository = Repository(cached.snapshot)
        facts = {"files": list(cached.files), "size": cached.size, "updated": cached.last_modified}
        config = repository.mapping("config.json")
        return CardEntry(
            card, cached.id, self._text(card), cached.kind, facts | ({"config": config} if config else {}), repository
        )

    def _text(self, card: str) -> str:
        """Return the text of the card; empty if there is none or it cannot be read."""
        if not os.path.lexists(card):
            return ""
        if not lies_inside(card, self.root):  # a cache can store the files of all its repositories in one folder
            self.problems.append(f"{card} is a link that leaves the cache")
            return ""
        try:
            source = read(card)
        except CardlintError as error:
            self.problems.append(str(error))
            return ""
        if source.fault is not None:
            self.problems.append(f"{card} is {source.fault.value}")
        return source.text
