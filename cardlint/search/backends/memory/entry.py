"""The entry from which a document was built."""

from cardlint.card.kind import Kind
from cardlint.search.documents.document import Document
from cardlint.search.documents.entry import CardEntry


def entry_of(document: Document) -> CardEntry:
    """Return an entry from which ``document`` can be rebuilt. It does not refer to files next to the card."""
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
