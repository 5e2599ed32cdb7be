"""The request that a client would send for a task, by the published specification of its input. cardlint does not send it."""

from collections.abc import Mapping
from itertools import islice
from math import isfinite
from typing import Any

from cardlint.system.named_tuple import NamedTuple
from cardlint.task.facts import Facts, field, printable
from cardlint.task.resolution import Resolution
from cardlint.task.widgets import Widget, data

MODEL = "{model}"
"""The placeholder in a path for the id of the model, if that is not known."""

LONGEST_TEXT = 2_000
"""Maximum length of a text from the card in a request, in characters."""

DEEPEST, LONGEST_LIST = 5, 100
"""Maximum nesting and number of items of a value from the card in a request; real examples have three levels and ten items."""


class Request(NamedTuple):
    """A POST request. ``path`` is None if each provider has its own.

    ``body`` gives the type of each key, ``[type]`` for lists; ``required`` the keys that must be sent, with dots.
    ``example`` is a body made from the card's first fitting example. ``binary``: without parameters, the bytes of the file
    can be sent instead of a body.
    """

    path: str | None
    body: Mapping[str, Any]
    required: tuple[str, ...]
    example: Mapping[str, Any] | None
    binary: bool
    method: str = "POST"


def request(facts: Facts, resolution: Resolution, widget: Widget, model: str | None = None) -> Request | None:
    """Return the request for the task that the Hub shows; None without a task or a published specification."""
    details = data()["entries"].get(resolution.hub_task, {})
    specification = data()["chat"]["request"] if widget.chat else details.get("request")
    if specification is None:
        return None
    body = specification["body"]["properties"]
    path: str | None = specification["path"]
    return Request(
        path=path.replace(MODEL, model) if path and model else path,
        body=body,
        required=tuple(specification["body"]["required"]),
        example=_example(facts, widget, body, model),
        binary=body.get("inputs") == "binary",
    )


def _example(facts: Facts, widget: Widget, body: Mapping[str, Any], model: str | None) -> Mapping[str, Any] | None:
    fitting = next((example.place for example in widget.examples if example.problem is None), None)
    written = field(facts, "widget")
    if fitting is None or not isinstance(written, list | tuple):
        return None
    entry = written[fitting]
    filled: dict[str, Any] = {"model": model or MODEL} if widget.chat else {}
    if widget.chat and "messages" not in entry:
        filled["messages"] = [{"role": "user", "content": _clip(entry.get("text"))}]
        return filled
    for name, paths in data()["sent_as"].items():
        path = next((path for path in paths if _has(body, path)), None)
        if name in entry and path:
            _put(filled, path, _to_json(name, entry[name]))
    return filled


def _has(body: Mapping[str, Any], path: str) -> bool:
    first, _, rest = path.partition(".")
    inner = body.get(first)
    return isinstance(inner, Mapping) and rest in inner if rest else first in body


def _put(body: dict[str, Any], path: str, value: object) -> None:
    first, _, rest = path.partition(".")
    if not rest:
        body.setdefault(first, value)
    elif isinstance(inner := body.setdefault(first, {}), dict):
        inner[rest] = value


def _to_json(name: str, value: object) -> object:
    """Return ``value`` as the specification requires it: labels are one string in a card, but a list in a request."""
    if name == "candidate_labels" and isinstance(value, str):
        return [label.strip() for label in value[:LONGEST_TEXT].split(",")]
    return _clip(value)


def _clip(value: object, depth: int = 0) -> object:
    """Return ``value`` as plain JSON of limited size: a card can contain values that JSON cannot express."""
    if isinstance(value, str):
        return value[:LONGEST_TEXT]
    if value is None or isinstance(value, bool | int) or (isinstance(value, float) and isfinite(value)):
        return value
    if depth < DEEPEST and isinstance(value, list | tuple):
        return [_clip(item, depth + 1) for item in value[:LONGEST_LIST]]
    if depth < DEEPEST and isinstance(value, Mapping):
        items = islice(value.items(), LONGEST_LIST)
        return {printable(key): _clip(child, depth + 1) for key, child in items}
    return printable(value)
