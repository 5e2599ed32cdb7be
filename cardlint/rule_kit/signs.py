"""What a card shows at a glance, so that a rule which could not find anything in it need not even be imported.

Importing a rule costs as much as running all of them over the body. Rules say in ``signs`` what wakes them:

``fault``           the bytes are no UTF-8 text, or hold a NUL
``name``            the file is not called README.md
``fences``          no front matter, or one with a defect, without fields, or with a second fence
``problems``        faults of the YAML
``differing``       values that PyYAML reads otherwise
``strays``          fields that mean nothing in a card of this kind
``files``           a repository is around the card
``breach:RULE``     the schema is broken in a way that RULE reports
``file:NAME``       the file or folder NAME is beside the card
``lacks:FIELD``     the top-level field is not written
``text:WORD``       the text holds the word, in any case; written in small letters
"""

from collections.abc import Iterable, Iterator

from cardlint.card.card import Card
from cardlint.card.schema import fields


class Signs:
    """The signs that rules wait for, sorted by how they are looked for. Words of the text are ``words``' business."""

    def __init__(self, awaited: Iterable[str]) -> None:
        signs = sorted(set(awaited))
        self._files = {sign[5:]: sign for sign in signs if sign.startswith("file:")}
        self._lacking = {sign[6:]: sign for sign in signs if sign.startswith("lacks:")}
        self._breaches = {sign[7:]: sign for sign in signs if sign.startswith("breach:")}

    def find(self, card: Card) -> frozenset[str]:
        """Return the signs that ``card`` shows."""
        fields = card.fields
        found = [sign for field, sign in self._lacking.items() if field not in fields]
        found += [self._breaches[name] for name in card.breached if name in self._breaches]
        found += _states(card)
        if card.repository is not None:
            found += [self._files[name] for name in card.repository.top if name in self._files]
        return frozenset(found)


def words(signs: Iterable[str]) -> tuple[str, ...]:
    """Return the words among ``signs``."""
    return tuple(sign[5:] for sign in signs if sign.startswith("text:"))


def _states(card: Card) -> Iterator[str]:
    source, block, front_matter = card.source, card.block, card.front_matter
    if source.fault is not None or "\0" in source.text:
        yield "fault"
    if not source.path.endswith("README.md"):
        yield "name"
    if (
        block is None
        or block.defect is not None
        or card.root is None
        or source.text.startswith("---", block.content.start)
    ):
        yield "fences"
    if front_matter is not None and front_matter.problems:
        yield "problems"
    if front_matter is not None and front_matter.differing:
        yield "differing"
    if not card.fields.keys() <= fields.known(card.kind.value).keys():
        yield "strays"
    if card.repository is not None and card.repository.known:
        yield "files"
