"""The adapter was trained for another task than the one that the card names, so the widget and the code snippets fail.

peft writes the type of the task to ``adapter_config.json``. Correct whichever of the two is wrong. Only tasks of text are
compared. A language model that classifies by writing the class is an info: its pipeline is ``text-generation`` all the same.

Source: peft, ``TaskType``; @huggingface/tasks.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.task._serves import serves
from cardlint.vocabulary import vocabulary

_ADAPTER = "adapter_config.json"
_TEXT = "nlp"
_WRITES_TEXT = "text-generation"


def check(card: Card) -> Iterator[Found]:
    node = card.node("pipeline_tag")
    repository = card.repository
    config = repository.mapping(_ADAPTER) if repository is not None and _ADAPTER in repository.top else None
    kind = config.get("task_type") if config is not None else None
    tasks = vocabulary("tasks")
    if node is None or not isinstance(node.data, str) or not isinstance(kind, str) or not kind.isupper():
        return
    task = tasks.aliases.get(kind)
    if task is None or node.data not in tasks or any(tasks[each]["modality"] != _TEXT for each in (task, node.data)):
        return
    from cardlint.task.resolution import Derived  # slow to import, and few cards have an adapter

    if not serves(Derived(kind, task, task, "table"), node.data):
        message = f"`pipeline_tag` is `{node.data}`, but the adapter's {quote(kind)} is for `{task}`"
        yield Found(node.span, message, severity=Severity.INFO if task == _WRITES_TEXT else None)


RULE = Rule(
    name="adapter-task-conflict",
    code="CL361",
    category="files",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("pipeline_tag",),
    signs=("file:adapter_config.json",),
    examples=(
        Example(
            bad="pipeline_tag: «token-classification»",
            good="pipeline_tag: text-classification",
            files={"adapter_config.json": '{"task_type": "SEQ_CLS"}'},
            message="`pipeline_tag` is `token-classification`, but the adapter's `SEQ_CLS` is for `text-classification`",
        ),
        Example(
            bad="pipeline_tag: «fill-mask»",
            good="pipeline_tag: summarization",
            files={"adapter_config.json": '{"task_type": "CAUSAL_LM"}'},
        ),
    ),
    silent=(
        Example(good="pipeline_tag: image-classification", files={"adapter_config.json": '{"task_type": "SEQ_CLS"}'}),
        Example(good="pipeline_tag: fill-mask", files={"adapter_config.json": '{"task_type": "lm"}'}),
        Example(good="pipeline_tag: fill-mask", files={"adapter_config.json": '{"task_type": "FEATURE_EXTRACTION"}'}),
        Example(good="pipeline_tag: 5", files={"adapter_config.json": '{"task_type": "SEQ_CLS"}'}),
    ),
)
