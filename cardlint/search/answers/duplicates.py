"""Groups of cards with the same body, apart from case and white space. The front matter is ignored."""

from collections.abc import Iterator
from hashlib import blake2b

from cardlint.card.card import Card
from cardlint.findings.source import Source
from cardlint.search.backends.protocol import Backend, StoredCard
from cardlint.search.query.tree import EVERYTHING, Query
from cardlint.system.named_tuple import NamedTuple


class Duplicates(NamedTuple):
    """The ids of cards with the same body, and its number of characters without redundant white space."""

    characters: int
    cards: list[StoredCard]


class _BodyText(NamedTuple):
    """A card, and a hash of its body."""

    digest: bytes
    characters: int
    path: str


def duplicates(backend: Backend, query: Query = EVERYTHING) -> list[Duplicates]:
    """Return the groups of cards with equal bodies, sorted by size, then by length of the text, both descending.

    Only cards that match the resolved ``query`` are compared. Cards without a body are not duplicates.
    """
    groups: dict[bytes, list[_BodyText]] = {}
    for body in _bodies(backend, query):
        groups.setdefault(body.digest, []).append(body)
    found = [
        Duplicates(bodies[0].characters, sorted(backend.cards(body.path for body in bodies), key=_order))
        for bodies in groups.values()
        if len(bodies) > 1
    ]
    return sorted(found, key=lambda group: (-len(group.cards), -group.characters, group.cards[0].id))


def _bodies(backend: Backend, query: Query) -> Iterator[_BodyText]:
    for path, text in backend.card_texts(query):
        body = " ".join(Card(Source(text)).body.casefold().split())
        if body:
            yield _BodyText(blake2b(body.encode(errors="replace"), digest_size=16).digest(), len(body), path)


def _order(card: StoredCard) -> tuple[str, str, str]:
    return (card.id, card.kind, card.path)
