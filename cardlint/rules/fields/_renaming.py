"""Renames a field to the name that was meant, so that the Hub reads it and other rules fix its value, or removes a duplicate."""

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry
from cardlint.findings.diagnostic import Applicability, Fix
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.field_names import Fit, fit


def deletion(card: Card, entry: Entry, name: str) -> Fix | None:
    """Return the fix that removes ``entry``, provided that the field ``name`` contains all its values."""
    said, there = (value if isinstance(value, list) else [value] for value in (entry.value.data, card.fields[name]))
    present = set(map(repr, there))
    edit = edits.delete_field(card, entry) if all(repr(item) in present for item in said) else None
    return Fix("remove the field", (edit,)) if edit is not None else None


def renaming(card: Card, entry: Entry, name: str) -> Fix | None:
    """Return the fix that renames ``entry`` to ``name``; unsafe if its value does not fit, since the Hub may then reject it."""
    fitting = fit(card, name, entry.value.data)
    if fitting is Fit.NOT_AT_ALL:
        return None
    applicability = Applicability.SAFE if fitting is Fit.WELL else Applicability.UNSAFE
    return Fix(f"rename to {quote(name)}", (edits.rename(entry, name),), applicability)
