"""The examples of a card's ``widget`` field, checked against the inputs that the task takes."""

import re
from collections.abc import Callable, Iterable, Mapping

from cardlint.findings.type_words import describe_type
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.resources import load_json
from cardlint.task.facts import printable

ROLES = frozenset(("system", "user", "assistant"))

_MASK = pattern(r"[<\[{][^\s<>\[\]{}]{0,20}mask[^\s<>\[\]{}]{0,20}[>\]}]", re.IGNORECASE)


class WidgetExample(NamedTuple):
    """One example. ``place`` counts from 0; ``problem`` says why it does not fit, or is None."""

    place: int
    problem: str | None


def examples(
    written: object, forms: tuple[tuple[str, ...], ...], medium: str | None, task: str
) -> tuple[WidgetExample, ...]:
    """Return each entry of ``widget`` with its verdict; none if the field is empty or no inputs are documented.

    ``medium``: what ``src`` has to be: ``audio``, ``image`` or ``video``.
    """
    if not written or not forms:
        return ()
    if not isinstance(written, list | tuple):
        return (WidgetExample(0, f"`widget` is {describe_type(written)}, not a list of examples"),)
    return tuple(WidgetExample(index, _problem(entry, forms, medium, task)) for index, entry in enumerate(written))


def _problem(entry: object, forms: tuple[tuple[str, ...], ...], medium: str | None, task: str) -> str | None:
    if not isinstance(entry, Mapping):
        return f"an example is {describe_type(entry)}, not a mapping"
    missing = [[name for name in form if entry.get(name) is None] for form in forms]
    best = min(missing, key=len)
    if best:
        others = " or ".join(map(_names, forms))
        return f"the example lacks {_names(best)}; `{task}` takes {others}"
    names = forms[missing.index(best)]
    for name in names:
        if problem := _field_problem(name, entry[name], medium):
            return problem
    if task == "fill-mask" and not _MASK.search(entry["text"]):
        return "`text` has no mask token such as `[MASK]`"
    return None


def _names(names: Iterable[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)


def _field_problem(name: str, value: object, medium: str | None) -> str | None:
    data = load_json("schemas/vocab/widgets.json")
    problem = _CHECKS[data["fields"].get(name, "string")](value)
    if problem:
        return f"`{name}` {problem}"
    if name == "src" and isinstance(value, str):
        extension = value.partition("?")[0].rpartition(".")[2].lower()
        others = [kind for kind, known in data["extensions"].items() if extension in known]
        if others and medium and medium not in others:
            return f"`src` must be {medium}, not {others[0]} (`{printable(value, 40)}`)"
    return None


def _string(value: object) -> str | None:
    if not isinstance(value, str):
        return f"is {describe_type(value)}, not a string"
    return None if value.strip() else "is empty"


def _boolean(value: object) -> str | None:
    return None if isinstance(value, bool) else f"is {describe_type(value)}, neither true nor false"


def _strings(value: object) -> str | None:
    if not isinstance(value, list | tuple):
        return f"is {describe_type(value)}, not a list of strings"
    wrong = next((item for item in value if not isinstance(item, str)), None)
    return f"contains {describe_type(wrong)}, not only strings" if wrong is not None else None


def _columns(value: object) -> str | None:
    if not isinstance(value, Mapping):
        return f"is {describe_type(value)}, not a mapping from column to list"
    if not all(isinstance(cells, list | tuple) for cells in value.values()):
        return "has a column that is not a list"
    lengths = {len(cells) for cells in value.values()}
    return "has columns of different lengths" if len(lengths) > 1 else None


def _messages(value: object) -> str | None:
    if not isinstance(value, list | tuple):
        return f"is {describe_type(value)}, not a list of messages"
    if not value:
        return "is empty"
    for message in value:
        if not isinstance(message, Mapping) or not isinstance(message.get("content"), str | list | tuple):
            return "has a message without `content`"
        role = message.get("role")
        if not isinstance(role, str) or role not in ROLES:
            return f"has the role `{printable(role, 20)}`; use `system`, `user` or `assistant`"
    return None


_CHECKS: Mapping[str, Callable[[object], str | None]] = {
    "string": _string,
    "boolean": _boolean,
    "list of strings": _strings,
    "columns": _columns,
    "messages": _messages,
}
