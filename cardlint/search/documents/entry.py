"""A card to be indexed, and the further data from its source."""

from collections.abc import Mapping
from hashlib import blake2b
from json import dumps
from typing import TYPE_CHECKING, Any

from cardlint.system.named_tuple import NamedTuple

if TYPE_CHECKING:  # opening an index for a search does not need the code that reads cards
    from cardlint.card.kind import Kind
    from cardlint.card.repository import Repository

_NO_FACTS: Mapping[str, Any] = {}


class CardEntry(NamedTuple):
    """A card from a source. ``path`` is unique in an index.

    ``facts`` are ``downloads``, ``likes``, ``created``, ``updated``, ``files`` (names), ``config``, and any further data that
    the source has.
    """

    path: str
    id: str
    text: str
    kind: "Kind | None" = None
    facts: Mapping[str, Any] = _NO_FACTS
    repository: "Repository | None" = None
    hash: str = ""  # empty: computed from the text and the facts
    source: str = ""  # the name of the source
    stamp: str = ""  # identifies the state of the card's files for the source

    @property
    def digest(self) -> str:
        """The hash of everything from which the document is built, which shows whether the card changed."""
        if self.hash:
            return self.hash
        parts = dumps([self.id, self.kind and self.kind.value, dict(self.facts)], sort_keys=True, default=str)
        return blake2b(parts.encode() + b"\0" + self.text.encode(errors="replace"), digest_size=16).hexdigest()
