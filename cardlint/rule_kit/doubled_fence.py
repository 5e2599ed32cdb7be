"""Two ``---`` lines at the top of a card: whether what follows is its text, or its fields."""

from cardlint.card.card import Card
from cardlint.card.schema import fields


def is_body_read(card: Card) -> bool:
    """Return whether the Hub reads the text of ``card`` as its front matter: a second ``---`` follows the first, and no field."""
    block = card.block
    if block is None or not block.found:
        return False
    second, _, _ = card.source.slice(block.content).partition("\n")
    return second.rstrip() == "---" and not card.fields.keys() & fields.all_known()
