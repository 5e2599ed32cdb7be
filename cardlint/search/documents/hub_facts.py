"""The Hub's data about a repository in addition to its card: columns of a dump, and tags such as ``license:mit`` or ``en``.

It supplies what is missing in the card, as on the Hub's page. Tags that are in another field are not repeated as tags.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cardlint.search.documents.language_codes import codes
from cardlint.vocabulary import languages, vocabulary

FACT = "hub"

COLUMNS = {
    "tags": ("tags",),
    "pipeline_tag": ("pipeline_tag",),
    "library_name": ("library_name", "library"),
    "license": ("license",),
    "languages": ("languages", "language"),
    "datasets": ("datasets",),
    "base_model": ("base_model", "base_models"),
    "formats": ("formats",),
    "sdk": ("sdk",),
}
"""The data that we store, and its possible names in a dump; the first one that exists counts."""

_SAYING = {
    "license": "license",
    "language": "language",
    "dataset": "datasets",
    "base_model": "base_model",
    "task_categories": "task_categories",
    "size_categories": "size_categories",
    "format": "file_format",
}
"""The prefix of a tag, up to the colon, and the field that it fills."""

_CERTAIN = 2
"""Number of letters of a tag that is certainly a language: moe, rag and vit are language codes too."""

_RELATIONS = frozenset(("adapter", "finetune", "merge", "quantized"))


def facts_in(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data in a row of a dump, under the names of `COLUMNS`."""
    found = {name: next((row[key] for key in keys if row.get(key)), None) for name, keys in COLUMNS.items()}
    return {name: value for name, value in found.items() if value}


def fields_of(facts: object, kind: str) -> dict[str, list[str]]:
    """Return the field values, by name, in the ``facts`` about a repository of ``kind``."""
    if not isinstance(facts, Mapping):
        return {}
    found: dict[str, list[str]] = {}
    listed_languages = [*_texts(facts.get("languages"))]
    for tag in _texts(facts.get("tags")):
        if tag in listed_languages:
            continue
        for name, value in _fields_of_tag(tag, kind):
            found.setdefault(name, []).append(value)
    own = {
        "license": [*_texts(facts.get("license"))],
        "language": [code for word in listed_languages for code in codes(word)],
        "datasets": [*_texts(facts.get("datasets"))],
        "base_model": [*_texts(facts.get("base_model"))],
        "file_format": [*_texts(facts.get("formats"))],
        "task": [*_texts(facts.get("pipeline_tag"))][:1],
        "sdk": [*_texts(facts.get("sdk"))],
    }
    found |= {name: values for name, values in own.items() if values}
    if kind == "model":
        found["library"] = [*_texts(facts.get("library_name")), *found.get("library", ())]
    return found


def _fields_of_tag(tag: str, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the fields that a tag fills, each with its value."""
    start, colon, rest = tag.partition(":")
    if colon and rest and start in _SAYING:
        name = _SAYING[start]
        relation, further, base = rest.partition(":")
        if name == "base_model" and further and relation in _RELATIONS:
            yield "relation", relation
            yield name, base
        elif name == "language":
            yield from ((name, code) for code in codes(rest))
        else:
            yield name, rest
        return
    if kind != "space" and len(tag) == _CERTAIN and tag in languages():
        yield from (("language", code) for code in codes(tag))
        return
    yield "tags", tag
    known = vocabulary("libraries")
    if kind == "model" and (tag in known or tag in known.data["formats"]):
        yield "library", tag


def _texts(value: object) -> Iterator[str]:
    """Yield the texts of a value that may be one or several."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    for item in value if isinstance(value, list | tuple) else (value,):
        if isinstance(item, str) and item.strip():
            yield item.strip()
