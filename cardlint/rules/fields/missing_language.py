"""Without a language, people who filter for text models or datasets in their language do not find this one.

Write ``language:`` with ISO 639 codes; ``code`` and ``multilingual`` are allowed.

Source: hub-docs docs/hub/model-release-checklist.md.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.field_names import Standing, strays
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import vocabulary

_TASK_FIELDS = {Kind.MODEL: "pipeline_tag", Kind.DATASET: "task_categories"}


def check(card: Card) -> Iterator[Found]:
    front_matter = card.front_matter
    if front_matter is None or not front_matter.complete or card.root is None:
        return
    if not card.fields.keys().isdisjoint(("language", "languages", "language_bcp47")):
        return
    tasks = vocabulary("tasks")
    named = [(task, span) for task, span in card.strings(_TASK_FIELDS[card.kind]) if task in tasks]
    if not named or any(tasks[task].get("modality") != "nlp" for task, _ in named):
        return
    for standing in (Standing.SLIP, Standing.CASE):
        if any(stray.meant == "language" for stray in strays(card, standing)):
            return
    task, span = named[0]
    yield Found(span, f"{quote(task)} is a text task, but the card has no language; add one, such as `language: en`")


RULE = Rule(
    name="missing-language",
    code="CL060",
    category="fields",
    severity=Severity.INFO,
    kinds=(Kind.MODEL, Kind.DATASET),
    check=check,
    examples=(
        Example(
            bad="license: mit\npipeline_tag: «fill-mask»",
            good="license: mit\nlanguage: en\npipeline_tag: fill-mask",
            message="`fill-mask` is a text task, but the card has no language; add one, such as `language: en`",
        ),
        Example(
            bad="license: mit\ntask_categories: [«summarization»]",
            good="license: mit\nlanguage: [en]\ntask_categories: [summarization]",
            kind=Kind.DATASET,
        ),
        Example(bad="pipeline_tag: «translation»", good="pipeline_tag: image-classification"),
    ),
    silent=(
        Example(good="pipeline_tag: summarization\nauthor: @me"),
        Example(good="pipeline_tag: summarization\nlangauge: en"),
        Example(good="pipeline_tag: summarization\nLanguage: en"),
        Example(good="pipeline_tag: image-classification"),
        Example(good="pipeline_tag: nonsense"),
    ),
)
