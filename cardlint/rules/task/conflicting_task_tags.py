"""The tags name several tasks, and the Hub shows only one: the first in its own order, not in the card's.

Write the task that you mean as ``pipeline_tag``.

Source: @huggingface/tasks: the order of PIPELINE_DATA; 46 of 46 real models with several task tags.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Related, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.missing import lacks
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions.task import resolution
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    if not lacks(card, "pipeline_tag"):
        return
    tasks = vocabulary("tasks")
    spans: dict[str, Span] = {}
    for tag, span in card.strings("tags"):
        if tag in tasks:
            spans.setdefault(tag, span)
    if len(spans) < 2:
        return
    resolved = resolution(card)
    shown, known = resolved.hub_task, resolved.library_tasks
    meant = next((task for task in known.tasks if task in spans), shown) if known is not None else shown
    names = list(spans)
    edit = edits.insert_field(card, "pipeline_tag", meant, after="tags") if meant is not None else None
    fix = Fix(f"add `pipeline_tag: {meant}`", (edit,), Applicability.UNSAFE) if edit is not None else None
    yield Found(
        spans[names[1]],
        f"the tags name {len(names)} tasks, and the Hub shows only {quote(shown)}; add `pipeline_tag`",
        fix,
        related=(Related(spans[names[0]], "another task"),),
    )


RULE = Rule(
    name="conflicting-task-tags",
    code="CL117",
    category="metadata",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    signs=("lacks:pipeline_tag",),
    examples=(
        Example(
            bad="tags:\n- summarization\n- t5\n- «translation»",
            good="tags:\n- summarization\n- t5\n- translation\npipeline_tag: translation",
            fixed=True,
            message="the tags name 2 tasks, and the Hub shows only `translation`; add `pipeline_tag`",
        ),
        Example(
            bad="tags: [sentence-transformers, feature-extraction, «sentence-similarity»]",
            good="tags: [sentence-transformers, feature-extraction, sentence-similarity]\npipeline_tag: sentence-similarity",
            fixed=True,
        ),
        Example(
            bad="tags: [fill-mask, «text-generation»]\nlicense: mit",
            good="tags: [fill-mask, text-generation]\npipeline_tag: text-generation\nlicense: mit",
            fixed=True,
        ),
    ),
    silent=(Example(good="tags: [fill-mask, text-generation]\npipeline_tag: nonsense"),),
)
