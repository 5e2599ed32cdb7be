"""An empty list of results shows nothing; trainers write it if there was no evaluation.

Add the scores, or remove ``model-index``.

Source: transformers modelcard.py; 519 of 1,077 real cards with model-index.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Sequence
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.results._scores import child, models, results


def check(card: Card) -> Iterator[Found]:
    for model in models(card):
        node = child(model, "results")
        if isinstance(node, Sequence) and not node.items:
            yield Found(node.span, "`results` is empty; add the scores, or remove `model-index`")
    for result in results(card):
        node = child(result, "metrics")
        if isinstance(node, Sequence) and not node.items:
            yield Found(node.span, "`metrics` is empty; add the scores, or remove the result")


RULE = Rule(
    name="empty-results",
    code="CL170",
    category="results",
    severity=Severity.INFO,
    check=check,
    fields=("model-index",),
    examples=(
        Example(
            bad="model-index:\n- name: m\n  results: «[]»",
            good="license: mit",
            message="`results` is empty; add the scores, or remove `model-index`",
        ),
        Example(
            bad="model-index:\n- name: m\n  results:\n  - task: {type: x}\n    metrics: «[]»",
            good="model-index:\n- name: m\n  results:\n  - task: {type: x}\n    metrics: [{type: wer, value: 1}]",
        ),
    ),
)
