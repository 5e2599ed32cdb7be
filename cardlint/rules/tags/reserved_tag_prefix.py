"""A hand-written tag such as ``license:mit`` is a plain tag: the Hub does not read the license from it.

The Hub makes these tags itself, from the fields of the card, the links in its text and its own records. Write the
field instead. Tags that training libraries write, such as ``base_model:adapter:`` and ``loss:``, are not reported.

Source: the tags that the Hub serves, August 2026; huggingface_hub ModelInfo.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository.ids import is_local_path
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits, related
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.tags._tags import deletion, tags

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
    "region": "the Hub adds it",
    "doi": "the Hub adds it for a DOI that it issued",
    "arxiv": "the Hub adds it for a link to the paper",
}
_OF_DATASETS = frozenset(_FIELDS) - {"license", "language", "base_model"}
_SINGLE = frozenset(("license", "base_model", "base_model_relation"))  # a second base model would make it a merge
_RELATIONS = frozenset(("finetune", "merge", "quantized"))
_BY_PEFT = "adapter"


def check(card: Card) -> Iterator[Found]:
    for index, tag, node in tags(card):
        prefix, colon, value = tag.partition(":")
        value = value.strip()
        if not colon or not value:
            continue
        if prefix in _OWN:
            is_linked = prefix != "arxiv" or value in card.body  # otherwise nothing would mention the paper anymore
            fix = _delete(card, index) if is_linked else None
            cure = "remove it" if is_linked else "link the paper in the text instead"
            yield Found(node.span, f"the tag {quote(tag)} is reserved, as {_OWN[prefix]}; {cure}", fix)
        elif prefix in _FIELDS and not _is_of_another_kind(card, prefix) and not _by_tool(prefix, value):
            said = _said(prefix, value)
            names = " and ".join(map(quote, said))
            yield Found(
                node.span,
                f"the Hub treats the tag {quote(tag)} as plain text; move it to {names}",
                _move(card, said, index) if not is_local_path(value.rpartition(":")[2]) else None,
                related=tuple(each for name in said for each in related.to_key(card, name, f"`{name}` is here")),
            )


def _is_of_another_kind(card: Card, prefix: str) -> bool:
    """Return whether the field means nothing in a card of this kind: a dataset is not trained on datasets."""
    if prefix == "dataset":
        return card.kind is Kind.DATASET
    if prefix == "base_model":
        return card.kind is not Kind.MODEL
    return prefix in _OF_DATASETS and card.kind is not Kind.DATASET


def _by_tool(prefix: str, value: str) -> bool:
    """Return whether this is the tag that peft writes."""
    return prefix == "base_model" and value.rpartition(":")[0] == _BY_PEFT


def _said(prefix: str, value: str) -> dict[str, str]:
    """Return the fields that the tag stands for: ``base_model:quantized:a/b`` stands for two."""
    relation, _, id_ = value.partition(":")
    if prefix == "base_model" and id_ and relation in _RELATIONS:
        return {"base_model": id_, "base_model_relation": relation}
    return {_FIELDS[prefix]: value}


def _delete(card: Card, index: int) -> Fix | None:
    edit = deletion(card, index)
    return Fix("remove the tag", (edit,), Applicability.UNSAFE) if edit is not None else None


def _move(card: Card, said: dict[str, str], index: int) -> Fix | None:
    """Return the fix that moves a tag into its fields, or only removes it if they have the value already."""
    missing = {name: value for name, value in said.items() if value not in _words(card, name)}
    if not missing:
        return _delete(card, index)
    new = {name: value for name, value in missing.items() if name not in card.fields}
    changes = [deletion(card, index)]
    if new:
        changes.append(_insert(card, new))
    changes += [_added(card, name, value) for name, value in missing.items() if name in card.fields]
    made = tuple(edit for edit in changes if edit is not None)
    if len(made) < len(changes):
        return None
    return Fix(f"move it to {' and '.join(map(quote, missing))}", made, Applicability.UNSAFE)


def _words(card: Card, name: str) -> list[str]:
    return [word for word, _ in card.strings(name)]


def _insert(card: Card, new: dict[str, str]) -> Edit | None:
    """Return the edit that adds fields, one per line."""
    lines = [f"{name}: {edits.to_yaml(value)}" for name, value in new.items()]
    name, _, value = card.source.line_end.join(lines).partition(": ")
    return edits.insert_field(card, name, value)


def _added(card: Card, name: str, value: str) -> Edit | None:
    return edits.add_to_field(card, name, value) if name not in _SINGLE else None


RULE = Rule(
    name="reserved-tag-prefix",
    code="CL134",
    category="metadata",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL, Kind.DATASET),
    fields=("tags",),
    yields_to=("local-path",),
    examples=(
        Example(
            bad="tags:\n- bert\n- «license:mit»\npipeline_tag: fill-mask",
            good="tags:\n- bert\npipeline_tag: fill-mask\nlicense: mit",
            fixed=True,
            message="the Hub treats the tag `license:mit` as plain text; move it to `license`",
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
            message="the tag `region:us` is reserved, as the Hub adds it; remove it",
        ),
        Example(
            bad="tags:\n- «dataset:squad»\n- «dataset:a/b»\n- qa\ndatasets: glue",
            good="tags:\n- qa\ndatasets: [glue, squad, a/b]",
            fixed=True,
        ),
        Example(
            bad="tags: [x, «language:en»]\nlanguage:\n- fr",
            good="tags: [x]\nlanguage:\n- fr\n- en",
            fixed=True,
        ),
        Example(
            bad="tags: [«base_model:quantized:a/b», x]\nlicense: mit",
            good="tags: [x]\nlicense: mit\nbase_model: a/b\nbase_model_relation: quantized",
            fixed=True,
            message="the Hub treats the tag `base_model:quantized:a/b` as plain text; move it to `base_model` and `base_model_relation`",
        ),
        Example(
            bad="tags: [«base_model:finetune:a/b», x]\nbase_model: a/b",
            good="tags: [x]\nbase_model: a/b\nbase_model_relation: finetune",
            fixed=True,
        ),
        Example(
            bad="tags:\n- «license:mit»\n- «base_model:c/d»\nlicense: gpl-3.0\nbase_model: a/b",
            good="license: mit\ntags:\n- 'base_model:adapter:a/b'\n- loss:Cosine",
        ),
        Example(
            bad="tags: [«size_categories:n<1K», text]\npretty_name: X",
            good="tags: [text]\npretty_name: X\nsize_categories: n<1K",
            kind=Kind.DATASET,
            fixed=True,
        ),
    ),
    silent=(
        Example(good="tags: [license, region]"),
        Example(good="tags: ['license:', 'region: ']"),
        Example(good="tags: ['dataset:squad', 'base_model:a/b']", kind=Kind.DATASET),
        Example(good="tags: ['task_ids:extractive-qa', 'multilinguality:monolingual']"),
    ),
)
