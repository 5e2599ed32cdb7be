"""The field has a list for each subset, but the Hub takes only one list for the dataset and rejects the push.

Early cards of datasets with subsets had ``size_categories: {en: [1K<n<10K], fr: [n<1K]}``. Write all words as one list,
and explain in the text which of them apply to which subset.

Source: @huggingface/hub ApiDatasetMetadata: lists of strings; 11 fields on 2,426 real dataset cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.source import Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule

_FIELDS = (
    "task_categories",
    "task_ids",
    "size_categories",
    "multilinguality",
    "annotations_creators",
    "language_creators",
    "source_datasets",
)


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("wrong-type"):
        field, found = str(violation.path[0]), violation.found
        entry = card.entry(field)
        if entry is None or len(violation.path) > 1 or field not in _FIELDS or not isinstance(found, dict):
            continue
        if found and all(isinstance(words, list) for words in found.values()):
            message = f"`{field}` must be one list for the dataset, not one for each subset; merge them"
            yield Found(entry.key.span, message, _union(card, entry, list(found.values())), violation.hub)


def _union(card: Card, entry: Entry, lists: list[list[object]]) -> Fix | None:
    words = [word for each in lists for word in each]
    span = Span(entry.key.end, entry.value.end)
    if "#" in card.source.slice(span) or not all(isinstance(word, str) for word in words):
        return None
    plain = [edits.to_yaml(str(word)) for word in dict.fromkeys(words)]
    listed = ", ".join(plain)
    return Fix("merge the lists", (Edit(span, f": [{listed}]"),), Applicability.UNSAFE)


RULE = Rule(
    name="list-by-config",
    code="CL242",
    category="metadata",
    severity=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=_FIELDS,
    check=check,
    examples=(
        Example(
            bad="«size_categories»:\n  en:\n  - 1K<n<10K\n  fr:\n  - n<1K\n  de:\n  - 1K<n<10K\nlicense: mit",
            good="size_categories: [1K<n<10K, n<1K]\nlicense: mit",
            kind=Kind.DATASET,
            fixed=True,
            message="`size_categories` must be one list for the dataset, not one for each subset; merge them",
        ),
        Example(
            bad="«multilinguality»: {en: [monolingual], all: [multilingual]}",
            good="multilinguality: [monolingual, multilingual]",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(bad="«task_ids»:\n  a: [b]  # ours\n  c: [d]", good="task_ids: [b, d]", kind=Kind.DATASET),
        Example(bad="«task_ids»:\n  a: [b]\n  c: [1]", good="task_ids: [b]", kind=Kind.DATASET),
    ),
    silent=(
        Example(good="size_categories: {}", kind=Kind.DATASET),
        Example(good="task_ids: {a: b}", kind=Kind.DATASET),
        Example(good="task_ids: [{a: [b]}]", kind=Kind.DATASET),
    ),
)
