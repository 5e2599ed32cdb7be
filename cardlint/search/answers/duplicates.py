"""Cards with the same body: equal but for case and blanks, whatever their front matter says."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from cardlint.card.card import Card
from cardlint.findings.source import Source
from cardlint.search.backends import bitset
from cardlint.search.backends.catalogue import Stored
from cardlint.search.backends.catalogued import CataloguedBackend
from cardlint.search.folder import undamaged


class Duplicates(NamedTuple):
    """Cards with the same body, by id, and how many characters it has without superfluous blanks."""

    characters: int
    cards: list[Stored]


def duplicates(backend: CataloguedBackend, among: int | None = None) -> list[Duplicates]:
    """Return the groups of cards with equal bodies, the largest first; of equals, the longest text.

    ``among`` has the documents that are compared; all unless said. Cards without a body are not duplicates.
    """
    groups: dict[bytes, tuple[int, list[int]]] = {}
    with undamaged():
        for digest, characters, number in _bodies(backend, backend.catalogue.live if among is None else among):
            groups.setdefault(digest, (characters, []))[1].append(number)
        found = [
            Duplicates(characters, sorted(backend.catalogue.documents(numbers), key=_order))
            for characters, numbers in groups.values()
            if len(numbers) > 1
        ]
    return sorted(found, key=lambda group: (-len(group.cards), -group.characters, group.cards[0].id))


def _bodies(backend: CataloguedBackend, among: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the hash of each body, its length, and the document."""
    wanted = set(bitset.members(among))
    for number, text in backend.catalogue.texts():
        if number in wanted:
            body = " ".join(Card(Source(text)).body.casefold().split())
            if body:
                yield blake2b(body.encode(errors="replace"), digest_size=16).digest(), len(body), number


def _order(card: Stored) -> tuple[str, str, str]:
    return (card.id, card.kind, card.path)
