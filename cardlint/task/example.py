"""The examples of a card's ``widget`` field, checked against the inputs that the task takes."""

from collections.abc import Callable, Iterable, Mapping

from cardlint.findings.type_words import describe_type
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.resources import load_json
from cardlint.task.facts import Facts, field, printable
from cardlint.task.mask import masks, own_mask

ROLES = frozenset(("system", "user", "assistant"))
FILL_MASK = "fill-mask"


class WidgetExample(NamedTuple):
    """One example. ``place`` counts from 0; ``problem`` says why it does not fit, or is None."""

    place: int
    problem: str | None


class TaskInputs(NamedTuple):
    """What an example needs: ``forms`` are alternatives, ``medium`` is what ``src`` has to be: ``audio``, ``image`` or ``video``."""

    task: str
    forms: tuple[tuple[str, ...], ...]
    optional: tuple[str, ...]
    medium: str | None


def examples(facts: Facts, inputs: TaskInputs) -> tuple[WidgetExample, ...]:
    """Return each entry of ``widget`` with its verdict; none if the field is empty or no inputs are documented."""
    written = field(facts, "widget")
    if not written or not inputs.forms:
        return ()
    if not isinstance(written, list | tuple):
        return (WidgetExample(0, f"`widget` is {describe_type(written)}, not a list of examples"),)
    mask = _mask(facts) if inputs.task == FILL_MASK else None
    return tuple(WidgetExample(index, _problem(entry, inputs, mask)) for index, entry in enumerate(written))


def media_of(src: str) -> list[str]:
    """Return which media the file at ``src`` can be, by its extension; none if that is not known."""
    name = src.partition("?")[0].partition("#")[0].rpartition("/")[2]
    extension = name.rpartition(".")[2].lower()
    known: Mapping[str, list[str]] = load_json("schemas/vocab/widgets.json")["extensions"]
    return [medium for medium, extensions in known.items() if extension in extensions]


def _mask(facts: Facts) -> str | None:
    stated = field(facts, "mask_token")
    return own_mask(stated, facts.document_of("tokenizer_config.json") if stated is None else None)


def _problem(entry: object, inputs: TaskInputs, mask: str | None) -> str | None:
    if not isinstance(entry, Mapping):
        return f"an example is {describe_type(entry)}, not a mapping"
    forms = inputs.forms
    missing = [[name for name in form if entry.get(name) is None] for form in forms]
    best = min(missing, key=len)
    if best:
        others = " or ".join(map(_names, forms))
        return f"the example lacks {_names(best)}; `{inputs.task}` takes {others}"
    names = forms[missing.index(best)]
    for name in (*names, *(name for name in inputs.optional if entry.get(name) is not None)):
        if problem := _field_problem(name, entry[name], inputs.medium):
            return problem
    title = entry.get("example_title")
    if title is not None and not isinstance(title, str):
        return f"`example_title` is {describe_type(title)}, not a string"
    return _mask_problem(entry["text"], mask) if inputs.task == FILL_MASK else None


def _mask_problem(text: str, own: str | None) -> str | None:
    count, wrong = masks(text, own)
    usual = printable(own or "[MASK]", 20)
    if count == 0:
        return f"`text` has no mask token such as `{usual}`"
    if count > 1:
        return f"`text` has {count} mask tokens, but the widget fills in only one"
    return f"`{wrong}` is not the mask token of this model; use `{usual}`" if wrong is not None else None


def _names(names: Iterable[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)


def _field_problem(name: str, value: object, medium: str | None) -> str | None:
    data = load_json("schemas/vocab/widgets.json")
    problem = _CHECKS[data["fields"].get(name, "string")](value)
    if problem:
        return f"`{name}` {problem}"
    if name == "src" and isinstance(value, str):
        others = media_of(value)
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
    if not value:
        return "is empty"
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
