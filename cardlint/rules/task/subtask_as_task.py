"""A sub-task in ``pipeline_tag`` leaves the model without a task: the Hub does not look up the parent task.

Write the task that it belongs to; you can add the sub-task to the tags.

Source: @huggingface/tasks; the Hub warns as for any unknown task.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.task._words import TaskFault, correction, reason_for
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("unknown-task"):
        word = violation.found
        if reason_for(word) is not TaskFault.SUBTASK:
            continue
        parents: list[str] = vocabulary("subtasks")[word]["tasks"]
        yield Found(
            violation.span,
            f"`{word}` is a sub-task, not a task; use {' or '.join(map(quote, parents))}",
            correction(card, violation, parents[0], Applicability.SAFE) if len(parents) == 1 else None,
            violation.hub,
        )


RULE = Rule(
    name="subtask-as-task",
    code="CL112",
    category="metadata",
    severity=Severity.ERROR,
    hub=Verdict.WARNS,
    check=check,
    kinds=(Kind.MODEL,),
    signs=("breach:unknown-task",),
    examples=(
        Example(
            bad="pipeline_tag: «named-entity-recognition»",
            good="pipeline_tag: token-classification",
            fixed=True,
            message="`named-entity-recognition` is a sub-task, not a task; use `token-classification`",
        ),
        Example(bad="pipeline_tag: «semantic-segmentation»", good="pipeline_tag: image-segmentation", fixed=True),
    ),
    silent=(Example(good="pipeline_tag: nonsense"),),
)
