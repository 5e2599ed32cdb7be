"""Which task the Hub gives a model, which source says so, and what follows for its widget.

``resolve`` is a pure function from `Facts` to `Resolution`; the linter, ``cardlint task`` and the index share it.
"""

from cardlint.task.answers import Answer, answer, as_data
from cardlint.task.example import Example
from cardlint.task.facts import Broken, Facts
from cardlint.task.payload import Request, request
from cardlint.task.reading import facts_beside, facts_of, facts_of_line, resolve_task
from cardlint.task.resolution import Conflict, Derived, Evidence, Library, Proposal, Resolution, Retired
from cardlint.task.resolver import resolve
from cardlint.task.widgets import Widget, widget

__all__ = [
    "Answer",
    "Broken",
    "Conflict",
    "Derived",
    "Evidence",
    "Example",
    "Facts",
    "Library",
    "Proposal",
    "Request",
    "Resolution",
    "Retired",
    "Widget",
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
