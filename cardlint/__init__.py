"""Linter, task resolver and search index for Hugging Face cards.

The public names are imported when they are first used, so that ``import cardlint`` is fast.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cardlint._version import __version__ as __version__
    from cardlint.lint.fix import fix_text as fix_text
    from cardlint.lint.linter import lint_path as lint_path
    from cardlint.lint.linter import lint_text as lint_text
    from cardlint.search import open_index as open_index
    from cardlint.task import resolve_task as resolve_task

_HOMES = {
    "__version__": "cardlint._version",
    "fix_text": "cardlint.lint.fix",
    "lint_path": "cardlint.lint.linter",
    "lint_text": "cardlint.lint.linter",
    "open_index": "cardlint.search",
    "resolve_task": "cardlint.task",
}

__all__ = ["__version__", "fix_text", "lint_path", "lint_text", "open_index", "resolve_task"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
