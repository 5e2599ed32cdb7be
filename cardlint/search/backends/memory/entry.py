"""The card that a document was made of."""

from cardlint.card.kind import Kind
from cardlint.search.documents.document import Document
from cardlint.search.documents.entry import CardEntry


def entry_of(document: Document) -> CardEntry:
    """Return what ``document`` can be made of again. Files next to the card are not looked for."""
    return CardEntry(
        document.path,
        document.id,
        document.text,
        Kind(document.kind),
        document.facts,
        None,
        document.hash,
        document.source,
        document.stamp,
    )
