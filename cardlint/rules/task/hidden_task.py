"""The Hub accepts this task but hides it from its task filter, so nobody finds the model by it.

If a task that the Hub lists fits as well, write that one.

Source: @huggingface/tasks: tasks with ``hideInModels``.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    node = card.node("pipeline_tag")
    tasks = vocabulary("tasks")
    if node is not None and isinstance(node.data, str) and node.data in tasks and tasks[node.data]["hidden_in_models"]:
        yield Found(
            node.span, f"the Hub hides `{node.data}` from its task filter; use a task that it lists, if one fits"
        )


RULE = Rule(
    name="hidden-task",
    code="CL113",
    category="metadata",
    severity=Severity.INFO,
    check=check,
    kinds=(Kind.MODEL,),
    examples=(
        Example(
            bad="pipeline_tag: «multiple-choice»",
            good="pipeline_tag: question-answering",
            message="the Hub hides `multiple-choice` from its task filter; use a task that it lists, if one fits",
        ),
    ),
)
