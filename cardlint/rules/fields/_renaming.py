"""Gives a field the name that was meant, so that the Hub reads it and other rules repair what it holds."""

from cardlint import edits
from cardlint.card import Card
from cardlint.diagnostic import Applicability, Fix
from cardlint.field_names import Fit, fit
from cardlint.front_matter.node import Entry


def renaming(card: Card, entry: Entry, name: str) -> Fix | None:
    """Return the fix that calls ``entry`` ``name``; unsafe where its value is wrong there, for what was unread may now be refused."""
    fitting = fit(card, name, entry.value.data)
    if fitting is Fit.NOT_AT_ALL:
        return None
    applicability = Applicability.SAFE if fitting is Fit.WELL else Applicability.UNSAFE
    return Fix(f"rename it to {name}", (edits.rename(entry, name),), applicability)
