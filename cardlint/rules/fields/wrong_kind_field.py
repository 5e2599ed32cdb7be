"""The Hub ignores a field that belongs to another kind of card, such as ``sdk`` on a model or ``pipeline_tag`` on a Space.

Remove it, or move it to the card that it was meant for. If the kind of the card was inferred, and most of its fields or its files
indicate the kind that the field belongs to, no fix removes it: the guess may be wrong.

Source: the types of the three cards in @huggingface/hub 2.17.5; 56 of 7,116 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry
from cardlint.card.kind import Kind
from cardlint.card.repository.formats import PICKLED, WEIGHTS
from cardlint.card.repository.weights import weights
from cardlint.card.schema import fields
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.field_names import Standing, kinds_of, strays
from cardlint.rule_kit.rule import Example, Found, Rule

_NAMES = {Kind.MODEL: "model", Kind.DATASET: "dataset", Kind.SPACE: "Space", Kind.KERNEL: "kernel"}


def check(card: Card) -> Iterator[Found]:
    others = list(strays(card, Standing.OTHER_KIND))
    for stray in others:
        owners = " and ".join(_NAMES[kind] for kind in kinds_of(stray.name))
        instead = fields.wild(card.kind.value).get(stray.name, {}).get("x-instead")
        advice = f"add its value to {quote(instead)}" if instead else "remove it"
        fix = _move(card, stray.entry, instead) if instead else _delete(card, stray.entry)
        what = f"{owners} cards, ignored in a {_NAMES[card.kind]} card"
        alike = None if instead else SharedCause(f"fields are of {what}", "remove them", quote(stray.name))
        message = f"{quote(stray.name)} is a field of {what}; {advice}"
        yield Found(stray.entry.key.span, message, fix if _is_sure_of_kind(card, len(others)) else None, alike=alike)


def _is_sure_of_kind(card: Card, others: int) -> bool:
    """Return whether the kind is known, or indicated by more fields than those of ``others`` and by no weights next to the card."""
    repository = card.repository
    if card.stated_kind is not None or (repository is not None and repository.origin is not None):
        return True
    if card.kind is not Kind.MODEL and repository is not None and weights(repository, WEIGHTS + PICKLED):
        return False
    own = fields.own(card.kind.value)
    return sum(name in own for name in card.fields) > others


def _delete(card: Card, entry: Entry) -> Fix | None:
    edit = edits.delete_field(card, entry)
    return Fix("remove the field", (edit,), Applicability.UNSAFE) if edit is not None else None


def _move(card: Card, entry: Entry, name: str) -> Fix | None:
    """Return the fix that moves the word in ``entry`` to the list in the field ``name``."""
    word, there = entry.value.data, card.entry(name)
    title = f"move it to {quote(name)}"
    if not isinstance(word, str):
        return None
    if there is None:
        return Fix(title, (Edit(entry.span, f"{name}: [{edits.to_yaml(word)}]"),), Applicability.UNSAFE)
    made = [edits.delete_field(card, entry)]
    if word not in (text for text, _ in card.strings(name)):
        made.append(edits.append(card, there, word))
    return Fix(title, tuple(edit for edit in made if edit), Applicability.UNSAFE) if None not in made else None


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
            message="`sdk` is a field of Space cards, ignored in a model card; remove it",
        ),
        Example(
            bad="license: mit\n«library_name»: argilla",
            good="license: mit\ntags: [argilla]",
            kind=Kind.DATASET,
            fixed=True,
            message="`library_name` is a field of model cards, ignored in a dataset card; add its value to `tags`",
        ),
        Example(
            bad="«library_name»: argilla\ntags:\n- a\nlicense: mit",
            good="tags:\n- a\n- argilla\nlicense: mit",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(bad="tags: [argilla]\n«library_name»: argilla", good="tags: [argilla]", kind=Kind.DATASET, fixed=True),
        Example(bad="«task_categories»: {a: b}\nlicense: mit", good="license: mit"),
    ),
)
