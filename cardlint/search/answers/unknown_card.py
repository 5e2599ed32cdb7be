"""The error for a card that is not in the index, with the card that was probably meant."""

from cardlint.search.backends.protocol import Backend
from cardlint.system.errors import CardlintError
from cardlint.vocabulary import nearest


def unknown_card(id_: str, kind: str | None, backend: Backend) -> CardlintError:
    """Return the error that the index has no card ``id_`` of ``kind``; None means any kind.

    It suggests the card with the same name and another owner, or the one with the most similar id.
    """
    ids = [
        each for each in backend.ids() if kind is None or any(card.kind == kind for card in backend.cards_named(each))
    ]
    near = [each for each in ids if each.lower().rpartition("/")[2] == id_.lower()] or nearest(id_, ids, 1)
    hint = f"did you mean `{near[0]}`?" if near else f"`cardlint search` lists the {kind or 'card'}s of the index"
    return CardlintError(f"the index has no {kind or 'card'} `{id_}`", hint)
