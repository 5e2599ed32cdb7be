"""The first field for a card without any, suggested by the files next to it.

Front matter needs a field; once it has one, the rules about missing fields add the others.
"""

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.rule_kit.suggestions import license_file
from cardlint.rule_kit.suggestions.library import library_of_files
from cardlint.rule_kit.suggestions.sdk import sdk_of
from cardlint.system.named_tuple import NamedTuple


class NewField(NamedTuple):
    """A field to write, and its value."""

    name: str
    value: str


def first_field(card: Card) -> NewField | None:
    """Return the field that the card needs most and its files make certain; None if there is no such field."""
    if card.kind is Kind.SPACE and (sdk := sdk_of(card.repository)) is not None:
        return NewField("sdk", sdk)
    if (license_id := license_file.identifier(card)) is not None:
        return NewField("license", license_id)
    if card.kind is Kind.MODEL and (library := library_of_files(card)) is not None:
        return NewField("library_name", library)
    return None
