"""A field that only cards of another kind have is not read: a model has no ``sdk``, a Space no ``pipeline_tag``.

Delete it, or move it to the card that it was meant for.

Source: the types of the three cards in @huggingface/hub 2.17.5; 56 of 7,116 real cards.
"""

from collections.abc import Iterator

from cardlint import edits
from cardlint.card import Card
from cardlint.diagnostic import Applicability, Fix, Severity
from cardlint.field_names import Standing, kinds_of, strays
from cardlint.kind import Kind
from cardlint.rule import Example, Found, Rule
from cardlint.schema import fields

_NAMES = {Kind.MODEL: "model", Kind.DATASET: "dataset", Kind.SPACE: "Space"}


def check(card: Card) -> Iterator[Found]:
    for stray in strays(card, Standing.OTHER_KIND):
        owners = " and ".join(_NAMES[kind] for kind in kinds_of(stray.name))
        instead = fields.wild(card.kind.value).get(stray.name, {}).get("x-instead")
        advice = f"put its value among the {instead}" if instead else "delete it"
        fix = None
        if card.root is not None and not instead and len(card.root.entries) > 1:
            edit = edits.delete_entry(card.source, card.root, stray.entry)
            fix = Fix("delete the field", (edit,), Applicability.UNSAFE) if edit is not None else None
        yield Found(
            stray.entry.key.span,
            f"{stray.name} is a field of {owners} cards, not read in a {_NAMES[card.kind]} card; {advice}",
            fix,
        )


RULE = Rule(
    name="wrong-kind-field",
    code="CL048",
    category="fields",
    severity=Severity.WARNING,
    check=check,
    signs=("strays",),
    examples=(
        Example(
            bad="license: mit\n«sdk»: gradio",
            good="license: mit",
            fixed=True,
            message="sdk is a field of Space cards, not read in a model card; delete it",
        ),
        Example(
            bad="license: mit\n«library_name»: argilla",
            good="license: mit\ntags: [argilla]",
            kind=Kind.DATASET,
            message="library_name is a field of model cards, not read in a dataset card; put its value among the tags",
        ),
    ),
)
