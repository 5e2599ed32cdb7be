"""A card to be indexed, and what its source knows in addition."""

from collections.abc import Mapping
from hashlib import blake2b
from json import dumps
from typing import TYPE_CHECKING, Any

from cardlint.system.named_tuple import NamedTuple

if TYPE_CHECKING:  # a search opens an index, and needs no reader of cards for that
    from cardlint.card.kind import Kind
    from cardlint.card.repository import Repository

_NO_FACTS: Mapping[str, Any] = {}


class CardEntry(NamedTuple):
    """A card from a source. ``path`` names its place, and no other card of an index has the same.

    ``facts`` are ``downloads``, ``likes``, ``created``, ``updated``, ``files`` (names), ``config`` and whatever else
    the source has.
    """

    path: str
    id: str
    text: str
    kind: "Kind | None" = None
    facts: Mapping[str, Any] = _NO_FACTS
    repository: "Repository | None" = None
    hash: str = ""  # empty: that of the text and the facts
    source: str = ""  # the name of the source
    stamp: str = ""  # what the source calls the state of the card's files

    @property
    def digest(self) -> str:
        """The hash of all that the document is made of, to determine whether the card changed."""
        if self.hash:
            return self.hash
        told = dumps([self.id, self.kind and self.kind.value, dict(self.facts)], sort_keys=True, default=str)
        return blake2b(told.encode() + b"\0" + self.text.encode(errors="replace"), digest_size=16).hexdigest()
