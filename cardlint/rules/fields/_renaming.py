"""Gives a field the name that was meant, so that the Hub reads it and other rules repair what it holds, or deletes its twin."""

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry
from cardlint.findings.diagnostic import Applicability, Fix
from cardlint.rule_kit import edits
from cardlint.rule_kit.field_names import Fit, fit


def deletion(card: Card, entry: Entry, name: str) -> Fix | None:
    """Return the fix that deletes ``entry``, provided that the field ``name`` says all that it says."""
    said, there = (value if isinstance(value, list) else [value] for value in (entry.value.data, card.fields[name]))
    present = set(map(repr, there))
    edit = edits.delete_field(card, entry) if all(repr(item) in present for item in said) else None
    return Fix("delete it", (edit,)) if edit is not None else None


def renaming(card: Card, entry: Entry, name: str) -> Fix | None:
    """Return the fix that calls ``entry`` ``name``; unsafe where its value is wrong there, for what was unread may now be refused."""
    fitting = fit(card, name, entry.value.data)
    if fitting is Fit.NOT_AT_ALL:
        return None
    applicability = Applicability.SAFE if fitting is Fit.WELL else Applicability.UNSAFE
    return Fix(f"rename it to {name}", (edits.rename(entry, name),), applicability)
