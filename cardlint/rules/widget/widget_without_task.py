"""The model has no task, so the Hub never shows these examples: the task decides which widget it shows.

Add ``pipeline_tag``. Reported only if the files of the repository are there and do not name a task either.

Source: hub-docs models-widgets.md 242f4a1.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.widget._examples import examples, task_of


def check(card: Card) -> Iterator[Found]:
    entry = card.entry("widget")
    known = card.repository is not None and card.repository.known
    complete = card.front_matter is not None and card.front_matter.complete
    if entry is None or not known or not complete or card.fields.get("pipeline_tag"):
        return
    if next(examples(card), None) is not None and task_of(card) is None:
        yield Found(entry.key.span, "the model has no task, so the Hub does not show the examples; add `pipeline_tag`")


RULE = Rule(
    name="widget-without-task",
    code="CL188",
    category="widget",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("widget",),
    signs=("files",),
    examples=(
        Example(
            bad="«widget»:\n- text: hi",
            good="widget:\n- text: hi\npipeline_tag: text-generation",
            files={"model.gguf": ""},
            message="the model has no task, so the Hub does not show the examples; add `pipeline_tag`",
        ),
        Example(
            bad="«widget»:\n- text: hi",
            good="tags: [text-generation]\nwidget:\n- text: hi",
            files={"config.json": "{}"},
        ),
    ),
    silent=(
        Example(good="widget: []"),
        Example(good="widget:\n- text: a\nauthor: @me"),
        Example(good="widget:\n- text: a\npipeline_tag: nonsense"),
    ),
)
