"""``model-index`` names several models, and tools assign all the scores to the last one.

A repository is one model. Put its results under one name, and those of other models in their own cards.

Source: huggingface_hub repocard_data.py, model_index_to_eval_results; 0 of 1,077 real cards with results have two.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.results._scores import child, models, text


def check(card: Card) -> Iterator[Found]:
    first: Span | None = None
    for model in models(card):
        node = child(model, "name")
        place = node.span if node is not None and node.end > node.start else model.span
        if first is not None:
            message = (
                f"`model-index` names a second model, {quote(text(model, 'name'), 30)}; keep the results of one model"
            )
            yield Found(place, message, related=(Related(first, "the first model"),))
        first = first or place


RULE = Rule(
    name="several-model-names",
    code="CL164",
    category="results",
    severity=Severity.WARNING,
    check=check,
    yields_to=("null-value",),
    fields=("model-index",),
    examples=(
        Example(
            bad="model-index:\n- name: one\n  results: []\n- name: «two»\n  results: []",
            good="model-index:\n- name: one\n  results: []",
            message="`model-index` names a second model, `two`; keep the results of one model",
        ),
    ),
)
