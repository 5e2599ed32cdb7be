"""What a card shows at a glance, so that a rule that could not find anything in it is not even imported.

Importing a rule costs as much as running all of them over the body. Rules list in ``signs`` what triggers them:

``fault``           the file is not UTF-8 text, or contains a NUL
``name``            the file is not called README.md
``fences``          no front matter, or one with a defect, without fields, or with a second fence
``problems``        errors in the YAML
``differing``       values that PyYAML reads differently
``rejections``        what PyYAML rejects although the Hub reads it
``strays``          fields that have no meaning in a card of this kind
``files``           the card is in a repository
``breach:RULE``     the schema is broken in a way that RULE reports
``file:NAME``       the file or folder NAME is next to the card
``ends:SUFFIX``     a file or folder whose name ends with SUFFIX is next to the card
``lacks:FIELD``     the top-level field is missing
``text:WORD``       the text contains the word, in any case of its ASCII letters; they are written in lower case
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cardlint.card.schema import fields

if TYPE_CHECKING:
    from cardlint.card.card import Card


class Signs:
    """The signs that trigger rules, sorted by how they are looked up. Words in the text are handled by ``words``."""

    def __init__(self, awaited: Iterable[str]) -> None:
        signs = sorted(set(awaited))
        self._files = {sign[5:]: sign for sign in signs if sign.startswith("file:")}
        self._endings = {sign[5:]: sign for sign in signs if sign.startswith("ends:")}
        self._any_ending = tuple(self._endings)
        self._lacking = {sign[6:]: sign for sign in signs if sign.startswith("lacks:")}
        self._breaches = {sign[7:]: sign for sign in signs if sign.startswith("breach:")}

    def find(self, card: "Card") -> frozenset[str]:
        """Return the signs that ``card`` shows."""
        fields = card.fields
        found = [sign for field, sign in self._lacking.items() if field not in fields]
        found += [self._breaches[name] for name in card.breached if name in self._breaches]
        found += _states(card)
        if card.repository is not None:
            top = card.repository.top
            found += [self._files[name] for name in top if name in self._files]
            for name in top:
                if name.endswith(self._any_ending):
                    found += [sign for ending, sign in self._endings.items() if name.endswith(ending)]
        return frozenset(found)


def words(signs: Iterable[str]) -> tuple[str, ...]:
    """Return the words among ``signs``."""
    return tuple(sign[5:] for sign in signs if sign.startswith("text:"))


def _states(card: "Card") -> Iterator[str]:
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
    if front_matter is not None and front_matter.rejections:
        yield "rejections"
    if not card.fields.keys() <= fields.known(card.kind.value).keys():
        yield "strays"
    if card.repository is not None and card.repository.known:
        yield "files"
