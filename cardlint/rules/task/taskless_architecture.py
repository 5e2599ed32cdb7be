"""The task of this architecture no longer exists on the Hub, so the page of the model shows no task.

T5, BART, Marian and M2M100 stand for ``text2text-generation``, which is retired; classes for pretraining have no task.
Write in ``pipeline_tag`` what the model does.

Source: transformers utils/update_metadata.py; 34 of 34 such models without a task tag of August 2026 show no task.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.missing import lacks
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions.task import resolution


def check(card: Card) -> Iterator[Found]:
    if card.repository is None or not card.repository.has("config.json") or not lacks(card, "pipeline_tag"):
        return
    resolved = resolution(card)
    retired, derived = resolved.retired, resolved.derived
    if retired is None or retired.source != "config" or derived is None:
        return
    near = [proposal.task for proposal in resolved.proposals]
    hint = f"add `pipeline_tag`: {' or '.join(map(quote, near))}" if near else "add `pipeline_tag`"
    edit = edits.insert_field(card, "pipeline_tag", near[0]) if len(near) == 1 else None
    fix = Fix(f"add `pipeline_tag: {near[0]}`", (edit,), Applicability.UNSAFE) if edit is not None else None
    yield Found(
        card.top,
        f"{quote(derived.class_name)} has no task on the Hub; {hint}",
        fix,
    )


RULE = Rule(
    name="taskless-architecture",
    code="CL118",
    category="files",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    signs=("lacks:pipeline_tag",),
    examples=(
        Example(
            bad="«---»\nlibrary_name: transformers\n---\n",
            good="---\nlibrary_name: transformers\npipeline_tag: translation\n---\n",
            files={"config.json": '{"architectures": ["MarianMTModel"]}'},
            fixed=True,
            whole=True,
            message="`MarianMTModel` has no task on the Hub; add `pipeline_tag`: `translation`",
        ),
        Example(
            bad="«---»\ntags: [transformers]\n---\n",
            good="---\ntags: [transformers, summarization]\n---\n",
            files={"config.json": '{"architectures": ["T5ForConditionalGeneration"]}'},
            whole=True,
        ),
    ),
)
