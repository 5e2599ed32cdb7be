"""A task that the Hub has given up shows no widget and stands in no filter.

``text2text-generation`` went in July 2025, ``conversational`` in February 2024. Write the task that took its place; for
models that translate or summarize there are ``translation`` and ``summarization``. As a tag, ``conversational`` still
says that the model chats.

Source: @huggingface/tasks, versions from July 2021 on; 25 of 7,116 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity, Verdict
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.task._words import TaskFault, correction, reason_for
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("unknown-task"):
        word = violation.found
        retired = vocabulary("tasks").retired(word)
        if reason_for(word) is TaskFault.RETIRED and retired is not None:
            task = retired["replacement"]
            message = f"{word} has been no task since {retired['since']}; write {task}"
            fix = correction(card, violation, task, Applicability.UNSAFE)
            if retired.get("tag") and all(tag != word for tag, _ in card.strings("tags")):
                message += f", and {word} as a tag"
                fix = _with_tag(card, fix, word)
            yield Found(violation.span, message, fix, violation.hub)


def _with_tag(card: Card, fix: Fix | None, word: str) -> Fix | None:
    """Return ``fix`` with the word added to the tags; None where one of the two cannot be written."""
    edit = edits.add_to_field(card, "tags", word)
    if fix is None or edit is None:
        return None
    return fix._replace(title=f"{fix.title}, and {word} as a tag", edits=(*fix.edits, edit))


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
            message="text2text-generation has been no task since 2025-07-09; write text-generation",
        ),
        Example(
            bad='pipeline_tag: «"conversational"»\ntags:\n- gpt2',
            good='pipeline_tag: "text-generation"\ntags:\n- gpt2\n- conversational',
            fixed=True,
            message="conversational has been no task since 2024-02-20; write text-generation, and conversational as a tag",
        ),
        Example(
            bad="tags: [conversational]\npipeline_tag: «conversational»",
            good="tags: [conversational]\npipeline_tag: text-generation",
            fixed=True,
        ),
        Example(bad="pipeline_tag: «structured-data-classification»", good="pipeline_tag: ner"),
    ),
)
