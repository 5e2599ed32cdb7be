"""The Hub does not know this task id, so it does not show it and no filter finds the dataset by it.

The ids are the sub-tasks of the Hub's tasks. Ids like ``text-classification-other-emotion`` were allowed only in 2021
and 2022: if the part after ``other-`` is an id, write that; otherwise, write it as a tag.

Source: the Hub's answer to a push; @huggingface/tasks; 234 values in 2,426 real dataset cards, 140 of them with
``-other-``.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.schema.violation import Violation
from cardlint.findings.diagnostic import Applicability, Severity, SharedCause, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._words import MOST_HINTS, correction, deletion, moved
from cardlint.vocabulary import vocabulary

_OWN_WORDS = "other-"  # how people named tasks of their own


def check(card: Card) -> Iterator[Found]:
    for number, violation in enumerate(card.violations("unknown-task-id")):
        word = violation.found
        if word in vocabulary("tasks"):
            yield _category(card, violation)
        elif _OWN_WORDS in word:
            yield _own_words(card, violation)
        else:
            subtasks = vocabulary("subtasks")
            near = subtasks.suggest(word) if number < MOST_HINTS else ()
            fix = correction(card, violation, near[0]) if len(near) == 1 else None
            hint = f"did you mean {' or '.join(map(quote, near))}?" if near else "write it as a tag"
            may_be_new = subtasks.may_be_new(word)
            fault = subtasks.not_known if may_be_new else "is not a sub-task of the Hub"
            message = f"task id {quote(word)} {fault}; {hint}"
            what = (
                f"task ids are {subtasks.not_known.removeprefix('is ')}"
                if may_be_new
                else "task ids are not sub-tasks of the Hub"
            )
            alike = None if near else SharedCause(what, "write them as tags", quote(word))
            yield Found(violation.span, message, fix, violation.hub, alike=alike)


def _category(card: Card, violation: Violation) -> Found:
    word = violation.found
    gone = deletion(card, violation, Applicability.SAFE)
    fix = moved(card, gone, "task_categories", word, Applicability.SAFE)
    return Found(violation.span, f"`{word}` is a task category; move it to `task_categories`", fix, violation.hub)


def _own_words(card: Card, violation: Violation) -> Found:
    word = violation.found
    known = word.rpartition(_OWN_WORDS)[2]
    if known in vocabulary("subtasks"):
        fix = correction(card, violation, known, is_safe=True)
        return Found(violation.span, f"the Hub retired task ids with `{_OWN_WORDS}`; use `{known}`", fix, violation.hub)
    message = f"the Hub retired task ids with `{_OWN_WORDS}`; write {quote(known)} as a tag"
    gone = deletion(card, violation, Applicability.UNSAFE)
    fix = moved(card, gone, "tags", known, Applicability.UNSAFE) if known else None
    alike = SharedCause(f"task ids with `{_OWN_WORDS}`, which the Hub retired", "write them as tags", quote(known))
    return Found(violation.span, message, fix, violation.hub, alike=alike)


RULE = Rule(
    name="unknown-task-id",
    code="CL211",
    category="metadata",
    severity=Severity.WARNING,
    hub=Verdict.WARNS,
    kinds=(Kind.DATASET,),
    fields=("task_ids",),
    check=check,
    breach=True,
    yields_to=("comma-list",),
    examples=(
        Example(
            bad="task_ids:\n- «named-entity-recogniton»",
            good="task_ids:\n- named-entity-recognition",
            kind=Kind.DATASET,
            fixed=True,
            message="task id `named-entity-recogniton` is not a sub-task of the Hub; did you mean `named-entity-recognition`?",
        ),
        Example(
            bad="task_ids: [«ner», «nli», «pos»]",
            good="task_ids: [named-entity-recognition, natural-language-inference, part-of-speech]",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="task_ids: [«text-classification-other-hate-speech-detection», parsing]",
            good="task_ids: [hate-speech-detection, parsing]",
            kind=Kind.DATASET,
            fixed=True,
            message="the Hub retired task ids with `other-`; use `hate-speech-detection`",
        ),
        Example(
            bad="tags: [qa]\ntask_ids: [«other-other-knowledge-base»]",
            good="tags: [qa, knowledge-base]",
            kind=Kind.DATASET,
            fixed=True,
            message="the Hub retired task ids with `other-`; write `knowledge-base` as a tag",
        ),
        Example(
            bad="task_categories:\n- summarization\ntask_ids:\n- language-modeling\n- «summarization»",
            good="task_categories:\n- summarization\ntask_ids:\n- language-modeling",
            kind=Kind.DATASET,
            fixed=True,
            message="`summarization` is a task category; move it to `task_categories`",
        ),
        Example(
            bad="task_ids: [language-modeling, «summarization»]",
            good="task_ids: [language-modeling]\ntask_categories: [summarization]",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="task_categories:\n- summarization\ntask_ids: [«translation»]",
            good="task_categories:\n- summarization\n- translation",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="task_categories: [summarization]\ntask_ids:\n- «summarization»",
            good="task_categories: [summarization]",
            kind=Kind.DATASET,
            fixed=True,
        ),
    ),
)
