"""Corrections of a word in one of the lists of a dataset card."""

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Sequence
from cardlint.card.schema.violation import Violation
from cardlint.findings.diagnostic import Applicability, Edit, Fix
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits

MOST_HINTS = 50
"""Wrong words of one kind in a card that are compared with the right ones: a comparison takes a millisecond."""


def is_same_word(one: str, other: str) -> bool:
    """Return whether two words differ only in case, spaces and punctuation."""
    return _letters(one) == _letters(other)


def correction(card: Card, violation: Violation, word: str, is_safe: bool = False) -> Fix | None:
    """Return the fix that replaces a wrong item with ``word``, or removes the item if the list has ``word`` already.

    It is safe if only the spelling changes, or if ``is_safe``.
    """
    node = violation.node
    if node is None:
        return None
    safe = is_safe or is_same_word(str(violation.found), word)
    applicability = Applicability.SAFE if safe else Applicability.UNSAFE
    if word in list_of(card, violation).data:
        return deletion(card, violation, applicability)
    return Fix(f"replace with `{word}`", (edits.replace(card.source, node, word),), applicability)


def deletion(card: Card, violation: Violation, applicability: Applicability) -> Fix | None:
    """Return the fix that removes a list item."""
    field, index = violation.path[0], violation.path[-1]
    entry = card.entry(field) if isinstance(field, str) else None
    edit: Edit | None = None
    if entry is not None and isinstance(index, int):
        edit = edits.delete_item_of(card, entry, index)
    return Fix("remove the item", (edit,), applicability) if edit is not None else None


def moved(card: Card, change: Fix | None, field: str, word: str, applicability: Applicability) -> Fix | None:
    """Return ``change``, which removes a word from its list, plus the edit that adds the word to ``field`` if missing."""
    if change is None or any(each == word for each, _ in card.strings(field)):
        return change
    edit = edits.add_to_field(card, field, word)
    title = f"{change.title} and add {quote(word)} to `{field}`"
    return Fix(title, (*change.edits, edit), applicability) if edit is not None else None


def list_of(card: Card, violation: Violation) -> Sequence:
    """Return the list that a wrong item is in; an empty one if it is not in a list."""
    parent = card.node(*violation.path[:-1])
    return parent if isinstance(parent, Sequence) else Sequence(0, True)


def _letters(word: str) -> str:
    return "".join(character for character in word.lower() if character.isalnum())
