"""The Hub only infers this task, so it can change with the Hub's tables, and other readers of the card miss it.

Add it as ``pipeline_tag``. If the library of the model is for another task than its class, write that task: the encoder of a
SetFit model is for ``feature-extraction``, the model for ``text-classification``.

Source: hub-docs model-cards.md; text2text-generation was derived until July 2025 and is shown for no model since; the card templates
of the libraries.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.rule_kit import edits
from cardlint.rule_kit.missing import lacks
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions.task import resolution

_SOURCES = {"tags": "a tag", "config": "`config.json`", "model_index": "`model_index.json`"}


def check(card: Card) -> Iterator[Found]:
    if not lacks(card, "pipeline_tag"):
        return
    resolved = resolution(card)
    task = resolved.hub_task
    if task is None or resolved.conflicts:
        return
    known = resolved.library_tasks if resolved.source != "tags" else None
    if known is None or task in known.tasks:
        message = f"only {_SOURCES[resolved.source]} names the task `{task}`; add it as `pipeline_tag`"
    else:
        message = (
            f"`{known.library}` is for `{known.tasks[0]}`, {_SOURCES[resolved.source]} for `{task}`; add `pipeline_tag`"
        )
        task = known.tasks[0]
    edit = edits.insert_field(card, "pipeline_tag", task)
    fix = Fix(f"add `pipeline_tag: {task}`", (edit,), Applicability.UNSAFE) if edit is not None else None
    yield Found(card.top, message, fix)


RULE = Rule(
    name="unwritten-task",
    code="CL115",
    category="metadata",
    severity=Severity.INFO,
    check=check,
    kinds=(Kind.MODEL,),
    examples=(
        Example(
            bad="«---»\nlibrary_name: transformers\n---\n",
            good="---\nlibrary_name: transformers\npipeline_tag: fill-mask\n---\n",
            files={"config.json": '{"architectures": ["BertForMaskedLM"]}'},
            fixed=True,
            whole=True,
            message="only `config.json` names the task `fill-mask`; add it as `pipeline_tag`",
        ),
        Example(
            bad="«---»\ntags: [setfit, transformers]\n---\n",
            good="---\ntags: [setfit, transformers]\npipeline_tag: text-classification\n---\n",
            files={"config.json": '{"architectures": ["MPNetModel"]}', "config_setfit.json": "{}"},
            fixed=True,
            whole=True,
            message="`setfit` is for `text-classification`, `config.json` for `feature-extraction`; add `pipeline_tag`",
        ),
        Example(
            bad="«---»\ntags:\n- summarization\n---\n",
            good="---\ntags:\n- summarization\npipeline_tag: summarization\n---\n",
            fixed=True,
            whole=True,
        ),
    ),
)
