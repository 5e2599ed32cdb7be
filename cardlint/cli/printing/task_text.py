"""The answers of ``cardlint task`` as text for people: the task, what decided it, then the evidence."""

from collections.abc import Iterator

from cardlint.cli.printing.paragraph import paragraph
from cardlint.output.terminal import BOLD, CYAN, DIM, GREEN, RED, YELLOW, style, visible, width
from cardlint.task.answers import Answer
from cardlint.task.facts import CARD, CONFIG, MODEL_INDEX
from cardlint.task.resolution import Evidence, Resolution
from cardlint.task.widgets import Widget

COLOR_OF_VERDICT = {"won": GREEN, "lost": YELLOW, "ignored": YELLOW, "absent": DIM, "broken": RED}
NAME_OF_SOURCE = {"pipeline_tag": "pipeline_tag", "tags": "tags", "config": CONFIG, "model_index": MODEL_INDEX}
_LONGEST_VERDICT = max(map(len, COLOR_OF_VERDICT))
MOST_EXAMPLES = 3
"""Number of examples with problems that are listed."""


def lines(path: str, answer: Answer, cells: int | None, *, color: bool) -> Iterator[str]:
    """Yield the text about one model, without line ends; in a terminal of ``cells`` columns it is wrapped."""
    resolution = answer.resolution
    name, task = visible(path), resolution.task or "no task"
    heading = (
        f"{style(name, BOLD, color=color)}: {style(task, BOLD, GREEN if resolution.task else YELLOW, color=color)}"
    )
    first, *rest = paragraph(_decided(resolution), width(f"{name}: {task}  "), cells)
    yield f"{heading}  {style(first, DIM, color=color)}" if first else heading
    yield from (style(line, DIM, color=color) for line in rest)
    rows = [_row(evidence) for evidence in resolution.evidence]
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    for evidence, (name, place) in zip(resolution.evidence, rows, strict=True):
        verdict = f"{evidence.verdict:{_LONGEST_VERDICT}}"
        before = f"  {name:{widths[0]}}  {place:{widths[1]}}  "
        first, *rest = paragraph(visible(evidence.reason), len(f"{before}{verdict}  "), cells)
        yield f"{before}{style(verdict, COLOR_OF_VERDICT[evidence.verdict], color=color)}  {first}".rstrip()
        yield from rest
    for name, text in (*_remarks(resolution), *_widget(answer.widget), *_request(answer)):
        label = f"  {name:{widths[0]}}  "
        first, *rest = paragraph(visible(text), len(label), cells)
        yield f"{style(label, CYAN, color=color)}{first}".rstrip()
        yield from rest


def _decided(resolution: Resolution) -> str:
    if resolution.task:
        verb = "decide" if resolution.source == "tags" else "decides"
        return f"({NAME_OF_SOURCE[resolution.source]} {verb})"
    return "" if resolution.source == "none" else f"(decided by {resolution.source})"


def _row(evidence: Evidence) -> tuple[str, str]:
    name = evidence.source if evidence.file == CARD else evidence.file
    place = evidence.file if evidence.line is None else f"{evidence.file}:{evidence.line}"
    return name, "-" if evidence.verdict == "absent" else place


def _remarks(resolution: Resolution) -> Iterator[tuple[str, str]]:
    if resolution.hub_task != resolution.task:
        yield "the Hub", f"shows {resolution.hub_task}, which precedes {resolution.task} in its own order of tasks"
    for conflict in resolution.conflicts if resolution.source != "pipeline_tag" else ():
        names = " and ".join(NAME_OF_SOURCE[source] for source in conflict.between)
        yield "conflict", f"{names} name {', '.join(conflict.tasks)}; set pipeline_tag to the one you mean"
    detected, known = resolution.library.detected, resolution.library_tasks
    if known is None and resolution.config_ignored and resolution.derived:
        yield "declare", f"library_name: transformers, so that config.json gives {resolution.derived.task}"
    elif known is not None and resolution.library.declared is None and known.library == detected:
        yield "declare", f"library_name: {detected}"
    if resolution.proposals:
        tasks = [proposal.task for proposal in resolution.proposals]
        choice = tasks[0] if len(tasks) == 1 else f"{', '.join(tasks[:-1])} or {tasks[-1]}"
        yield "declare", f"pipeline_tag: {choice}; {resolution.proposals[0].reason}"


def _widget(widget: Widget) -> Iterator[tuple[str, str]]:
    takes = " or ".join(" and ".join(form) for form in widget.inputs if form)
    yield "widget", f"{widget.state}: {widget.explanation}" + (f"; it takes {takes}" if takes else "")
    if widget.examples:
        yield "examples", f"{widget.fitting} of {len(widget.examples)} fit"
        wrong = [example for example in widget.examples if example.problem]
        for example in wrong[:MOST_EXAMPLES]:
            yield "", f"widget[{example.place}]: {example.problem}"
        if len(wrong) > MOST_EXAMPLES:
            yield "", f"and {len(wrong) - MOST_EXAMPLES} more"


def _request(answer: Answer) -> Iterator[tuple[str, str]]:
    request = answer.request
    if request is None:
        return
    keys = ", ".join(f"{key}: {_kind(request.body, key)}" for key in request.required)
    optional = "" if "parameters" not in request.body else ", parameters"
    path = request.path or f"(each provider has its own path: {', '.join(answer.widget.providers) or 'none'})"
    yield "request", f"{request.method} {path} {{{keys}{optional}}}"


def _kind(body: object, key: str) -> str:
    for part in key.split("."):
        body = body[part] if isinstance(body, dict) and part in body else None
    if isinstance(body, list):
        return f"list of {_kind({'item': body[0]}, 'item')}"
    return body if isinstance(body, str) else "object"
