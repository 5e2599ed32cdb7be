"""The field names a repository of the wrong type, such as a dataset instead of a model, so the push fails.

``base_model``, ``new_version`` and ``models`` take models, and ``datasets`` takes datasets. Move the id to the field
for its type.

Source: the Hub's answers to pushes: an id field takes ids of one kind, and no address.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.relations._ids import other_kinds

_KINDS = {
    "invalid-base-model": "model",
    "invalid-new-version": "model",
    "invalid-model-id": "model",
    "invalid-dataset-id": "dataset",
}
_NAMES = {"model": "a model", "dataset": "a dataset", "space": "a Space"}


def check(card: Card) -> Iterator[Found]:
    for rule, kind in _KINDS.items():
        for violation, reference in other_kinds(card, rule, kind):
            yield Found(
                violation.span,
                f"{quote(reference.id)} is {_NAMES[reference.kind or 'model']}; name {_NAMES[kind]} in `{violation.path[0]}`",
                hub=violation.hub,
                severity=violation.severity,
            )


RULE = Rule(
    name="wrong-repository-type",
    code="CL145",
    category="relations",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    check=check,
    kinds=(Kind.MODEL, Kind.SPACE),
    fields=("base_model", "new_version", "models", "datasets"),
    signs=(
        "breach:invalid-base-model",
        "breach:invalid-new-version",
        "breach:invalid-model-id",
        "breach:invalid-dataset-id",
    ),
    examples=(
        Example(
            bad="base_model: «https://huggingface.co/datasets/nyu-mll/glue»",
            good="datasets: nyu-mll/glue",
            message="`nyu-mll/glue` is a dataset; name a model in `base_model`",
        ),
        Example(bad="datasets:\n- «https://huggingface.co/a/b»", good="base_model: a/b\ndatasets:\n- a/b"),
    ),
)
