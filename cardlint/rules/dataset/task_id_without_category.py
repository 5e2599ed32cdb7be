"""A task id alone leaves the dataset out of the filter of its task.

The Hub does not add the task that a sub-task belongs to. Name it in ``task_categories``.

Source: @huggingface/tasks; the task filter reads task_categories.
"""

from collections.abc import Iterator

from cardlint import edits
from cardlint.card import Card
from cardlint.diagnostic import Fix, Severity
from cardlint.kind import Kind
from cardlint.rule import Example, Found, Rule
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    categories = {word for word, _ in card.strings("task_categories")}
    subtasks = vocabulary("subtasks")
    missing: set[str] = set()
    for word, span in card.strings("task_ids"):
        if word not in subtasks or not categories.isdisjoint(subtasks[word]["tasks"]):
            continue
        task = subtasks[word]["tasks"][0]
        if task in missing:
            continue
        missing.add(task)
        edit = (
            edits.insert_field(card, "task_categories", f"[{task}]") if "task_categories" not in card.fields else None
        )
        fix = Fix(f"add task_categories: [{task}]", (edit,)) if edit is not None and len(missing) == 1 else None
        yield Found(span, f"{word} belongs to the task {task}, which is not among the task_categories; add it", fix)


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
            good="task_categories: [question-answering, text-classification]\ntask_ids:\n- sentiment-classification",
            kind=Kind.DATASET,
            message="sentiment-classification belongs to the task text-classification,"
            " which is not among the task_categories; add it",
        ),
        Example(
            bad="task_ids: [«sentiment-classification»]",
            good="task_ids: [sentiment-classification]\ntask_categories: [text-classification]",
            kind=Kind.DATASET,
            fixed=True,
        ),
    ),
)
