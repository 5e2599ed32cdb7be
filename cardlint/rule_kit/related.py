"""The other places that the message of a rule refers to."""

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Related


def to_key(card: Card, name: str, label: str) -> tuple[Related, ...]:
    """Return the name of a top-level field with ``label``; nothing if the card does not have the field."""
    entry = card.entry(name)
    return (Related(entry.key.span, label),) if entry is not None else ()


def to_value(card: Card, name: str, label: str) -> tuple[Related, ...]:
    """Return the first string in a top-level field, its value or in its list, with ``label``; an empty tuple if there is no string."""
    span = next((span for _, span in card.strings(name)), None)
    return (Related(span, label),) if span is not None else ()
