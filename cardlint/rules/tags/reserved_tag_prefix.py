"""A tag such as ``license:mit`` written by hand is a plain word: the licence of the page stays unknown.

The Hub makes these tags itself, out of the fields of the card, the links in its text and its own records. Write the
field. Tags that training libraries write, such as ``base_model:adapter:`` and ``loss:``, are left alone.

Source: the tags that the Hub serves, August 2026; huggingface_hub ModelInfo.
"""

from collections.abc import Iterator

from cardlint import edits
from cardlint.card import Card
from cardlint.diagnostic import Applicability, Fix, Severity
from cardlint.front_matter.node import Scalar
from cardlint.kind import Kind
from cardlint.repository.ids import is_local_path
from cardlint.rule import Example, Found, Rule
from cardlint.rules.tags._tags import deletion, tags
from cardlint.shown import shown

_FIELDS = {
    "license": "license",
    "language": "language",
    "dataset": "datasets",
    "base_model": "base_model",
    "task_categories": "task_categories",
    "task_ids": "task_ids",
    "size_categories": "size_categories",
    "source_datasets": "source_datasets",
    "multilinguality": "multilinguality",
    "annotations_creators": "annotations_creators",
    "language_creators": "language_creators",
}
_OWN = {
    "region": "the Hub adds it by itself",
    "doi": "the Hub adds it with a DOI of its own",
    "arxiv": "the Hub adds it for a link to the paper in the text",
}
_OF_DATASETS = frozenset(_FIELDS) - {"license", "language", "base_model"}
_RELATIONS = frozenset(("adapter", "finetune", "merge", "quantized"))


def check(card: Card) -> Iterator[Found]:
    moved: set[str] = set()
    for index, tag, node in tags(card):
        prefix, colon, value = tag.partition(":")
        value = value.strip()
        if not colon or not value:
            continue
        if prefix in _OWN:
            yield Found(node.span, f"the tag {shown(tag)} is not yours to write; {_OWN[prefix]}", _deleted(card, index))
        elif prefix in _FIELDS and not _is_of_another_kind(card, prefix) and not _by_tool(prefix, value):
            name = _FIELDS[prefix]
            fix = _moved(card, name, value, index) if name not in moved else None
            moved.add(name)
            yield Found(node.span, f"the tag {shown(tag)} is a plain word to the Hub; write it in {name}", fix)


def _is_of_another_kind(card: Card, prefix: str) -> bool:
    """Return whether the field means nothing in a card of this kind: no dataset is trained on datasets."""
    if prefix == "dataset":
        return card.kind is Kind.DATASET
    if prefix == "base_model":
        return card.kind is not Kind.MODEL
    return prefix in _OF_DATASETS and card.kind is not Kind.DATASET


def _by_tool(prefix: str, value: str) -> bool:
    """Return whether it is the tag that peft writes; a path in it is told by local-path."""
    return prefix == "base_model" and (value.partition(":")[0] in _RELATIONS or is_local_path(value))


def _deleted(card: Card, index: int) -> Fix | None:
    edit = deletion(card, index)
    return Fix("delete the tag", (edit,), Applicability.UNSAFE) if edit is not None else None


def _moved(card: Card, name: str, value: str, index: int) -> Fix | None:
    """Return the fix that moves a tag into its field; where the field has it already, the one that deletes the tag."""
    if any(node.data == value for _, node in card.values(name) if isinstance(node, Scalar)):
        return _deleted(card, index)
    gone = deletion(card, index)
    added = edits.insert_field(card, name, edits.written(value)) if name not in card.fields else None
    if gone is None or added is None:
        return None
    return Fix(f"move it to {name}", (gone, added), Applicability.UNSAFE)


RULE = Rule(
    name="reserved-tag-prefix",
    code="CL134",
    category="metadata",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL, Kind.DATASET),
    fields=("tags",),
    examples=(
        Example(
            bad="tags:\n- bert\n- «license:mit»\npipeline_tag: fill-mask",
            good="tags:\n- bert\npipeline_tag: fill-mask\nlicense: mit",
            fixed=True,
            message="the tag license:mit is a plain word to the Hub; write it in license",
        ),
        Example(
            bad="license: mit\ntags: [bert, «license:mit»]",
            good="license: mit\ntags: [bert]",
            fixed=True,
        ),
        Example(
            bad="tags:\n- «region:us»\n- bert",
            good="tags:\n- bert",
            fixed=True,
            message="the tag region:us is not yours to write; the Hub adds it by itself",
        ),
        Example(
            bad="tags:\n- «dataset:squad»\ndatasets: glue", good="tags:\n- 'base_model:adapter:a/b'\n- loss:Cosine"
        ),
        Example(
            bad="tags: [«size_categories:n<1K», text]\npretty_name: X",
            good="tags: [text]\npretty_name: X\nsize_categories: n<1K",
            kind=Kind.DATASET,
            fixed=True,
        ),
    ),
)
