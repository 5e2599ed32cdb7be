"""A model without a task has no widget and no code snippet for it, and no task filter finds it.

Nothing states the task: no tag, and no file that the Hub reads. Add ``pipeline_tag``.

Source: hub-docs model-cards.md; 43 % of 15,904 models of August 2026 show no task.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.missing import lacks
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions.task import resolution

if TYPE_CHECKING:
    from cardlint.task.resolution import Resolution

_MOST = 3


def check(card: Card) -> Iterator[Found]:
    if not lacks(card, "pipeline_tag"):
        return
    resolved = resolution(card)
    if resolved.hub_task is not None:
        return
    near = [proposal.task for proposal in resolved.proposals][:_MOST]
    hint = f"add `pipeline_tag`, perhaps {' or '.join(map(quote, near))}" if near else "add `pipeline_tag`"
    fix = None
    edit = edits.insert_field(card, "pipeline_tag", near[0]) if len(near) == 1 else None
    if edit is not None:
        fix = Fix(f"add `pipeline_tag: {near[0]}`", (edit,), Applicability.UNSAFE)
    known = card.repository is not None and card.repository.known
    yield Found(
        card.top,
        f"neither the card nor the files name a task; {hint}" if known else f"the card names no task; {hint}",
        fix,
        severity=Severity.WARNING if known else None,
        yields_to=_better_rules(resolved),
    )


def _better_rules(resolved: "Resolution") -> tuple[str, ...]:
    """Return the rules that know why the Hub shows no task, although the model's configuration names one."""
    is_retired = resolved.retired is not None and resolved.retired.source == "config"
    return (
        *(("missing-library",) if resolved.config_ignored and resolved.library_tasks is None else ()),
        *(("taskless-architecture",) if is_retired else ()),
    )


_CALL = "\n# A\n\n```python\npipe = pipeline('ner', model='a/b')\n```\n"

RULE = Rule(
    name="missing-task",
    code="CL114",
    category="metadata",
    severity=Severity.INFO,  # without the files it is a guess
    worst=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    signs=("lacks:pipeline_tag",),
    yields_to=("missing-library", "taskless-architecture"),
    examples=(
        Example(
            bad="«---»\nlicense: mit\n---\n",
            good="---\nlicense: mit\npipeline_tag: text-to-speech\n---\n",
            whole=True,
            message="the card names no task; add `pipeline_tag`",
        ),
        Example(
            bad="«---»\nlicense: mit\n---\n",
            good="---\nlicense: mit\ntags: [text-to-speech]\n---\n",
            files={"model.onnx": ""},
            whole=True,
            message="neither the card nor the files name a task; add `pipeline_tag`",
        ),
        Example(
            bad="«---»\nlicense: mit\ntags: [Question Answering]\n---\n",
            good="---\nlicense: mit\ntags: [Question Answering]\npipeline_tag: question-answering\n---\n",
            fixed=True,
            whole=True,
            message="the card names no task; add `pipeline_tag`, perhaps `question-answering`",
        ),
        Example(
            bad="«---»\nlicense: mit\n---\n",
            good="---\nlicense: mit\npipeline_tag: sentence-similarity\n---\n",
            files={"modules.json": "[]", "1_Pooling/config.json": "{}"},
            fixed=True,
            whole=True,
        ),
        Example(
            bad="«---»\nlibrary_name: setfit\n---\n",
            good="---\nlibrary_name: setfit\npipeline_tag: text-classification\n---\n",
            files={"config.json": '{"architectures": ["MPNetModel"]}', "config_setfit.json": "{}"},
            fixed=True,
            whole=True,
        ),
        Example(
            bad="«---»\nlibrary_name: peft\n---\n",
            good="---\nlibrary_name: peft\npipeline_tag: text-generation\n---\n",
            files={"adapter_config.json": '{"task_type": "CAUSAL_LM"}'},
            fixed=True,
            whole=True,
        ),
        Example(
            bad=f"«---»\nlicense: mit\n---\n{_CALL}",
            good=f"---\nlicense: mit\npipeline_tag: token-classification\n---\n{_CALL}",
            fixed=True,
            whole=True,
        ),
    ),
    silent=(
        Example(good="pipeline_tag: nonsense"),
        Example(good="tags: [fill-mask]"),
    ),
)
