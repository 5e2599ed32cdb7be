"""The full answer about one model: its task, the evidence, the widget and the request."""

from typing import Any

from cardlint.system.named_tuple import NamedTuple
from cardlint.task.facts import Facts
from cardlint.task.payload import Request, request
from cardlint.task.resolution import Resolution
from cardlint.task.resolver import resolve
from cardlint.task.widgets import Widget, widget


class Answer(NamedTuple):
    """The answer about the model that its caller calls ``name``."""

    name: str | None
    resolution: Resolution
    widget: Widget
    request: Request | None


def answer(facts: Facts, name: str | None = None, model: str | None = None) -> Answer:
    """Return everything about the model with these facts. ``model`` is its id on the Hub, if that is known."""
    resolution = resolve(facts)
    found = widget(facts, resolution)
    return Answer(name, resolution, found, request(facts, resolution, found, model))


def as_data(answer: Answer) -> dict[str, Any]:
    """Return ``answer`` as JSON data, field by field: this shape is an interface, the classes are not."""
    resolution, derived = answer.resolution, answer.resolution.derived
    return {
        "id": answer.name,
        "task": resolution.task,
        "source": resolution.source,
        "hub_task": resolution.hub_task,
        "evidence": [
            {
                "source": item.source,
                "file": item.file,
                "line": item.line,
                "said": item.said,
                "verdict": item.verdict,
                "reason": item.reason,
            }
            for item in resolution.evidence
        ],
        "library": {
            "declared": resolution.library.declared,
            "detected": resolution.library.detected,
            "config_counts": resolution.library.config_counts,
            "reason": resolution.library.reason,
        },
        "config_task": derived.task if derived else None,
        "retired": resolution.retired._asdict() if resolution.retired else None,
        "conflicts": [
            {"between": conflict.between, "tasks": conflict.tasks, "shown": conflict.hub_task}
            for conflict in resolution.conflicts
        ],
        "proposals": [{"task": proposal.task, "reason": proposal.reason} for proposal in resolution.proposals],
        "widget": _widget_data(answer.widget),
        "request": _request_data(answer.request),
    }


def _widget_data(widget: Widget) -> dict[str, Any]:
    return {
        "state": widget.state,
        "reason": widget.reason,
        "explanation": widget.explanation,
        "inputs": widget.inputs,
        "optional": widget.optional,
        "output": widget.output,
        "chat": widget.chat,
        "providers": widget.providers,
        "examples": [{"place": example.place, "problem": example.problem} for example in widget.examples],
    }


def _request_data(request: Request | None) -> dict[str, Any] | None:
    if request is None:
        return None
    return {
        "method": request.method,
        "path": request.path,
        "body": request.body,
        "required": request.required,
        "binary": request.binary,
        "example": request.example,
    }
