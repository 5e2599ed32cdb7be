"""The tags of a card with their places, and how to remove one."""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar, Sequence
from cardlint.findings.diagnostic import Edit
from cardlint.rule_kit import edits


def tags(card: Card) -> Iterator[tuple[int, str, Scalar]]:
    """Yield each item of the list ``tags`` that is a string, with its index."""
    node = card.node("tags")
    if isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            if isinstance(item, Scalar) and isinstance(item.data, str):
                yield index, item.data, item


def deletion(card: Card, index: int) -> Edit | None:
    """Return the edit that removes a tag, or the field if it has no other; None if the layout does not allow it."""
    entry = card.entry("tags")
    return edits.delete_item_of(card, entry, index) if entry is not None else None
