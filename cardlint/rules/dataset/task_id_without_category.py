"""The dataset names a sub-task but not its task, so the filter of that task does not find it.

The Hub does not add the task that a sub-task belongs to. Add it to ``task_categories``.

Source: @huggingface/tasks; the task filter reads task_categories.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    categories = {word for word, _ in card.strings("task_categories")}
    subtasks = vocabulary("subtasks")
    missing: set[str] = set()
    for word, span in card.strings("task_ids"):
        if word not in subtasks or not categories.isdisjoint(subtasks[word]["tasks"]):
            continue
        task, *others = subtasks[word]["tasks"]
        if task in missing:
            continue
        missing.add(task)
        edit = edits.add_to_field(card, "task_categories", task)
        applicability = Applicability.UNSAFE if others else Applicability.SAFE
        fix = Fix(f"add `{task}` to `task_categories`", (edit,), applicability) if edit is not None else None
        yield Found(span, f"`{word}` belongs to the task `{task}`; add that to `task_categories`", fix)


RULE = Rule(
    name="task-id-without-category",
    code="CL212",
    category="metadata",
    severity=Severity.INFO,
    kinds=(Kind.DATASET,),
    fields=("task_ids",),
    check=check,
    examples=(
        Example(
            bad="task_categories: [question-answering]\ntask_ids:\n- extractive-qa\n- «sentiment-classification»",
            good="task_categories: [question-answering, text-classification]\ntask_ids:\n- extractive-qa"
            "\n- sentiment-classification",
            kind=Kind.DATASET,
            fixed=True,
            message="`sentiment-classification` belongs to the task `text-classification`; add that to `task_categories`",
        ),
        Example(
            bad="task_ids: [«sentiment-classification», «extractive-qa»]",
            good="task_ids: [sentiment-classification, extractive-qa]"
            "\ntask_categories: [text-classification, question-answering]",
            kind=Kind.DATASET,
            fixed=True,
        ),
    ),
)
