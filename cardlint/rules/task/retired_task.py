"""The Hub has retired this task, so the model gets no widget and no task filter finds it.

The Hub retired ``text2text-generation`` in July 2025 and ``conversational`` in February 2024. Write the task that
replaced it; for models that translate or summarize, use ``translation`` or ``summarization``. As a tag,
``conversational`` still marks a chat model.

Source: @huggingface/tasks, versions from July 2021 on; 25 of 7,116 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.task._words import TaskFault, correction, loosely, reason_for
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("unknown-task"):
        word = violation.found
        retirement = vocabulary("tasks").retired(word)
        if reason_for(word) is TaskFault.RETIRED and retirement is not None:
            tasks = vocabulary("tasks").instead_of(word)
            message = f"task {quote(word)} was retired on {retirement['since']}; use {' or '.join(map(quote, tasks))}"
            fix = correction(card, violation, tasks[0], Applicability.UNSAFE) if len(tasks) == 1 else None
            tag = loosely(word)
            if retirement.get("tag") and all(each != tag for each, _ in card.strings("tags")):
                message += f" and the tag `{tag}`"
                fix = _with_tag(card, fix, tag)
            yield Found(violation.span, message, fix, violation.hub)


def _with_tag(card: Card, fix: Fix | None, word: str) -> Fix | None:
    """Return ``fix`` with the word added to the tags; None if one of the two edits is not possible."""
    edit = edits.add_to_field(card, "tags", word)
    if fix is None or edit is None:
        return None
    return fix._replace(title=f"{fix.title} and add the tag `{word}`", edits=(*fix.edits, edit))


RULE = Rule(
    name="retired-task",
    code="CL111",
    category="metadata",
    severity=Severity.WARNING,
    hub=Verdict.WARNS,
    check=check,
    kinds=(Kind.MODEL,),
    signs=("breach:unknown-task",),
    examples=(
        Example(
            bad="pipeline_tag: «text2text-generation»",
            good="pipeline_tag: text-generation",
            fixed=True,
            message="task `text2text-generation` was retired on 2025-07-09; use `text-generation`",
        ),
        Example(
            bad='pipeline_tag: «"conversational"»\ntags:\n- gpt2',
            good='pipeline_tag: "text-generation"\ntags:\n- gpt2\n- conversational',
            fixed=True,
            message="task `conversational` was retired on 2024-02-20; use `text-generation` and the tag `conversational`",
        ),
        Example(
            bad="tags: [conversational]\npipeline_tag: «conversational»",
            good="tags: [conversational]\npipeline_tag: text-generation",
            fixed=True,
        ),
        Example(bad="pipeline_tag: «structured-data-classification»", good="pipeline_tag: ner"),
    ),
)
