"""Whether a model can have an inference widget, what it takes as input, and whether the card's examples fit.

The Hub shows a widget only if an inference provider serves this model, which is the provider's choice. So the answer is
a certain "none, because ..." or a "possible", never a promise.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from cardlint.system.named_tuple import NamedTuple
from cardlint.system.resources import load_json
from cardlint.task.example import TaskInputs, WidgetExample, examples
from cardlint.task.facts import Facts, field, has_tag, tags_of
from cardlint.task.resolution import Resolution
from cardlint.vocabulary import vocabulary

HUB_PROVIDER = "hf-inference"
"""The provider that runs models by their declared library, without custom code."""

Reason = Literal["no-task", "opted-out", "unserved-task", "undeclared-library", "custom-code", "providers-decide"]


class Widget(NamedTuple):
    """The answer. ``inputs`` are alternatives, each the fields that one example needs; empty if none are documented.

    ``chat``: the widget is a conversation. ``examples``: those of the card, checked against ``inputs``.
    """

    state: Literal["none", "possible"]
    reason: Reason
    explanation: str
    inputs: tuple[tuple[str, ...], ...] = ()
    optional: tuple[str, ...] = ()
    output: str | None = None
    chat: bool = False
    providers: tuple[str, ...] = ()
    examples: tuple[WidgetExample, ...] = ()

    @property
    def fitting(self) -> int:
        """How many of the card's examples fit."""
        return sum(example.problem is None for example in self.examples)


@cache
def data() -> Mapping[str, Any]:
    """Return schemas/vocab/widgets.json."""
    found: Mapping[str, Any] = load_json("schemas/vocab/widgets.json")
    return found


def widget(facts: Facts, resolution: Resolution) -> Widget:
    """Return the widget of the model that ``resolution`` was made for."""
    task = resolution.hub_task
    if task is None:
        return Widget("none", "no-task", "the model has no task")
    details: Mapping[str, Any] = data()["entries"].get(task, {})
    chat = talks(facts, resolution)
    chat_providers = data()["chat"]["providers"] if _may_talk(task) else ()
    providers = tuple(sorted({*details.get("providers", ()), *chat_providers}))
    reason, explanation = _reason(facts, resolution, task, providers)
    forms = tuple(tuple(form) for form in details.get("inputs", ()))
    optional = tuple(details.get("optional", ()))
    return Widget(
        state="possible" if reason == "providers-decide" else "none",
        reason=reason,
        explanation=explanation,
        inputs=forms,
        optional=optional,
        output=details.get("output"),
        chat=chat,
        providers=providers,
        examples=examples(facts, TaskInputs(task, forms, optional, details.get("src"))),
    )


def talks(facts: Facts, resolution: Resolution) -> bool:
    """Return whether the model is served as a chat: its task allows that and the card says so."""
    return _may_talk(resolution.hub_task) and has_tag(facts, data()["chat"]["tag"])


def _may_talk(task: str | None) -> bool:
    return task in data()["chat"]["tasks"]


def _reason(facts: Facts, resolution: Resolution, task: str, providers: tuple[str, ...]) -> tuple[Reason, str]:
    if field(facts, "inference") is False:
        return "opted-out", "the card says `inference: false`"
    if not providers:
        return "unserved-task", f"no inference provider serves `{task}`"
    if providers == (HUB_PROVIDER,):
        if _custom_code(facts):
            return "custom-code", f"only `{HUB_PROVIDER}` serves `{task}`, and it does not run custom code"
        if not _has_library(facts, resolution):
            return "undeclared-library", f"only `{HUB_PROVIDER}` serves `{task}`, and it needs a `library_name`"
    return "providers-decide", "shown if an inference provider serves this model"


def _custom_code(facts: Facts) -> bool:
    mapped = isinstance(facts.config, Mapping) and bool(facts.config.get("auto_map"))
    return mapped or has_tag(facts, "custom_code")


def _has_library(facts: Facts, resolution: Resolution) -> bool:
    """Return whether the Hub may know the library: from the field, a tag, or files other than just config.json."""
    library = resolution.library
    if library.declared is not None or library.config_counts or library.detected not in (None, "transformers"):
        return True
    known = vocabulary("libraries")
    return any(tag in known for _, tag in tags_of(facts))
