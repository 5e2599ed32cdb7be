"""A file of results that the Hub cannot read gives an error instead of a score on the page and the leaderboard.

Each file ``.eval_results/*.yaml`` is a list of ``dataset: {id, task_id}`` and ``value``. Dates, and revisions of
digits alone, need quotes; a source needs its url. The fault stands in that file, so it is shown at the top of the
card.

Source: hub-docs eval_results.yaml 242f4a1; huggingface_hub 2.4.0, which prints the error of the Hub for each file.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity, Verdict
from cardlint.front_matter.node import show
from cardlint.front_matter.scalars import Timestamp
from cardlint.kind import Kind
from cardlint.repository.eval_results import EvalFile, files
from cardlint.rule import Found, Rule
from cardlint.schema.validator import Breach
from cardlint.shown import shown
from cardlint.vocabulary import nearest

_REPORTED = 5
"""Faults of one file that are listed: the rest are mostly the same."""

_TYPES = {"array": "a list", "object": "a mapping", "string": "a text", "number": "a number"}


def check(card: Card) -> Iterator[Found]:
    for file in files(card.repository):
        for _, message in zip(range(_REPORTED), _faults(file), strict=False):
            yield Found(card.top, message)


def _faults(file: EvalFile) -> Iterator[str]:
    if file.fault is not None:
        line = file.source.position(file.fault_offset).line
        yield f"{shown(file.name, 50)} line {line} cannot be read: {shown(file.fault, 60)}"
    elif file.root is None:
        yield f"{shown(file.name, 50)} is empty; write a list of results, or delete it"
    else:
        for line, breach in file.breaches():
            yield f"{shown(file.name, 50)} line {line}: {_explained(breach)}"


def _explained(breach: Breach) -> str:
    where = shown(show(breach.path)) if breach.path else "the file"
    if breach.keyword == "required":
        inner = show((*breach.path, breach.expected)) if breach.path else breach.expected
        return f"{shown(inner)} is missing"
    if breach.keyword == "type":
        found = breach.found
        if breach.expected == ["string"] and isinstance(found, int | float | Timestamp) and not isinstance(found, bool):
            return f"{where} is no text; put {shown(found, 24)} in quotes"
        return f"{where} must be {_TYPES[breach.expected[0]]}, not {shown(found, 24)}"
    if breach.keyword == "additionalProperties":
        near = nearest(str(breach.path[-1]), breach.expected, 1)
        return f"{where} is no field of a result" + (f"; did you mean {near[0]}?" if near else "; delete it")
    if breach.keyword == "minItems":
        return "the list of results is empty"
    return f"{where} {shown(breach.found, 30)} is no id of a dataset; write owner/name"


RULE = Rule(
    name="invalid-eval-results",
    code="CL171",
    category="results",
    severity=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    kinds=(Kind.MODEL,),
    signs=("file:.eval_results",),
    examples=(),  # the fault is in another file: tests/test_eval_results.py
)
