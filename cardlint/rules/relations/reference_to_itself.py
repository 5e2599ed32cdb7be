"""A model that names itself as its base or its newer version leads its readers in a circle.

Name the other model, or delete the field.

Source: hub-docs model-cards.md; the id of the repository is known from the clone or the cache it lies in.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.kind import Kind
from cardlint.rule import Example, Found, Rule

_FIELDS = ("base_model", "new_version")


def check(card: Card) -> Iterator[Found]:
    origin = card.repository.origin if card.repository is not None else None
    if origin is None or origin[0] != "model":
        return
    for name in _FIELDS:
        for text, span in card.strings(name):
            if text.casefold() == origin[1].casefold():
                yield Found(span, f"{name} names this very repository, {origin[1]}; name the other one")


RULE = Rule(
    name="reference-to-itself",
    code="CL147",
    category="relations",
    severity=Severity.ERROR,
    check=check,
    kinds=(Kind.MODEL,),
    fields=_FIELDS,
    examples=(
        Example(
            bad="base_model: «a/b»\nnew_version: «A/b»",
            good="base_model: a/c\nnew_version: a/d",
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/a/b\n'},
            message="base_model names this very repository, a/b; name the other one",
        ),
    ),
)
