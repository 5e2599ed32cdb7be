"""Whether a card lacks a field, so that a rule may ask for it."""

from cardlint.card import Card
from cardlint.field_names import Standing, strays


def lacks(card: Card, name: str) -> bool:
    """Return whether nothing in the front matter gives the field, not even under a wrong name.

    False for a card without front matter, and where an error cut it short: other rules tell of those.
    """
    front_matter = card.front_matter
    if front_matter is None or not front_matter.complete or not card.fields or name in card.fields:
        return False
    return not any(
        stray.meant == name for standing in (Standing.SLIP, Standing.CASE) for stray in strays(card, standing)
    )
