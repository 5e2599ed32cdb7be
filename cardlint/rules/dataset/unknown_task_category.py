"""The Hub does not know this task category, so the dataset appears on no task page.

The Hub warns on the push, and its task filter skips the dataset. Write the id of a task: the last part of the URL of
its page under huggingface.co/tasks. Anything finer than a task belongs in ``task_ids`` or the tags.

Source: the Hub's answer to a push; @huggingface/tasks; 225 values in 2,426 real dataset cards, half of them retired
tasks.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._words import MOST_HINTS, correction, moved
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    for number, violation in enumerate(card.violations("unknown-task-category")):
        word = violation.found
        tasks, subtasks = vocabulary("tasks"), vocabulary("subtasks")
        if instead := tasks.instead_of(word):
            message = f"the Hub retired the task {quote(word)}; use {' or '.join(map(quote, instead))}"
            fix = correction(card, violation, instead[0]) if len(instead) == 1 else None
            yield Found(violation.span, message, fix, violation.hub)
        elif word in subtasks:
            task = subtasks[word]["tasks"][0]
            message = f"task id `{word}` belongs in `task_ids`; use `{task}` here"
            fix = moved(card, correction(card, violation, task), "task_ids", word, Applicability.UNSAFE)
            yield Found(violation.span, message, fix, violation.hub)
        else:
            near = tasks.suggest_listed(word, "hidden_in_datasets") if number < MOST_HINTS else ()
            fix = correction(card, violation, near[0]) if len(near) == 1 else None
            is_new = tasks.may_be_new(word)
            look_up = "check huggingface.co/tasks" if is_new else "choose one from huggingface.co/tasks"
            hint = f"did you mean {' or '.join(map(quote, near))}?" if near else look_up
            fault = tasks.not_known if is_new else "is not a task of the Hub"
            yield Found(violation.span, f"task category {quote(word)} {fault}; {hint}", fix, violation.hub)


RULE = Rule(
    name="unknown-task-category",
    code="CL210",
    category="metadata",
    severity=Severity.WARNING,
    hub=Verdict.WARNS,
    kinds=(Kind.DATASET,),
    fields=("task_categories",),
    check=check,
    breach=True,
    yields_to=("comma-list",),
    examples=(
        Example(
            bad="task_categories:\n- «sumarization»",
            good="task_categories:\n- summarization",
            kind=Kind.DATASET,
            fixed=True,
            message="task category `sumarization` is not a task of the Hub; did you mean `summarization`?",
        ),
        Example(
            bad="task_categories: [«Token Classification», other]",
            good="task_categories: [token-classification, other]",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="task_categories:\n- text-generation\n- «conversational»",
            good="task_categories:\n- text-generation",
            kind=Kind.DATASET,
            fixed=True,
            message="the Hub retired the task `conversational`; use `text-generation`",
        ),
        Example(
            bad="task_categories: [«qa»]", good="task_categories: [question-answering]", kind=Kind.DATASET, fixed=True
        ),
        Example(
            bad="task_categories: [«audio»]",
            good="task_categories: [automatic-speech-recognition]",
            kind=Kind.DATASET,
            message="task category `audio` is not a task of the Hub; choose one from huggingface.co/tasks",
        ),
        Example(bad="task_categories: [«legal-search»]", good="task_categories: [text-retrieval]", kind=Kind.DATASET),
        Example(
            bad="task_categories: [«named-entity-recognition»]",
            good="task_categories: [token-classification]\ntask_ids: [named-entity-recognition]",
            kind=Kind.DATASET,
            fixed=True,
            message="task id `named-entity-recognition` belongs in `task_ids`; use `token-classification` here",
        ),
    ),
)
