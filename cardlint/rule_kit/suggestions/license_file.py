"""The LICENSE file next to a card, and the licenses whose text it contains."""

from cardlint.card.card import Card
from cardlint.card.repository import BrokenFile
from cardlint.card.repository.license_text import recognize_text
from cardlint.vocabulary import vocabulary

_STEMS = ("license", "licence", "copying", "unlicense")
_SUFFIXES = ("", ".md", ".txt", ".rst")


def find(card: Card) -> str | None:
    """Return the name of the file that the Hub's page falls back to, or None if there is none."""
    if card.repository is None:
        return None
    by_name = {name.lower(): name for name in reversed(card.repository.top)}
    for stem in _STEMS:
        for suffix in _SUFFIXES:
            if name := by_name.get(stem + suffix):
                return name
    return None


def recognize_file(card: Card, name: str) -> frozenset[str]:
    """Return the licenses whose text the file ``name`` contains; none if it cannot be read."""
    try:
        text = card.repository.text(name) if card.repository is not None else None
    except BrokenFile:
        return frozenset()
    return recognize_text(text) if text else frozenset()


def identifier(card: Card) -> str | None:
    """Return the Hub's identifier of the license whose text is next to the card; None unless there is exactly one."""
    name = find(card)
    known = [word for word in recognize_file(card, name) if word in vocabulary("licenses")] if name else []
    return known[0] if len(known) == 1 else None
