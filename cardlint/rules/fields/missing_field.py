"""A required field is missing from a part of the card, so the Hub rejects it, or tools cannot read it.

Write the field that the message names. The Hub takes a result without ``dataset``, but ``ModelCard.load`` fails on it;
``load_dataset`` fails on a subset without ``config_name``. Both are errors.

Source: the Hub answers '"model-index[0].results" is required'; @huggingface/hub 2.17.5; huggingface_hub 2.4.0 and
datasets 5.2.0, measured.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, show
from cardlint.card.kind import Kind
from cardlint.card.schema.shapes import fields_at
from cardlint.card.schema.violation import Violation
from cardlint.findings.diagnostic import Applicability, Fix, Severity, SharedCause, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits, missing
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    front_matter = card.front_matter
    violations = card.violations("missing-field")
    if not violations or front_matter is None or not front_matter.complete:
        return  # the field may be in what an error of the YAML cut off
    for violation in violations:
        if (outside := _outside(card, violation)) is not None:
            yield outside
            continue
        what = quote(show(violation.path), 60) if violation.path else "the card"
        lacks = f"the required field {quote(violation.expected)}{violation.consequence}"
        owner = show([step for step in violation.path if isinstance(step, str)])
        yield Found(
            violation.span if violation.path else card.top,
            f"{what} lacks {lacks}; add it",
            _named(card, violation),
            hub=violation.hub,
            severity=violation.severity,
            alike=SharedCause(f"entries of {quote(owner, 60)} lack {lacks}", "add it"),
        )


def _outside(card: Card, violation: Violation) -> Found | None:
    """Report a field that stands next to the list whose last item lacks it, where it has no meaning: it is not indented enough."""
    if len(violation.path) < 2:
        return None
    *_, name, index = violation.path
    outer_path = violation.path[:-2]
    outer = card.node(*outer_path)
    if not isinstance(index, int) or not isinstance(outer, Mapping) or violation.expected not in outer.index:
        return None
    items = outer.index[name].value.data
    entry = outer.index[violation.expected]
    is_last = isinstance(items, list) and index == len(items) - 1
    if not is_last or outer.flow or violation.expected in fields_at(card.kind.value, outer_path):
        return None
    if outer.entries.index(entry) <= outer.entries.index(outer.index[name]):
        return None
    field = quote(str(violation.expected))
    message = f"{field} belongs to the last item of {quote(str(name))}, but is not indented enough; indent it"
    return Found(entry.key.span, message, hub=violation.hub, severity=violation.severity)


def _named(card: Card, violation: Violation) -> Fix | None:
    """Name the results of a model after its repository."""
    name, node = missing.value_from_name(card, (*violation.path, violation.expected)), violation.node
    if name is None or not isinstance(node, Mapping):
        return None
    edit = edits.insert_first(card.source, node, "name", edits.to_yaml(name))
    return Fix(f"add {quote(f'name: {name}', 80)}", (edit,), Applicability.UNSAFE) if edit is not None else None


RULE = Rule(
    name="missing-field",
    code="CL053",
    category="fields",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    signs=("breach:missing-field",),
    yields_to=("missing-sdk", "null-value"),
    examples=(
        Example(
            bad="model-index:\n- «name»: my-model",
            good="model-index:\n- name: my-model\n  results: []",
            message="`model-index[0]` lacks the required field `results`; add it",
        ),
        Example(
            bad="model-index:\n- name: a\n  results:\n  - «task»: {name: Fill-Mask}\n    dataset: {type: x, name: X}\n"
            "    metrics: []",
            good="model-index:\n- name: a\n  results: []",
            message="`model-index[0].results[0].task` lacks the required field `type`; add it",
        ),
        Example(
            bad="model-index:\n- name: a\n«results»:\n- task: {type: fill-mask}\n  dataset: {type: x, name: X}\n  metrics: []",
            good="model-index:\n- name: a\n  results:\n  - task: {type: fill-mask}\n    dataset: {type: x, name: X}\n    metrics: []",
            message="`results` belongs to the last item of `model-index`, but is not indented enough; indent it",
        ),
        Example(
            bad="configs:\n- «data_files»: a.csv",
            good="configs:\n- config_name: a\n  data_files: a.csv",
            kind=Kind.DATASET,
            message="`configs[0]` lacks the required field `config_name`, so `load_dataset` fails; add it",
        ),
        Example(
            bad="model-index:\n- name: a\n  results:\n  - «task»: {type: fill-mask}\n    metrics: []",
            good="model-index:\n- name: a\n  results: []",
            message="`model-index[0].results[0]` lacks the required field `dataset`, so `ModelCard.load` fails; add it",
        ),
        Example(
            bad="model-index:\n- «results»: []\n",
            good="model-index:\n- name: my-model\n  results: []\n",
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/me/my-model\n'},
            fixed=True,
        ),
        Example(
            bad="model-index: [{«results»: []}]",
            good='model-index: [{name: "1.0", results: []}]',
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/me/1.0\n'},
            fixed=True,
        ),
    ),
)
