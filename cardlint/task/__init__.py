"""The task that the Hub assigns to a model, the evidence for it, and what follows for the model's widget.

``resolve`` is a pure function from `Facts` to `Resolution`, used by the linter, ``cardlint task`` and the index. The
names are imported when they are first used, because the linter needs only half of the modules.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cardlint.task.answers import Answer as Answer
    from cardlint.task.answers import answer as answer
    from cardlint.task.answers import as_data as as_data
    from cardlint.task.example import WidgetExample as WidgetExample
    from cardlint.task.facts import Broken as Broken
    from cardlint.task.facts import Facts as Facts
    from cardlint.task.payload import Request as Request
    from cardlint.task.payload import request as request
    from cardlint.task.reading import facts_beside as facts_beside
    from cardlint.task.reading import facts_of as facts_of
    from cardlint.task.reading import facts_of_line as facts_of_line
    from cardlint.task.reading import resolve_task as resolve_task
    from cardlint.task.resolution import Conflict as Conflict
    from cardlint.task.resolution import Derived as Derived
    from cardlint.task.resolution import Evidence as Evidence
    from cardlint.task.resolution import Library as Library
    from cardlint.task.resolution import Proposal as Proposal
    from cardlint.task.resolution import Resolution as Resolution
    from cardlint.task.resolution import Retired as Retired
    from cardlint.task.resolver import resolve as resolve
    from cardlint.task.widgets import Widget as Widget
    from cardlint.task.widgets import widget as widget

_HOMES = {
    "answers": ("Answer", "answer", "as_data"),
    "example": ("WidgetExample",),
    "facts": ("Broken", "Facts"),
    "payload": ("Request", "request"),
    "reading": ("facts_beside", "facts_of", "facts_of_line", "resolve_task"),
    "resolution": ("Conflict", "Derived", "Evidence", "Library", "Proposal", "Resolution", "Retired"),
    "resolver": ("resolve",),
    "widgets": ("Widget", "widget"),
}

__all__ = [
    "Answer",
    "Broken",
    "Conflict",
    "Derived",
    "Evidence",
    "Facts",
    "Library",
    "Proposal",
    "Request",
    "Resolution",
    "Retired",
    "Widget",
    "WidgetExample",
    "answer",
    "as_data",
    "facts_beside",
    "facts_of",
    "facts_of_line",
    "request",
    "resolve",
    "resolve_task",
    "widget",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"cardlint.task.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
