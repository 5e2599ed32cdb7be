"""The inputs of the widget for each task, the providers that serve the task, and the request that a client sends.

The inputs are facts from the documentation; the request comes from the published input specification of each task, and the
providers from the client library that calls them.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from tools.vocabulary_builder import pins
from tools.vocabulary_builder.packages import Archive

PACKAGES = (pins.TASKS, pins.CLIENT)

_SPECIFICATION = "src/tasks/{}/spec/input.json"
_COMMON = "src/tasks/common-definitions.json"
_PROVIDERS = "src/lib/getProviderHelper.ts"
_OWN_PROVIDER = "hf-inference"
_CHAT = "conversational"


def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:
    """Return the vocabulary, with an entry for every task that has inputs, a provider or a specification."""
    known = facts("widgets")
    package = archives[pins.TASKS.key]
    served = providers(archives[pins.CLIENT.key].read(_PROVIDERS).decode("utf-8"))
    entries: dict[str, Any] = {}
    for task in dict.fromkeys([*known["tasks"], *served, *_specified(package)]):
        if task in (_CHAT, "chat-completion", "placeholder"):
            continue
        entries[task] = dict(known["tasks"].get(task, {}))
        entries[task]["providers"] = served.get(task, [])
        if task in _specified(package):
            pipeline = f"/pipeline/{task}" if task in known["pipeline_paths"] else ""
            path = f"/models/{{model}}{pipeline}" if _OWN_PROVIDER in entries[task]["providers"] else None
            entries[task]["request"] = {"path": path, "body": _body(package, task)}
    return {
        "title": known["title"],
        "entries": dict(sorted(entries.items())),
        "chat": {
            "tasks": known["chat_tasks"],
            "tag": known["chat_tag"],
            "providers": served[_CHAT],
            "request": {"path": "/v1/chat/completions", "body": _body(package, "chat-completion")},
        },
        **{part: known[part] for part in ("fields", "sent_as", "extensions", "ranges")},
    }


def _specified(package: Archive) -> list[str]:
    found = (re.fullmatch(r"src/tasks/([\w-]+)/spec/input\.json", name) for name in package.names())
    return sorted(match[1] for match in found if match)


def providers(source: str) -> dict[str, list[str]]:
    """Return the providers that serve each task, from the table in the client, which has one block per provider and one line per task."""
    found: dict[str, set[str]] = {}
    provider = ""
    for line in source.partition("PROVIDERS")[2].splitlines():
        if opening := re.match(r'\t"?([\w-]+)"?: \{', line):
            provider = opening[1]
        elif helper := re.match(r'\t\t"?([\w-]+)"?: new ', line):
            found.setdefault(helper[1], set()).add(provider)
    return {task: sorted(names) for task, names in sorted(found.items())}


def _body(package: Archive, task: str) -> dict[str, Any]:
    """Return the JSON body of a request: the type or the nested keys of each key, and separately the ``required`` keys."""
    specification = json.loads(package.read(_SPECIFICATION.format(task)))
    common = json.loads(package.read(_COMMON))["definitions"]
    definitions = {**common, **specification.get("$defs", {})}
    properties = {name: _type(schema, definitions) for name, schema in specification["properties"].items()}
    if task == "chat-completion":
        properties["model"] = "string"
    return {"properties": properties, "required": _required(specification, definitions) or ["inputs"]}


def _required(schema: Mapping[str, Any], definitions: Mapping[str, Any], prefix: str = "") -> list[str]:
    """Return the required keys, with those of a required object after a dot: ``parameters.candidate_labels``."""
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    found: list[str] = []
    for name in schema.get("required", []):
        inner = _required(schema.get("properties", {}).get(name, {}), definitions, f"{prefix}{name}.")
        found += inner or [f"{prefix}{name}"]
    return found


def _type(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> object:
    """Return the type of a value as a word, or, for an object, a mapping from key to type."""
    if "$ref" in schema:
        return _type(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if schema.get("comment") == "type=binary":
        return "binary"
    if schema.get("properties"):
        return {name: _type(child, definitions) for name, child in schema["properties"].items()}
    several = schema.get("allOf") or schema.get("oneOf") or schema.get("anyOf")
    if several:
        return _type(several[0], definitions)
    if schema.get("type") == "array":
        return [_type(schema.get("items", {}), definitions)]
    words = schema.get("type", "binary")
    return words if isinstance(words, str) else " or ".join(words)
