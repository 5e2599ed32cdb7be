"""The published JSON Schemas: what the card of each kind can contain, and what our own report contains.

The files refer to one another by ``urn:cardlint:NAME#/$defs/PART`` and to the Hub's word lists by
``urn:cardlint:vocab:NAME``, or ``urn:cardlint:vocab:NAME#/LIST`` if a file has several. Every reference is
absolute, so no base is needed to resolve it.

Of a breach, ``x-rule`` says which rule reports it, ``x-hub`` what the Hub does, and ``x-raises`` which Python function fails
on it, as measured; subschemas inherit all three. With ``x-ignores-empty``, an empty value is the same to the function as none.
"""

import json
from typing import Any

from cardlint.system.errors import CardlintError
from cardlint.system.resources import load_json

SCHEMAS = (
    "model",
    "dataset",
    "space",
    "kernel",
    "common",
    "gating",
    "results",
    "widget",
    "inference",
    "configs",
    "dataset-info",
    "report",
    "config",
)

PREFIX = "urn:cardlint:"
DOCUMENT_KEYWORDS = ("$schema", "$id", "$defs")  # of a file: out of place in a part of a bundle


def load(name: str) -> dict[str, Any]:
    """Return the schema ``name`` as in the file. The result is shared: do not modify it."""
    if name not in SCHEMAS:
        raise CardlintError(f"`{name}` is not a schema", f"the schemas are {', '.join(SCHEMAS)}")
    schema: dict[str, Any] = load_json(f"schemas/{name}.schema.json")
    return schema


def resolve(reference: str) -> dict[str, Any]:
    """Return the schema that ``reference`` names; that of a vocabulary is the ``enum`` of its ids."""
    name, _, pointer = reference.removeprefix(PREFIX).partition("#")
    steps = pointer.split("/")[1:]
    try:
        if name.startswith("vocab:"):
            return {"enum": _ids(name.removeprefix("vocab:"), steps)}
        part = load(name)
        for step in steps:
            part = part[step]
    except (KeyError, TypeError) as error:
        raise CardlintError(f"the schema reference `{reference}` does not exist", "reinstall cardlint") from error
    return part


def bundle(name: str) -> dict[str, Any]:
    """Return the schema ``name`` as one self-contained document: everything it refers to is under its ``$defs``."""
    definitions: dict[str, Any] = {}

    def localized(schema: dict[str, Any], *left_out: str) -> dict[str, Any]:
        kept = {keyword: value for keyword, value in schema.items() if keyword not in left_out}
        copy: dict[str, Any] = json.loads(json.dumps(kept), object_hook=localize)
        return copy

    def localize(part: dict[str, Any]) -> dict[str, Any]:
        if "$ref" in part:
            reference = part["$ref"]
            key = _key(reference)
            if key not in definitions:
                definitions[key] = {}  # a placeholder while its own references, which can lead back here, are followed
                definitions[key] = localized(resolve(reference), *DOCUMENT_KEYWORDS)
            part["$ref"] = f"#/$defs/{key}"
        return part

    whole = localized(load(name), "$defs")
    return {**whole, "$defs": dict(sorted(definitions.items()))} if definitions else whole


def _ids(vocabulary: str, steps: list[str]) -> list[str]:
    if not vocabulary.replace("-", "").isalnum():  # a user's own schema can contain any reference
        raise KeyError(vocabulary)
    part = load_json(f"schemas/vocab/{vocabulary}.json")
    for step in steps:
        part = part["entries"][step]
    return list(part["entries"] if "entries" in part else part["values"])


def _key(reference: str) -> str:
    """The name of a reference under ``$defs``: ``common#/$defs/license`` becomes ``common-license``."""
    return (
        reference.removeprefix(PREFIX).replace("#/$defs/", "-").replace("#/", "-").replace("/", "-").replace(":", "-")
    )
