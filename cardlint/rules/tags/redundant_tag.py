"""A tag that repeats a field adds nothing: the Hub makes tags from the library, task, language and license fields.

Remove it from the tags. Tags that the library itself writes in the cards it makes are not reported.

Source: hub-docs model-cards.md; the tags that the Hub serves; 398 tags in 4,469 real model cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.schema import fields
from cardlint.findings.diagnostic import Applicability, Fix, Related, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.tags._tags import deletion, tags
from cardlint.system.resources import load_json
from cardlint.vocabulary import vocabulary

_FIELDS = ("library_name", "pipeline_tag", "task_categories", "task_ids", "language", "license")


def check(card: Card) -> Iterator[Found]:
    known = fields.known(card.kind.value)
    said: dict[str, tuple[str, Span]] = {}
    for name in _FIELDS:
        for word, span in card.strings(name) if name in known else ():
            said.setdefault(word, (name, span))
    generated = _generated(card)
    for index, tag, node in tags(card):
        if tag in said and tag not in generated and not vocabulary("tasks").retired(tag):  # which may be kept as a tag
            edit = deletion(card, index)
            fix = Fix("remove the tag", (edit,), Applicability.UNSAFE) if edit is not None else None
            name, span = said[tag]
            message = f"the tag {quote(tag)} repeats `{name}`; remove it"
            alike = SharedCause(f"tags repeat `{name}`", "remove them", quote(tag))
            yield Found(node.span, message, fix, related=(Related(span, f"already in `{name}`"),), alike=alike)


def _generated(card: Card) -> set[str]:
    """Return the tags that the library of the card, declared or among its tags, writes in every card."""
    by_library = load_json("schemas/facts/library_tags.json")["tags"]
    libraries = (*(word for word, _ in card.strings("library_name")), *(tag for _, tag, _ in tags(card)))
    return {tag for library in libraries for tag in by_library.get(library, ())}


RULE = Rule(
    name="redundant-tag",
    code="CL136",
    category="metadata",
    severity=Severity.INFO,
    check=check,
    kinds=(Kind.MODEL, Kind.DATASET),
    fields=("tags",),
    yields_to=("repeated-tag",),
    examples=(
        Example(
            bad="library_name: peft\ntags:\n- «peft»\n- lora",
            good="library_name: peft\ntags:\n- lora",
            fixed=True,
            message="the tag `peft` repeats `library_name`; remove it",
        ),
        Example(
            bad="tags: [«fill-mask», «en», bert]\npipeline_tag: fill-mask\nlanguage: [en, fr]",
            good="tags: [bert]\npipeline_tag: fill-mask\nlanguage: [en, fr]",
            fixed=True,
        ),
        Example(
            bad="task_categories: [summarization]\nlicense: mit\ntags: [«summarization», «mit», news]",
            good="task_categories: [summarization]\nlicense: mit\ntags: [news]",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="tags: [conversational, «mit»]\npipeline_tag: conversational\nlicense: mit",
            good="tags: [conversational]\npipeline_tag: conversational\nlicense: mit",
            fixed=True,
            message="the tag `mit` repeats `license`; remove it",
        ),
    ),
    silent=(
        Example(good="library_name: timm\npipeline_tag: image-classification\ntags: [image-classification, timm]"),
        Example(good="pipeline_tag: sentence-similarity\ntags: [sentence-transformers, sentence-similarity]"),
    ),
)
