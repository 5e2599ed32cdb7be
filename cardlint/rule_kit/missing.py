"""Whether a card lacks a field, so that a rule may ask for it, and the value that the name of its repository suggests."""

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Path
from cardlint.rule_kit.field_names import Standing, strays


def lacks(card: Card, name: str) -> bool:
    """Return whether nothing in the front matter gives the field, not even under a wrong name.

    False for a card without front matter or with an error that cut it short: other rules report those.
    """
    front_matter = card.front_matter
    if front_matter is None or not front_matter.complete or not card.fields or name in card.fields:
        return False
    return not any(
        stray.meant == name for standing in (Standing.SLIP, Standing.CASE) for stray in strays(card, standing)
    )


def value_from_name(card: Card, path: Path) -> str | None:
    """Return the value at ``path`` that the name of the repository suggests: the title of a Space, the name of a model's results."""
    origin = card.repository.origin if card.repository is not None else None
    if origin is None:
        return None
    name = origin.id.rpartition("/")[2]
    if path == ("title",) and origin.kind == "space":
        return _title(name)
    return name if path[:1] == ("model-index",) and path[2:] == ("name",) and origin.kind == "model" else None


def _title(name: str) -> str | None:
    """Return ``My Demo`` for ``my-demo``."""
    words = name.replace("-", " ").replace("_", " ").split()
    return " ".join(word[0].upper() + word[1:] for word in words) or None
