"""The types of JSON and YAML, in the words of messages."""

from collections.abc import Iterable, Mapping

TYPE_WORDS: Mapping[str, str] = {
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a mapping",
    "null": "null",
}
"""What a message calls each type of JSON Schema."""


def describe_types(names: Iterable[str], words: Mapping[str, str] = TYPE_WORDS) -> str:
    """Return the types ``names`` as a choice: ``text, a list or a mapping``."""
    choice = list(dict.fromkeys(words.get(name, name) for name in names))
    return " or ".join(choice) if len(choice) < 3 else f"{', '.join(choice[:-1])} or {choice[-1]}"


def describe_type(value: object) -> str:
    """Return the type of ``value`` in JSON, such as ``a string``; for null, true and false the value itself."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return TYPE_WORDS["number"]
    if isinstance(value, str):
        return "a string"
    if isinstance(value, Mapping):
        return TYPE_WORDS["object"]
    if isinstance(value, list | tuple):
        return TYPE_WORDS["array"]
    return f"a {type(value).__name__}"
